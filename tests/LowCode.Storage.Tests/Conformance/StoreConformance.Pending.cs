using CsCheck;
using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.Pending;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task What_is_pending_is_answered_as_if_it_were_written()
    {
        var (queries, hits) = (0, 0L);
        for (var seed = 20; seed < 23; seed++)
        {
            var random = new Random(seed);
            var records = await FillAsync(seed, visits: 150);
            var writes = new PendingWrites();
            using var pending = new PendingSnapshot(_store.Snapshot(), writes);
            Change(random, records, writes);
            var oracle = new Oracle(records, Samples.Now);
            var ids = records.Where(record => record.Set == Samples.Visits).Select(record => record.Id).ToList();
            var sites = records.Where(record => record.Set == Samples.Sites).Select(record => record.Id).ToList();
            await Gen.Int.SampleAsync(
                async number =>
                {
                    var (agree, found) = await AgreesAsync(pending, oracle, new RandomQueries(new Random(number), ids, sites).Next());
                    var (agrees, rows) = await PipelineAgreesAsync(pending, oracle, new RandomQueries(new Random(number), ids, sites).NextPipeline());
                    (queries, hits) = (queries + 2, hits + (found ?? 0) + (rows ?? 0));
                    return agree && agrees;
                },
                iter: QueriesPerSeed / 2, threads: 1);

            Assert.IsType<Committed>(await _store.CommitAsync(writes.ToBatch("wang", Samples.Now), Cancel));
            using var written = _store.Snapshot();
            foreach (var set in (string[])[Samples.Visits, Samples.Sites])
            {
                var (before, _) = await QueryAsync(pending, new Query(set));
                var (after, _) = await QueryAsync(written, new Query(set));
                Assert.Equal(before.Select(Keyed), after.Select(Keyed));
                Assert.Equal(before.Select(hit => hit.Record.Data), after.Select(hit => hit.Record.Data));
                Assert.Equal(records.Count(record => record.Set == set), after.Count);
            }
        }
        Output.WriteLine($"{queries} queries over pending writes, {hits} results");
    }

    [Fact]
    public async Task A_record_that_is_written_again_and_again_is_one_revision_that_tells_what_was_done()
    {
        var (kept, made, gone, back) = (Samples.NewSite("S1"), Samples.NewSite("S2"), Samples.NewSite("S3"), Samples.NewSite("S4"));
        await CommitAsync(kept.Write(), back.Write());
        var writes = new PendingWrites();
        writes.Add(kept.Next(row => row[0] = Value.Of("二")).Write(), "update");
        writes.Add(kept.Next(row => row[0] = Value.Of("二")).Next(row => row[2] = Value.Of(3L)).Write(), "transition:close");
        writes.Add(made.Write(), "create");
        writes.Add(made.Next(row => row[0] = Value.Of("三")).Write(), "update");
        writes.Add(gone.Write(), "create");
        writes.Add(gone.Delete(), "delete");
        writes.Add(back.Delete(), "delete");
        writes.Add((back with { Revision = 1 }).Write(), "create");

        Assert.IsType<Committed>(await _store.CommitAsync(writes.ToBatch("wang", Samples.Now), Cancel));

        var changes = await ChangesAsync(2);
        Assert.Equal([(kept.Id, 2L, "update+transition:close"), (made.Id, 1, "create+update"), (back.Id, 2, "delete+create")],
            changes.Select(change => (change.Id, change.Revision, change.Command)));
        Assert.Equal((Value.Of("二"), Value.Of(3L)), (changes[0].Record!.Data[0], changes[0].Record!.Data[2]));
        Assert.Null((await _store.VerifyChangesAsync(cancel: Cancel)).Break);
        Assert.Throws<ArgumentException>(() => writes.Add(kept.Write(), "update"));
    }

    [Fact]
    public async Task Pending_writes_are_refused_once_others_have_come_first()
    {
        var site = Samples.NewSite("S1");
        await CommitAsync(site.Write());
        var writes = new PendingWrites();
        writes.Add(Samples.NewSite("S2").Write(), "create");
        writes.Add(site.Next(row => row[0] = Value.Of("二")).Write(), "update");
        await CommitAsync(site.Next(row => row[0] = Value.Of("三")).Write());

        Assert.Equal(new Conflict(site.Set, site.Id, 2), await _store.CommitAsync(writes.ToBatch("wang", Samples.Now), Cancel));
        Assert.Equal(2, (await ChangesAsync(0)).Count);
    }

    // Changes, makes and deletes, some records more than once; the list follows.
    private static void Change(Random random, List<Record> records, PendingWrites writes)
    {
        for (var i = 0; i < 60; i++)
        {
            var at = random.Next(records.Count);
            var record = records[at];
            if (random.Next(4) == 0)
            {
                writes.Add(record.Delete(), "delete");
                records.RemoveAt(at);
                continue;
            }
            var donor = records.Where(other => other.Set == record.Set).ElementAt(random.Next(records.Count(other => other.Set == record.Set)));
            if (random.Next(3) == 0)
            {
                record = donor with { Id = Guid.CreateVersion7(), Revision = 1 };
                if (record.Set == Samples.Sites)
                    record = Recoded(record, $"N{i}");
                writes.Add(record.Write(), "create");
                records.Add(record);
                continue;
            }
            var changed = record.Set == Samples.Sites ? Recoded(donor, $"C{i}") : donor;
            var next = changed with { Id = record.Id, Revision = record.Revision + 1 };
            writes.Add(next.Write(), "update");
            Assert.True(writes.TryFind(next.Set, next.Id, out var left));
            records[at] = left!;
        }
    }

    private static Record Recoded(Record site, string code)
    {
        var row = site.Data.Thaw();
        row[1] = Value.Of(code);
        return site with { Data = row.Freeze() };
    }
}
