using LowCode.Definitions.Nodes;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Queries;
using LowCode.Stores;
using LowCode.Tests.Shared;
using Microsoft.Extensions.Time.Testing;
using Record = LowCode.Storage.Records.Record;

namespace LowCode.Runtime.Tests;

/// <summary>An installation over a real store in a folder of its own, with some divisions and people.</summary>
sealed class House : IAsyncDisposable
{
    public const string App = "patrol";
    public static readonly Caller Admin = new("root", "管理员", [], IsAdministrator: true);
    public static readonly Caller Inspector = new("ling", "检查员", [new("inspector", "310106006002")]);
    public static readonly Caller OtherInspector = new("fang", "检查员", [new("inspector", "310106006003")]);
    public static readonly Caller Reviewer = new("wang", "审核员", [new("reviewer", "310106006")]);
    public static readonly Caller District = new("qu", "区审核员", [new("reviewer", "310106")]);
    public static readonly Caller Guest = new("ke", "来访", [new("guest", "310106")]);

    public static readonly Division[] Divisions =
    [
        new("31", "", DivisionLevel.City, "上海市"),
        new("310106", "31", DivisionLevel.District, "静安区"),
        new("310106006", "310106", DivisionLevel.Street, "江宁路街道"),
        new("310106006002", "310106006", DivisionLevel.Neighborhood, "新安居委会"),
        new("310106006003", "310106006", DivisionLevel.Neighborhood, "永乐居委会"),
    ];

    private readonly string _folder;

    private House(string folder, FakeTimeProvider clock, Installation installation)
    {
        _folder = folder;
        Clock = clock;
        Installation = installation;
    }

    public FakeTimeProvider Clock { get; }

    public Installation Installation { get; private set; }

