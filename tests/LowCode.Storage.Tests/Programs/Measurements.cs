using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using LowCode.Definitions.Values;
using LowCode.Storage.LiteDb;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;
using LowCode.Storage.Tests.Conformance;
using LowCode.Storage.Tests.Postgres;

namespace LowCode.Storage.Tests.Programs;

/// <summary>
/// Takes the store's figures: <c>dotnet run -c Release --project tests/LowCode.Storage.Tests -- measure [postgres] [records]</c>.
/// Not a test: figures depend on the machine.
/// </summary>
internal static class Measurements
{
    public const string Name = "measure";

    private static readonly Shape Shape = new("inspection",
    [
        new Slot(0, "site", ValueKind.Id, null), new Slot(1, "inspectedOn", ValueKind.Date, null),
        .. Enumerable.Range(2, 6).Select(i => new Slot(i, $"check{i}", ValueKind.Text, null)),
        .. Enumerable.Range(8, 4).Select(i => new Slot(i, $"count{i}", ValueKind.Integer, null)),
        .. Enumerable.Range(12, 2).Select(i => new Slot(i, $"amount{i}", ValueKind.Decimal, null)),
        .. Enumerable.Range(14, 3).Select(i => new Slot(i, $"flag{i}", ValueKind.Boolean, null)),
        new Slot(17, "note", ValueKind.Text, null), new Slot(18, "place", ValueKind.Location, null),
        new Slot(19, "grade", ValueKind.Text, null),
    ]);

    private static readonly FieldRef Division = FieldRef.Of(SystemField.Division);
    private static readonly FieldRef Day = FieldRef.Of(Shape["inspectedOn"]);

    private static readonly RecordSet Inspections = new("flood/inspection", Shape,
    [
        new RecordIndex([Division, Day]), new RecordIndex([FieldRef.Of(Shape["site"])]),
        new RecordIndex([FieldRef.Of(SystemField.State)]), new RecordIndex([FieldRef.Of(SystemField.ModifiedAt)]),
    ]);

