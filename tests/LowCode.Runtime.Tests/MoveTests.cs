using LowCode.Definitions.Messages;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Serving;
using LowCode.Storage;
using LowCode.Stores;
using LowCode.Tests.Shared;
using Microsoft.Extensions.Time.Testing;
using Record = LowCode.Storage.Records.Record;

namespace LowCode.Runtime.Tests;

/// <summary>Installations go to PostgreSQL and back, and are what they were.</summary>
public sealed class MoveTests : IDisposable
{
    private readonly string _folder;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero));

    public MoveTests()
    {
        Assert.SkipWhen(TestStore.WhyNoPostgres is not null, TestStore.WhyNoPostgres ?? "");
        _folder = Directory.CreateTempSubdirectory("lowcode-move-").FullName;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private StoreName Embedded => StoreName.Parse(Path.Combine(_folder, "embedded"));

    private StoreName Postgres => StoreName.Parse(TestStore.PostgresNameOf(Path.Combine(_folder, "shared")));

    private StoreName Back => StoreName.Parse(Path.Combine(_folder, "back"));

    public void Dispose() => TestStore.Delete(_folder);

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task What_went_there_and_back_is_what_it_was(int seed)
    {
        var records = await LiveAsync(seed, commands: 120);
        var before = await LogAsync(Embedded);

        var there = await MoveAsync(Embedded, Postgres);
        var back = await MoveAsync(Postgres, Back);

        Assert.Equal((before.Count, 1L), (there.LastChange, there.Attachments));
        Assert.Equal(there, back);
        Assert.Equal(before, await LogAsync(Postgres));
        Assert.Equal(before, await LogAsync(Back));
        Assert.Equal(before, await LogAsync(Embedded));
        foreach (var name in new[] { Postgres, Back })
            await AssertLivesOnAsync(name, records);
    }

    [Fact]
    public async Task A_move_that_was_stopped_leaves_nothing_and_is_done_again()
    {
        await LiveAsync(4, commands: 60);
        await StoppedAsync(Embedded, Postgres);
        var there = await MoveAsync(Embedded, Postgres);
        await StoppedAsync(Postgres, Back);
        Assert.Equal(there, await MoveAsync(Postgres, Back));
    }

    [Fact]
    public async Task A_target_that_is_not_empty_is_refused_and_left_as_it_is()
    {
        await LiveAsync(5, commands: 5);
        await MoveAsync(Embedded, Postgres);
        var before = await LogAsync(Postgres);
        Assert.Equal(StorageMessages.DatabaseNotEmpty, await RefusedAsync(Embedded, Postgres));
        Assert.Equal(before, await LogAsync(Postgres));
        Assert.Equal(StorageMessages.TargetNotEmpty, await RefusedAsync(Postgres, Embedded));
        Assert.Equal(ToolMessages.MoveSameKind, await RefusedAsync(Embedded, Back));
        Assert.Equal(ToolMessages.MoveSameKind, await RefusedAsync(Postgres, Postgres));
        Directory.CreateDirectory(Back.Attachments);
        await new Storage.Attachments.AttachmentFolder(Back.Attachments, _clock).SaveAsync(new MemoryStream([9]), 1, Cancel);
        Assert.Equal(StorageMessages.TargetNotEmpty, await RefusedAsync(Postgres, Back));
    }

    /// <summary>An installation in which much has happened: two versions of an app, an attachment, changes and deletions of all kinds.</summary>
    private async Task<List<Record>> LiveAsync(int seed, int commands)
    {
        var random = new Random(seed);
        await using var house = await House.LiveAsync(Embedded, Settings(), _clock);
        using (var photo = new MemoryStream([1, 2, 3]))
            await house.Installation.Attachments.SaveAsync(photo, 10, Cancel);
        var place = await house.CreateAsync(House.Inspector, "place", ("name", "地下车库，B1 😀"), ("capacity", 120L));
        var records = new List<Record>();
        for (var i = 0; i < commands; i++)
        {
            if (i == commands / 2)
                Assert.NotNull((await house.Installation.PublishAsync(House.Admin, PatrolPack.Pack(files => files.Replace("app.json", "1.0.0", "1.1.0")), Cancel)).App);
            _clock.Advance(TimeSpan.FromMinutes(random.Next(1, 100)));
            var at = records.Count == 0 ? -1 : random.Next(records.Count);
            switch (at < 0 ? 0 : random.Next(5))
            {
                case 0 or 1:
                    records.Add(await house.CreateAsync(House.Inspector, "patrol", ("place", place.Id), ("clean", random.Next(2) == 0), ("why", $"第 {i} 次")));
                    break;
                case 2:
                    await house.Installation.Records.UpdateAsync(House.Inspector, House.App, "patrol", records[at].Id,
                        house.Input("patrol", ("why", $"改 {i}")), replace: false, null, Cancel);
                    break;
                case 3:
                    await house.TakeAsync(House.Inspector, records[at], "submit");
                    break;
                default:
                    if (await house.Installation.Records.DeleteAsync(House.Inspector, House.App, "patrol", records[at].Id, null, Cancel) is Done)
                        records.RemoveAt(at);
                    break;
            }
        }
        return records;
    }

    private async Task AssertLivesOnAsync(StoreName name, List<Record> records)
    {
        await using var house = await House.LiveAsync(name, Settings(), _clock);
        Assert.Equal(2, house.Installation.Apps[House.App].Version);
        Assert.Equal(records.Select(record => record.Id).Order(), (await house.QueryAsync(House.Inspector, House.App, "patrol")).Select(record => record.Id).Order());
        var last = house.Installation.Store.Status.LastChange;
        await house.PatrolAsync();
        var check = await house.Installation.Store.VerifyChangesAsync(cancel: Cancel);
        Assert.Null(check.Break);
        Assert.True(check.LastNumber > last);
    }

    private async Task<List<string>> LogAsync(StoreName name)
    {
        var (store, _) = await OpenStore.OpenAsync(name, Settings(), Cancel);
        await using var closing = store;
        var log = new List<string>();
        await foreach (var change in store.StoredChangesAsync(0, Cancel))
            log.Add($"{change.Number} {Convert.ToHexStringLower(change.Hash)} {Convert.ToBase64String(change.Head)} {Convert.ToBase64String(change.Body ?? [])}");
        return log;
    }

    private Task<MoveReport> MoveAsync(StoreName from, StoreName to) =>
        StoreMove.RunAsync(from, to, Settings(), InstalledSets.DeclareAsync, progress: null, Cancel);

    private async Task StoppedAsync(StoreName from, StoreName to)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => StoreMove.RunAsync(from, to, Settings(), InstalledSets.DeclareAsync, new StopAtOnce(stop), stop.Token));
    }

    private async Task<Message> RefusedAsync(StoreName from, StoreName to) =>
        (await Assert.ThrowsAsync<StorageException>(() => MoveAsync(from, to))).Problem;

    private StoreSettings Settings() => new()
    {
        ConnectionString = TestStore.ConnectionString,
        Schema = TestStore.SchemaOf(Path.Combine(_folder, "shared")),
        Time = _clock,
    };

    private sealed class StopAtOnce(CancellationTokenSource stop) : IProgress<double>
    {
        public void Report(double value) => stop.Cancel();
    }
}