    /// <summary>The newest version of the pack's form.</summary>
    public CompiledForm Form => Installation.Apps[App].Forms["patrol"];

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<House> OpenAsync(IPackFiles? pack = null, InstallationOptions? options = null)
    {
        var folder = Directory.CreateTempSubdirectory("lowcode-test-").FullName;
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero));
        var house = new House(folder, clock, await OpenAsync(folder, clock, options));
        await house.FillAsync(pack ?? PatrolPack.Pack());
        return house;
    }

    private async Task FillAsync(IPackFiles pack)
    {
        await Installation.ImportDivisionsAsync(Admin, Divisions, Cancel);
        await Installation.Users.SaveAsync(Admin,
            [(Inspector, null), (OtherInspector, null), (Reviewer, null), (District, null)], Cancel);
        var published = await Installation.PublishAsync(Admin, pack, Cancel);
        Assert.True(published.App is not null, string.Join('\n', published.Diagnostics));
    }

    /// <summary>The installation of a store, filled when it is empty. Closing it leaves the store.</summary>
    public static async Task<House> LiveAsync(StoreName name, StoreSettings settings, FakeTimeProvider clock)
    {
        var (records, attachments) = await OpenStore.OpenAsync(name, settings, Cancel);
        var house = new House("", clock, await Installation.OpenAsync(records, attachments, new InstallationOptions(), clock, Cancel));
        if (house.Installation.Apps.IsEmpty)
            await house.FillAsync(PatrolPack.Pack());
        return house;
    }

    /// <summary>A node of an installation on PostgreSQL, whatever the other tests run on; empty when it is the first.</summary>
    public static async Task<House> JoinAsync(string folder, FakeTimeProvider clock)
    {
        var (records, attachments) = await TestStore.OpenPostgresAsync(folder, clock);
        return new House(folder, clock, await Installation.OpenAsync(records, attachments, new InstallationOptions(), clock, Cancel));
    }

    /// <summary>Closes the store and opens it again, as a restart does.</summary>
    public async Task RestartAsync()
    {
        await Installation.DisposeAsync();
        Installation = await OpenAsync(_folder, Clock);
    }

    /// <summary>Closes the store and does something to it by an installation that is stopped after so many commits; null when it was.</summary>
    public async Task<CommandResult?> StoppingAsync(int commits, Func<Installation, Task<CommandResult>> work)
    {
        await Installation.DisposeAsync();
        CommandResult? result = null;
        var (records, attachments) = await TestStore.OpenAsync(_folder, Clock);
        await using (var installation = await Installation.OpenAsync(new StoppingStore(records, commits), attachments, new InstallationOptions(), Clock, Cancel))
        {
            try
            {
                result = await work(installation);
            }
            catch (StoppingStore.StoppedException)
            {
                // As a process that was killed.
            }
        }
        Installation = await OpenAsync(_folder, Clock);
        return result;
    }

    /// <summary>Closes the store, opens it with something around it, and works with that.</summary>
    public async Task WithAsync(Func<IRecordStore, IRecordStore> around, Func<Task> work)
    {
        await Installation.DisposeAsync();
        var (records, attachments) = await TestStore.OpenAsync(_folder, Clock);
        Installation = await Installation.OpenAsync(around(records), attachments, new InstallationOptions(), Clock, Cancel);
        await work();
    }

    /// <summary>Input by path; a table's rows are arrays of dictionaries.</summary>
    public RecordInput Input(string form, params (string Path, object? Value)[] values)
    {
        var shape = Installation.Apps[App].Forms[form].Shape;
        var row = new Row(shape);
        foreach (var (path, value) in values)
            row[shape[path].Index] = ValueOf(value, shape[path]);
        return new RecordInput(row, [.. values.Select(value => shape[value.Path].Index)]);
    }

    public async Task<Record> CreateAsync(Caller caller, string form, params (string Path, object? Value)[] values) =>
        Done(await Installation.Records.CreateAsync(caller, App, form, Input(form, values), Cancel)).Record;

    public Task<CommandResult> TakeAsync(Caller caller, Record record, string transition, params (string Path, object? Value)[] values)
    {
        var form = record.Set[(App.Length + 1)..];
        return Installation.Records.TransitionAsync(
            caller, App, form, record.Id, transition, values.Length == 0 ? null : Input(form, values), null, Cancel);
    }

    /// <summary>A patrol of a place, as far as the inspector has filled it in.</summary>
    public async Task<Record> PatrolAsync(bool clean = true)
    {
        var place = await CreateAsync(Inspector, "place", ("name", "地下车库"), ("capacity", 120L));
        return await CreateAsync(Inspector, "patrol", ("place", place.Id), ("clean", clean), ("why", clean ? null : "有积水"));
    }

    public async Task<Record?> FindAsync(Caller caller, Record record)
    {
        using var reader = Installation.Read(caller);
        return await reader.FindAsync(App, record.Set[(App.Length + 1)..], record.Id, Cancel);
    }

    public async Task<List<Record>> QueryAsync(Caller caller, string app, string form, Query? query = null)
    {
        using var reader = Installation.Read(caller);
        var found = new List<Record>();
        var result = await reader.QueryAsync(app, form, query ?? new Query(""), Cancel);
        await foreach (var page in result.Pages)
        {
            foreach (var hit in page.Span)
                found.Add(hit.Record);
        }
        return found;
    }

    /// <summary>The tasks that there are, as role@division with ! when overdue and ^ when escalated.</summary>
    public async Task<string[]> TasksAsync(Caller? caller = null)
    {
        var tasks = await QueryAsync(caller ?? Admin, "system", "task");
        return [.. tasks.Select(task => $"{task.Data[TaskSet.Role]}@{task.Division}"
            + (task.Data[TaskSet.Overdue].AsBoolean() ? "!" : "") + (task.Data[TaskSet.Escalated].AsBoolean() ? "^" : "")).Order(StringComparer.Ordinal)];
    }

    public static Done Done(CommandResult result) => result is Done done ? done
        : throw new InvalidOperationException(result is Invalid invalid
            ? string.Join('\n', invalid.Findings.Select(finding => $"{finding.Path}: {finding.Message.Code} {finding.In("en")}"))
            : result is Refused refused ? refused.Why.In("en") : result is Forbidden forbidden ? forbidden.Why.In("en") : result.ToString());

    public async ValueTask DisposeAsync()
    {
        await Installation.DisposeAsync();
        if (_folder.Length > 0)
            TestStore.Delete(_folder);
    }

    private static async Task<Installation> OpenAsync(string folder, TimeProvider clock, InstallationOptions? options = null)
    {
        var (records, attachments) = await TestStore.OpenAsync(folder, clock);
        return await Installation.OpenAsync(records, attachments, options ?? new InstallationOptions(), clock, Cancel);
    }

    private static Value ValueOf(object? value, Slot slot) => value switch
    {
        null => default,
        Value ready => ready,
        string text => Value.Of(text),
        bool flag => Value.Of(flag),
        long number => Value.Of(number),
        DateOnly date => Value.Of(date),
        Guid id => Value.Of(id),
        Attachment file => Value.Of(new[] { file }),
        Dictionary<string, object?>[] rows => Value.Of(rows.Select(row => RowOf(row, slot.Rows!)).ToArray()),
        _ => throw new ArgumentException($"No value of {value.GetType()}."),
    };

    private static Row RowOf(Dictionary<string, object?> cells, Shape shape)
    {
        var row = new Row(shape, cells.TryGetValue("@key", out var key) ? (Guid)key! : Guid.Empty);
        foreach (var (path, value) in cells.Where(cell => cell.Key != "@key"))
            row[shape[path].Index] = ValueOf(value, shape[path]);
        return row;
    }
}
