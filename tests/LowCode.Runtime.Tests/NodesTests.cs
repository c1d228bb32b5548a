using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.DivisionChanges;
using LowCode.Runtime.Publishing;
using LowCode.Runtime.Reading;
using LowCode.Runtime.Roles;
using LowCode.Runtime.SystemSets;
using LowCode.Runtime.Users;
using LowCode.Storage;
using LowCode.Storage.Queries;
using LowCode.Tests.Shared;
using Microsoft.Extensions.Time.Testing;

namespace LowCode.Runtime.Tests;

/// <summary>Several installations over one database: nodes behind a load balancer. Always on PostgreSQL.</summary>
public sealed class NodesTests : IAsyncLifetime
{
    private readonly string _folder;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero));
    private House _house = null!;
    private Installation _one = null!;
    private Installation _other = null!;

    public NodesTests()
    {
        Assert.SkipWhen(TestStore.WhyNoPostgres is not null, TestStore.WhyNoPostgres ?? "");
        _folder = Directory.CreateTempSubdirectory("lowcode-nodes-").FullName;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Both at once on an empty database, as nodes start.
        var houses = await Task.WhenAll(House.JoinAsync(_folder, _clock), House.JoinAsync(_folder, _clock));
        (_house, _one, _other) = (houses[0], houses[0].Installation, houses[1].Installation);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        TestStore.Delete(_folder);
    }

    [Fact]
    public async Task What_one_publishes_the_other_serves()
    {
        var serves = PublishedOn(_other);
        var published = await PublishAsync(_one, PatrolPack.Pack());
        var heard = await serves.WaitAsync(Cancel);
        Assert.Equal((published.App!.Definition.Name, published.App.Version), (heard.Definition.Name, heard.Version));
        Assert.Equal(_one.Apps.Keys, _other.Apps.Keys);
        Assert.NotNull((await _other.PublishAsync(House.Admin, PatrolPack.Pack(), Cancel)).App);
        Assert.Single(await VersionsAsync());
    }

    [Fact]
    public async Task Divisions_that_one_imports_the_other_has_together_with_what_it_serves()
    {
        await PublishAsync(_one, PatrolPack.Pack());
        await _other.ImportDivisionsAsync(House.Admin, House.Divisions, Cancel);
        await PublishAsync(_one, Changed("1.1.0"));
        // Published over what the other had changed meanwhile, which the publisher looked at first.
        Assert.Equal(House.Divisions.Length, _one.Current.Divisions.Count);
        Assert.Equal(2, _one.Current.Apps[House.App].Version);
    }

    [Fact]
    public async Task Both_start_an_installation_at_once_and_there_is_one_of_everything()
    {
        await Task.WhenAll(new[] { _one, _other }.Select(node => Task.Run(async () =>
        {
            await node.ImportDivisionsAsync(Caller.System, House.Divisions, Cancel);
            await node.Users.SaveAsync(Caller.System, [(House.Admin, "hash"), (House.Inspector, "hash")], Cancel);
            await PublishAsync(node, PatrolPack.Pack());
        })));
        Assert.Single(await VersionsAsync());
        foreach (var node in new[] { _one, _other })
        {
            Assert.Equal(1, node.Apps[House.App].Version);
            Assert.Equal(House.Divisions.Length, node.Divisions.Count);
            Assert.Null(node.Behind);
            Assert.True((await node.Users.FindAsync(House.Admin.Name, Cancel))!.IsAdministrator);
        }
        Assert.Null((await _one.Store.VerifyChangesAsync(cancel: Cancel)).Break);
    }

    [Fact]
    public async Task Both_publish_another_version_at_once_and_both_serve_the_later_one()
    {
        await PublishAsync(_one, PatrolPack.Pack());
        var served = new[] { PublishedOn(_one, "1.2.0"), PublishedOn(_other, "1.2.0") };
        var results = await Task.WhenAll(
            Task.Run(() => _one.PublishAsync(House.Admin, Changed("1.1.0"), Cancel)),
            Task.Run(() => _other.PublishAsync(House.Admin, Changed("1.2.0"), Cancel)));
        // The lower one may come too late; then it is refused, as it is on one node.
        Assert.Contains(results, result => result.App?.Definition.Version == "1.2.0");
        var versions = await VersionsAsync();
        Assert.Equal(results.Count(result => result.IsNew) + 1, versions.Length);
        Assert.Equal(Enumerable.Range(1, versions.Length).Select(number => (long)number), versions.Select(version => version.Number));
        await Task.WhenAll(served);
        Assert.Equal("1.2.0", _one.Apps[House.App].Definition.Version);
        Assert.Equal("1.2.0", _other.Apps[House.App].Definition.Version);
    }

    [Fact]
    public async Task A_request_keeps_the_version_with_which_it_began()
    {
        await PublishAsync(_one, PatrolPack.Pack());
        var before = _one.Current;
        await PublishAsync(_one, Changed("1.1.0"));
        Assert.Equal(1, before.Apps[House.App].Version);
        Assert.Equal(2, _one.Current.Apps[House.App].Version);
    }

    [Fact]
    public async Task A_changed_role_counts_on_the_other_node_at_once()
    {
        await _one.Users.SaveAsync(House.Admin, [(House.Inspector, null)], Cancel);
        Assert.Equal("inspector", Assert.Single((await _other.Users.FindAsync(House.Inspector.Name, Cancel))!.Roles).Role);
        await _one.Users.SaveAsync(House.Admin, [(House.Inspector with { Roles = [] }, null)], Cancel);
        Assert.Empty((await _other.Users.FindAsync(House.Inspector.Name, Cancel))!.Roles);
    }

    [Fact]
    public async Task What_is_lent_on_one_node_is_held_on_the_other_with_the_next_request()
    {
        await _one.ImportDivisionsAsync(House.Admin, House.Divisions, Cancel);
        await _one.Users.SaveAsync(House.Admin, [(House.Inspector, null), (House.Reviewer, null), (House.District, null)], Cancel);
        var order = new StandIn(House.Reviewer.Name, new(2026, 6, 1), new(2026, 6, 30));
        foreach (var (here, there) in new[] { (_one, _other), (_other, _one) })
        {
            Assert.IsType<UserDone>(await here.Users.StandIns.AddAsync(House.Reviewer, House.Inspector.Name, order, Cancel));
            Assert.Equal(["inspector", "reviewer"], await RolesAsync(there));
            await here.Users.SaveAsync(House.Admin, [(House.Reviewer with { Roles = [new("guest", "31")] }, null)], Cancel);
            Assert.Equal(["guest", "inspector"], await RolesAsync(there));
            // For somebody else in place of the one whom the other node remembers.
            Assert.IsType<UserDone>(await here.Users.StandIns.EndAsync(House.Admin, House.Inspector.Name, House.Reviewer.Name, Cancel));
            Assert.IsType<UserDone>(await here.Users.StandIns.AddAsync(House.District, House.Inspector.Name, order with { Owner = House.District.Name }, Cancel));
            Assert.Equal(["inspector", "reviewer"], await RolesAsync(there));
            Assert.IsType<UserDone>(await here.Users.StandIns.EndAsync(House.Admin, House.Inspector.Name, House.District.Name, Cancel));
            Assert.Equal(["inspector"], await RolesAsync(there));
            await here.Users.SaveAsync(House.Admin, [(House.Reviewer, null)], Cancel);
        }

        async Task<string[]> RolesAsync(Installation node) =>
            [.. (await node.Users.FindAsync(House.Inspector.Name, Cancel))!.Roles.Select(held => held.Role).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task A_division_moves_on_one_node_while_people_write_on_the_other()
    {
        await _one.ImportDivisionsAsync(House.Admin, [.. House.Divisions, new("310109", "31", DivisionLevel.District, "虹口区")], Cancel);
        await _one.Users.SaveAsync(House.Admin, [(House.Inspector, null), (House.Reviewer, null)], Cancel);
        var serves = PublishedOn(_other);
        await PublishAsync(_one, PatrolPack.Pack());
        await serves.WaitAsync(Cancel);
        for (var i = 0; i < 30; i++)
            await _house.PatrolAsync();
        using var stop = new CancellationTokenSource();
        var (made, taken, behind) = (0, 0, 0);
        var writers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var ling = (await _other.Users.FindAsync(House.Inspector.Name, Cancel))!;
                try
                {
                    if (await _other.Records.CreateAsync(ling, House.App, "place", _house.Input("place", ("name", "w")), Cancel) is Done)
                        Interlocked.Increment(ref made);
                    using var reader = _other.Read(ling);
                    var draft = await FirstDraftAsync(reader);
                    if (draft is { } id && await _other.Records.TransitionAsync(ling, House.App, "patrol", id, "submit", null, null, Cancel) is Done)
                        Interlocked.Increment(ref taken);
                }
                catch (StorageException late) when (late.Problem == DivisionMessages.Behind)
                {
                    // The node has not heard of the new divisions yet, and says so.
                    Interlocked.Increment(ref behind);
                }
            }
        }, Cancel)).ToArray();
        while (Volatile.Read(ref made) < 5)
            await Task.Yield();
        var done = Assert.IsType<DivisionsChanged>(await _one.DivisionChanges.ChangeAsync(House.Admin, new MoveDivision("310106006", "310109"), false, null, Cancel));
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        TestContext.Current.TestOutputHelper!.WriteLine($"{made} made, {taken} taken, {behind} times behind.");
        Assert.True(done.Report.IsComplete);
        var (places, patrols) = (await _house.QueryAsync(House.Admin, House.App, "place"), await _house.QueryAsync(House.Admin, House.App, "patrol"));
        Assert.Equal((30 + made, 30, taken), (places.Count, patrols.Count, patrols.Count(patrol => patrol.State == "submitted")));
        Assert.All(places.Concat(patrols), record => Assert.StartsWith("310109006", record.Division, StringComparison.Ordinal));
        var tasks = await _house.TasksAsync();
        Assert.Equal((30, taken), (tasks.Length, tasks.Count(task => task == "reviewer@310109006")));
        Assert.Equal((await _one.Users.FindAsync(House.Inspector.Name, Cancel))!.Roles, (await _other.Users.FindAsync(House.Inspector.Name, Cancel))!.Roles);
        Assert.Null((await _one.Store.VerifyChangesAsync(cancel: Cancel)).Break);
    }

    private static async Task<Guid?> FirstDraftAsync(RecordReader reader)
    {
        var result = await reader.QueryAsync(House.App, "patrol", new Query("")
        {
            Filter = new Compare(ComparisonOperator.Equal, new Field(FieldRef.Of(SystemField.State)), new Constant(Value.Of("draft"))),
            Top = 1,
        }, Cancel);
        await foreach (var page in result.Pages)
            return page.Span[0].Record.Id;
        return null;
    }

    [Fact]
    public async Task A_deadline_fires_once_however_many_nodes_look_for_it()
    {
        const int records = 30;
        await _one.ImportDivisionsAsync(House.Admin, House.Divisions, Cancel);
        await _one.Users.SaveAsync(House.Admin, [(House.Inspector, null), (House.Reviewer, null)], Cancel);
        var serves = PublishedOn(_other);
        await PublishAsync(_one, PatrolPack.Pack());
        await serves.WaitAsync(Cancel);
        for (var i = 0; i < records; i++)
            House.Done(await _house.TakeAsync(House.Inspector, await _house.PatrolAsync(), "submit"));
        _clock.Advance(TimeSpan.FromDays(30));
        var fired = await Task.WhenAll(new[] { _one, _other, _one, _other }.Select(node => Task.Run(() => node.RunTimersAsync(Cancel))));

        Assert.Equal(records, fired.Sum());
        var changes = new List<string>();
        await foreach (var change in _one.Store.ChangesAsync(0, Cancel))
        {
            if (change.Set == TimerSet.Name && change.IsDeletion)
                changes.Add(change.Id.ToString());
        }
        Assert.Equal((records, records), (changes.Count, changes.Distinct().Count()));
    }

    [Fact]
    public async Task What_is_kept_no_longer_is_erased_once_however_many_nodes_look_for_it()
    {
        const int records = 30;
        await _one.ImportDivisionsAsync(House.Admin, House.Divisions, Cancel);
        await _one.Users.SaveAsync(House.Admin, [(House.Inspector, null)], Cancel);
        var serves = PublishedOn(_other);
        await PublishAsync(_one, PatrolPack.Pack(files =>
        {
            files.Replace("forms/patrol.json", "\"title\": \"巡查记录\",", "\"title\": \"巡查记录\", \"retention\": { \"days\": 30, \"erase\": \"sensitive\", \"states\": [\"draft\"] },");
            files.Replace("forms/patrol.json", "\"label\": \"原因\",", "\"label\": \"原因\", \"sensitive\": true,");
            files.Replace("forms/patrol.json", "\"reach\": \"unit\" },", "\"reach\": \"unit\", \"reveals\": [\"why\"] },");
        }));
        await serves.WaitAsync(Cancel);
        for (var i = 0; i < records; i++)
            await _house.PatrolAsync(clean: false);
        _clock.Advance(TimeSpan.FromDays(30));
        var rounds = await Task.WhenAll(new[] { _one, _other, _one, _other }.Select(node => Task.Run(() => node.RunRetentionAsync(Cancel))));

        Assert.Empty(rounds.SelectMany(round => round.Failures));
        Assert.Equal(records, rounds.Sum(round => round.Erased));
        Assert.Equal(0, Assert.Single(await _other.RetentionAsync(House.Admin, Cancel)).Due);
        var erased = new List<Guid>();
        await foreach (var change in _one.Store.ChangesAsync(0, Cancel))
        {
            if (change is { Set: "patrol/patrol", Head.By: "system:retention" })
                erased.Add(change.Id);
        }
        Assert.Equal((records, records), (erased.Count, erased.Distinct().Count()));
    }

    private static IPackFiles Changed(string version) => PatrolPack.Pack(files => files.Replace("app.json", "1.0.0", version));

    private static Task<CompiledApp> PublishedOn(Installation node, string version = "1.0.0")
    {
        var told = new TaskCompletionSource<CompiledApp>(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Published += app => _ = app.Definition.Version == version && told.TrySetResult(app);
        return told.Task;
    }

    private static async Task<PublishResult> PublishAsync(Installation node, IPackFiles pack)
    {
        var published = await node.PublishAsync(House.Admin, pack, Cancel);
        Assert.True(published.App is not null, string.Join('\n', published.Diagnostics));
        return published;
    }

    private async Task<(string Version, long Number)[]> VersionsAsync() =>
        [.. (await _house.QueryAsync(House.Admin, "system", AppSet.Form))
            .Select(record => (record.Data[AppSet.Version].AsText(), record.Data[AppSet.Number].AsInteger())).OrderBy(version => version.Item2)];
}
