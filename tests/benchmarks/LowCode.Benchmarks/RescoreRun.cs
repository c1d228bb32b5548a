using System.Collections.Immutable;
using System.Diagnostics;
using LowCode.Storage;
using LowCode.Storage.Changes;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Benchmarks;

static class RescoreRun
{
    public static async Task RunAsync(int records)
    {
        await using var city = await City.OpenAsync(2000);
        var clock = Stopwatch.StartNew();
        await FillAsync(city.Installation.Store, records);
        Console.WriteLine($"filled in {clock.Elapsed.TotalSeconds:0.0} s, {city.Installation.Store.Status}");
    }

    private static async Task FillAsync(IRecordStore store, int records)
    {
        const string set = "flood-readiness/inspection";
        var patterns = new List<Record>();
        using (var snapshot = store.Snapshot())
        {
            await foreach (var page in (await snapshot.QueryAsync(new Query(set))).Pages)
                patterns.AddRange(page.ToArray().Select(hit => hit.Record));
        }
        for (var done = patterns.Count; done < records;)
        {
            var writes = ImmutableArray.CreateBuilder<RecordWrite>();
            for (; done < records && writes.Count < 2000; done++)
            {
                var id = Guid.CreateVersion7();
                writes.Add(new RecordWrite(set, id, 0, patterns[done % patterns.Count] with { Id = id, Revision = 1 }));
            }
            await store.CommitAsync(new WriteBatch("system", DateTimeOffset.UtcNow, "create", writes.ToImmutable()));
        }
    }
}
