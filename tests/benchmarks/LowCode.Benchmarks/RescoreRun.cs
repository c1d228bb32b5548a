using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using LowCode.Definitions.Reading;
using LowCode.Packs.Demo;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.Rescoring;
using LowCode.Runtime.Serving;
using LowCode.Storage;
using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Benchmarks;

/// <summary>
/// A changed threshold over many stored inspections: what a dry run, a run and another run take. The inspections are
/// copies of demo inspections with ids of their own, and the store is opened again before it is measured, so that they
/// share nothing in memory.
/// </summary>
sealed class RescoreRun(string folder, string templates)
{
    private const string App = "flood-readiness";
    private const string Set = "flood-readiness/inspection";
    private const int Patterns = 2000;

    private static readonly Caller Admin = new("root", "管理员", [], IsAdministrator: true);

    public static async Task RunAsync(int records)
    {
        var folder = Directory.CreateTempSubdirectory("lowcode-rescore-").FullName;
        try
        {
            await new RescoreRun(folder, Templates()).MeasureAsync(records);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Templates()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "LowCode.sln")))
            root = root.Parent ?? throw new InvalidOperationException("LowCode.sln is not above this program.");
        return Path.Combine(root.FullName, "templates");
    }

    private async Task MeasureAsync(int records)
    {
        await PhaseAsync("fill", records, async () =>
        {
            await using var installation = await OpenAsync();
            await InstallAsync(installation);
            await DemoCity.GenerateAsync(installation, new DemoCityOptions(1, Patterns) { Today = DateOnly.FromDateTime(DateTime.UtcNow) });
            await CopyAsync(installation.Store, records);
            return "";
        });
        Installation? opened = null;
        await PhaseAsync("open", records, async () =>
        {
            opened = await OpenAsync();
            return "";
        });
        await using var installation = opened!;
        await PublishAsync(installation, App, text => text.Replace("\"from\": 90", "\"from\": 88", StringComparison.Ordinal));
        for (var i = 0; i < 2; i++)
            await PhaseAsync("dry run", records, () => RescoreAsync(installation, true));
        await PhaseAsync("run", records, () => RescoreAsync(installation, false));
        await PhaseAsync("run again", records, () => RescoreAsync(installation, false));
        Console.WriteLine($"memory of current records {installation.Store.Status.MemoryBytes >> 20} MB, "
            + $"process at most {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
    }

    private static async Task PhaseAsync(string name, int records, Func<Task<string>> work)
    {
        GC.Collect();
        var (allocated, paused, collected) = (GC.GetTotalAllocatedBytes(), GC.GetTotalPauseDuration(), GC.CollectionCount(0));
        using var process = Process.GetCurrentProcess();
        var (busy, written) = (process.TotalProcessorTime, Written());
        var clock = Stopwatch.StartNew();
        var result = await work();
        var seconds = clock.Elapsed.TotalSeconds;
        process.Refresh();
        Console.WriteLine($"{name,-10} {seconds,7:0.00} s ({(process.TotalProcessorTime - busy).TotalSeconds:0.00} s of processor) {records / seconds,10:#,##0} records/s "
            + $"{(GC.GetTotalAllocatedBytes() - allocated) / records,8:#,##0} B/record  "
            + $"GC {(GC.GetTotalPauseDuration() - paused).TotalSeconds:0.00} s in {GC.CollectionCount(0) - collected}  {(Written() - written) >> 20:#,##0} MB written  {result}");
    }

    // Bytes that this process has sent to disks, where the system counts them.
    private static long Written() => File.Exists("/proc/self/io")
        ? long.Parse(File.ReadLines("/proc/self/io").Single(line => line.StartsWith("write_bytes", StringComparison.Ordinal)).Split(' ')[1])
        : 0;

    private static async Task<string> RescoreAsync(Installation installation, bool isDryRun)
    {
        var result = await installation.RescoreAsync(Admin, App, "grade", isDryRun);
        var report = ((Rescored)result).Report;
        var moves = string.Join(", ", report.Moves.Select(move => $"{move.From}→{move.To} {move.Count}"));
        return $"{report.Changed} of {report.Total} changed ({moves}), {report.Undecided} undecided, {report.Failed} failed";
    }

    private async Task<Installation> OpenAsync()
    {
        var store = await LiteDbStore.OpenAsync(new LiteDbStoreOptions(folder));
        return await Installation.OpenAsync(store, store.Attachments, new InstallationOptions(), TimeProvider.System);
    }

    private async Task InstallAsync(Installation installation)
    {
        using var csv = File.OpenText(Path.Combine(templates, "data", "shanghai-divisions.csv"));
        await installation.ImportDivisionsAsync(Admin, DivisionCsv.Read(csv, "divisions").Divisions);
        await PublishAsync(installation, "community-base", text => text);
        await PublishAsync(installation, App, text => text);
    }

    private async Task PublishAsync(Installation installation, string pack, Func<string, string> change)
    {
        var root = Path.Combine(templates, pack);
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(root, file).Replace('\\', '/'),
            file => file.EndsWith("grade.json", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(change(File.ReadAllText(file))) : File.ReadAllBytes(file));
        var result = await installation.PublishAsync(Admin, new MemoryFiles(files));
        if (!result.IsNew)
            throw new InvalidOperationException($"{pack} was not published: {string.Join('\n', result.Diagnostics)}");
    }

    private static async Task CopyAsync(IRecordStore store, int records)
    {
        using var snapshot = store.Snapshot();
        var patterns = new List<Record>();
        await foreach (var page in (await snapshot.QueryAsync(new Query(Set))).Pages)
            patterns.AddRange(page.ToArray().Select(hit => hit.Record));
        for (var made = patterns.Count; made < records;)
        {
            var writes = ImmutableArray.CreateBuilder<RecordWrite>();
            for (; made < records && writes.Count < 2000; made++)
            {
                var copy = patterns[made % patterns.Count] with { Id = Guid.CreateVersion7(), Revision = 1 };
                writes.Add(new RecordWrite(Set, copy.Id, 0, copy));
            }
            await store.CommitAsync(new WriteBatch("system", DateTimeOffset.UtcNow, "create", writes.ToImmutable()));
        }
    }
}