    /// <param name="arguments">How many records; <c>postgres</c> before it measures that store instead.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var onPostgres = arguments is ["postgres", ..];
        var records = arguments.Skip(onPostgres ? 1 : 0).ToArray() is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 56_500;
        await (onPostgres ? PostgresAsync(records) : LiteDbAsync(records));
        return 0;
    }

    private static async Task LiteDbAsync(int records)
    {
        var folder = Directory.CreateTempSubdirectory("lowcode-measure-").FullName;
        var empty = GC.GetTotalMemory(forceFullCollection: true);
        try
        {
            async Task<IRecordStore> OpenAsync() => await LiteDbStore.OpenAsync(new(folder));
            await FillAsync(OpenAsync, records);
            for (var i = 0; i < 3; i++)
                await LoadAsync(OpenAsync);
            await using var store = await DeclaredAsync(OpenAsync);
            Console.WriteLine($"memory: estimated {store.Status.MemoryBytes / 1048576} MB, heap {(GC.GetTotalMemory(forceFullCollection: true) - empty) / 1048576} MB");
            await QueriesAsync(store);
            await CommitsAsync([store], 1, seconds: 4);
            await CommitsAsync([store], 64, seconds: 6);
            await TimeAsync("backup", () => store.BackupAsync(folder + "-backup"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            if (Directory.Exists(folder + "-backup"))
                Directory.Delete(folder + "-backup", recursive: true);
        }
    }

    private static async Task PostgresAsync(int records)
    {
        using var server = new PostgresServer();
        await using var home = new PostgresHome(server.ConnectionString);
        await FillAsync(home.OpenAsync, records);
        await LoadAsync(home.OpenAsync);
        await using var store = await DeclaredAsync(home.OpenAsync);
        await using var other = await DeclaredAsync(home.OpenAsync);
        await TimeAsync("analyze", home.AnalyzeAsync);
        await QueriesAsync(store);
        await CommitsAsync([store], 1, seconds: 4);
        await CommitsAsync([store], 64, seconds: 6);
        await CommitsAsync([store, other], 2, seconds: 4);
        await CommitsAsync([store, other], 64, seconds: 6);
        var backup = home.NewBackupPath();
        await TimeAsync("backup", () => store.BackupAsync(backup));
        await TimeAsync("restore", async () => await (await home.OpenBackupAsync(backup)).DisposeAsync());
    }

    private static async Task<IRecordStore> DeclaredAsync(Func<Task<IRecordStore>> open)
    {
        var store = await open();
        await store.DeclareAsync([Inspections]);
        return store;
    }

    private static async Task FillAsync(Func<Task<IRecordStore>> open, int records)
    {
        var random = new Random(1);
        await using var store = await DeclaredAsync(open);
        var watch = Stopwatch.StartNew();
        foreach (var batch in Enumerable.Range(0, records).Chunk(500))
            await store.CommitAsync(Samples.Batch(batch.Select(_ => Inspection(random).Write())));
        Console.WriteLine($"fill: {records} records of {Shape.Slots.Length} fields in {watch.ElapsedMilliseconds} ms, "
            + $"file {store.Status.FileBytes / 1048576} MB");
    }

    private static async Task LoadAsync(Func<Task<IRecordStore>> open)
    {
        var watch = Stopwatch.StartNew();
        var store = await open();
        var opened = watch.ElapsedMilliseconds;
        await store.DeclareAsync([Inspections]);
        var loaded = watch.ElapsedMilliseconds;
        Console.WriteLine($"open {opened} ms, load {loaded - opened} ms: {store.Status.Records} records");
        await store.DisposeAsync();
    }

    private static async Task QueriesAsync(IRecordStore store)
    {
        var subtree = new StartsWith(new Field(Division), "310106");
        var latest = ImmutableArray.Create(new OrderTerm(new Field(Day), true));
        var all = new Query("flood/inspection");
        await QueryAsync(store, "subtree, 20 newest of 1 division (index order)", all with
        {
            Filter = new Compare(ComparisonOperator.Equal, new Field(Division), new Constant(Value.Of("310106006002"))),
            OrderBy = latest,
            Top = 20,
        });
        await QueryAsync(store, "subtree, 20 newest, count", all with { Filter = subtree, OrderBy = latest, Top = 20, Count = true });
        await QueryAsync(store, "count by state (index)", all with { Filter = new Compare(ComparisonOperator.Equal, new Field(FieldRef.Of(SystemField.State)), new Constant(Value.Of("submitted"))), Top = 0, Count = true });
        await QueryAsync(store, "scan: grade eq C and count8 gt 50, count", all with
        {
            Filter = new And([
                new Compare(ComparisonOperator.Equal, new Field(FieldRef.Of(Shape["grade"])), new Constant(Value.Of("C"))),
                new Compare(ComparisonOperator.Greater, new Field(FieldRef.Of(Shape["count8"])), new Constant(Value.Of(50L)))]),
            Top = 20,
            Count = true,
        });
        await QueryAsync(store, "scan: contains(note), count", all with { Filter = new Call(Function.Contains, [new Field(FieldRef.Of(Shape["note"])), new Constant(Value.Of("积水"))]), Top = 20, Count = true });
        await QueryAsync(store, "scan: day and amount, newest 20, count", all with
        {
            Filter = new And([
                new Compare(ComparisonOperator.GreaterOrEqual, new Field(Day), new Constant(Value.Of(new DateOnly(2025, 6, 1)))),
                new Compare(ComparisonOperator.Less, new Field(FieldRef.Of(Shape["amount12"])), new Constant(Value.Of(500.5m)))]),
            OrderBy = [new(new Field(FieldRef.Of(SystemField.ModifiedAt)), true)],
            Top = 20,
            Count = true,
        });
        await QueryAsync(store, "order by count8 and amount12, 20 of all (columns)", all with
        {
            OrderBy = [new(new Field(FieldRef.Of(Shape["count8"])), true), new(new Field(FieldRef.Of(Shape["amount12"])))],
            Top = 20,
        });
        await QueryAsync(store, "newest 20 of all (index)", all with { OrderBy = [new(new Field(FieldRef.Of(SystemField.ModifiedAt)), true)], Top = 20 });
        await QueryAsync(store, "order by note, 20 of all (heap)", all with { OrderBy = [new(new Field(FieldRef.Of(Shape["note"])))], Top = 20 });
        await QueryAsync(store, "skip 50,000", all with { Skip = 50_000, Top = 20, Count = true });
        await QueryAsync(store, "all records", all);
        await PipelinesAsync(store, all);
    }

    private static async Task PipelinesAsync(IRecordStore store, Query all)
    {
        Expression Field(string name) => new Field(FieldRef.Of(Shape[name]));
        AggregateStep sum = new([new("total", AggregateMethod.Sum, Field("amount12")), new("n", AggregateMethod.Count, null)]);
        AggregateStep count = new([new("n", AggregateMethod.Count, null)]);
        var some = new FilterStep(new And([
            new Compare(ComparisonOperator.Equal, Field("grade"), new Constant(Value.Of("C"))),
            new Compare(ComparisonOperator.Greater, Field("count8"), new Constant(Value.Of(50L)))]));
        await QueryAsync(store, "filtered count (aggregate)", all with { Pipeline = [some, count] });
        await QueryAsync(store, "group by grade, sum, count", all with { Pipeline = [new GroupByStep([new("grade", Field("grade"))], [sum])] });
        await QueryAsync(store, "group by site (6,509), sum, count", all with { Pipeline = [new GroupByStep([new("site", Field("site"))], [sum])] });
        await QueryAsync(store, "group by grade and day, filtered, sum", all with { Pipeline = [some, new GroupByStep([new("grade", Field("grade")), new("day", Field("inspectedOn"))], [sum])] });
        await QueryAsync(store, "topcount 10 by amount", all with { Pipeline = [new RankStep(RankMeasure.Count, true, 10, Field("amount12"))] });
    }

    private static async Task QueryAsync(IRecordStore store, string name, Query query)
    {
        var (first, best, hits, total) = (0.0, double.MaxValue, 0, (long?)null);
        for (var i = 0; i < 30; i++)
        {
            var watch = Stopwatch.StartNew();
            using var snapshot = store.Snapshot();
            var result = await snapshot.QueryAsync(query);
            hits = 0;
            await foreach (var page in result.Pages)
                hits += page.Length;
            var time = watch.Elapsed.TotalMilliseconds;
            (first, best) = (i == 0 ? time : first, Math.Min(best, time));
            total = result.Count;
        }
        Console.WriteLine($"query {best,8:0.000} ms, the first time {first,8:0.000} ms  {name}: {hits} hits, count {total?.ToString(CultureInfo.InvariantCulture) ?? "-"}");
    }

    private static async Task CommitsAsync(IRecordStore[] nodes, int submitters, int seconds)
    {
        var until = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
        var times = new List<double>[submitters];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, submitters).Select(i =>
        {
            var own = new Random(i);
            var mine = times[i] = [];
            return Task.Run(async () =>
            {
                while (Stopwatch.GetTimestamp() < until)
                {
                    var record = Inspection(own);
                    var start = Stopwatch.GetTimestamp();
                    await nodes[i % nodes.Length].CommitAsync(Samples.Batch(record.Write()));
                    mine.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            });
        }));
        var all = times.SelectMany(time => time).Order().ToList();
        Console.WriteLine($"commits, {submitters} submitters, {nodes.Length} node(s): {all.Count / watch.Elapsed.TotalSeconds:0}/s, "
            + $"p50 {all[all.Count / 2]:0.00} ms, p99 {all[all.Count * 99 / 100]:0.00} ms");
    }

    private static async Task TimeAsync(string name, Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        Console.WriteLine($"{name}: {watch.ElapsedMilliseconds} ms");
    }

    private static Record Inspection(Random random) => Samples.Of(Inspections, Guid.CreateVersion7(), row =>
    {
        row[0] = Value.Of(new Guid(random.Next(6509), 0, 0, new byte[8]) is var id && id == Guid.Empty ? Guid.NewGuid() : id);
        row[1] = Value.Of(new DateOnly(2025, 1, 1).AddDays(random.Next(500)));
        for (var i = 2; i < 8; i++)
            row[i] = Value.Of(random.Pick(["yes", "no", "na"]));
        for (var i = 8; i < 12; i++)
            row[i] = Value.Of((long)random.Next(100));
        for (var i = 12; i < 14; i++)
            row[i] = Value.Of(random.Next(100_000) / 100m);
        for (var i = 14; i < 17; i++)
            row[i] = Value.Of(random.Next(2) == 0);
        row[17] = Value.Of(random.Pick(["地下车库入口积水", "排水口堵塞，已通知物业清理", "防汛物资齐全", "挡水板需更换"]) + random.Next(1000));
        row[18] = Value.Of(new Location(31 + random.NextDouble(), 121 + random.NextDouble()));
        row[19] = Value.Of(random.Pick(["A", "B", "C"]));
    }, division: $"3101{random.Next(1, 17):00}{random.Next(1, 15):000}{random.Next(1, 30):000}") with
    {
        State = random.Pick(["draft", "submitted", "closed"]),
        ModifiedAt = Samples.Now.AddSeconds(random.Next(10_000_000)),
    };
}
