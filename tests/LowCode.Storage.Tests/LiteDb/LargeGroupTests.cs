using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb;
using LowCode.Storage.LiteDb.Disk;
using LowCode.Storage.LiteDb.Engine;
using LowCode.Storage.Queries;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.LiteDb;

/// <summary>Batches so large that the next image is made while they are written: nothing about them is different.</summary>
public sealed class LargeGroupTests
{
    private const int Large = 120;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_index_says_what_a_plain_list_says_after_random_large_batches()
    {
        var random = new Random(11);
        var disk = new SimulatedDisk();
        var store = await OpenAsync(disk);
        var visits = new Dictionary<Guid, Record>();
        var refused = 0;
        for (var round = 0; round < 40; round++)
        {
            var writes = Changes(random, visits);
            writes.AddRange(Enumerable.Range(0, Large / 4).Select(i => Samples.NewSite($"{round}/{i}").Write()));
            // Sometimes the last of them has a code that is taken: nothing of the batch is there then.
            if (round > 0 && random.Next(3) == 0)
                writes.Add(Samples.NewSite("0/0").Write());
            if (await store.CommitAsync(Samples.Batch(writes), Cancel) is Duplicate)
            {
                refused++;
                continue;
            }
            Take(visits, writes);
            await AgreesAsync(store, visits);
        }
        Assert.InRange(refused, 1, 39);
        await store.DisposeAsync();
        await using var again = await OpenAsync(disk.Survive(new Random(1)));
        await AgreesAsync(again, visits);
        Assert.Null((await again.VerifyChangesAsync(cancel: Cancel)).Break);
    }

    [Theory]
    [InlineData("write")]
    [InlineData("sync")]
    public async Task One_that_fails_leaves_nothing_and_the_next_is_taken(string operation)
    {
        var random = new Random(12);
        var disk = new SimulatedDisk();
        await using var store = await OpenAsync(disk);
        var visits = new Dictionary<Guid, Record>();
        for (var round = 0; round < 6; round++)
        {
            var writes = Changes(random, visits);
            disk.Fault = (_, step) =>
            {
                if (step == operation)
                    throw new IOException("No space left on device", 28);
            };
            var failure = await Assert.ThrowsAsync<StorageException>(() => store.CommitAsync(Samples.Batch(writes), Cancel));
            Assert.Equal(StorageMessages.DiskFull, failure.Problem);
            await AgreesAsync(store, visits);
            disk.Fault = null;
            Assert.IsType<Committed>(await store.CommitAsync(Samples.Batch(writes), Cancel));
            Take(visits, writes);
            await AgreesAsync(store, visits);
        }
    }

    [Fact]
    public void What_fails_before_the_confirmation_leaves_nothing_behind()
    {
        var (data, log) = (new MemoryFile(), new MemoryFile());
        data.Write(0, StoreFormat.NewFile());
        var engine = StoreEngine.Open(data, log);
        engine.AddSets([(1, "tests/visit")]);
        var durable = engine.DurableLog;
        var entry = new ChangeRow(1, 0, [1], null, new byte[ChangeHeadJson.HashLength], 0);

        Assert.Throws<InvalidOperationException>(() =>
            engine.Write(new Dictionary<string, List<(RecordRow, bool)>>(), [entry], [], () => throw new InvalidOperationException()));

        Assert.False(engine.IsOutcomeUnknown);
        engine.Abandon();
        LogTail.DropUnconfirmed(log);
        Assert.Equal(durable, log.Length);
        using var again = StoreEngine.Open(data, log);
        Assert.Equal(0, again.LastChange);
        Assert.Single(again.ReadSets());
    }

    // New visits, visits changed in what is indexed and in what is not, and some deleted.
    private static List<RecordWrite> Changes(Random random, Dictionary<Guid, Record> visits)
    {
        var writes = new List<RecordWrite>();
        var known = visits.Values.ToArray();
        random.Shuffle(known);
        foreach (var visit in known.Take(Large / 2))
        {
            writes.Add(random.Next(8) == 0 ? visit.Delete() : visit.Next(row =>
            {
                if (random.Next(2) == 0)
                    row[1] = Value.Of((long)random.Next(5));
                if (random.Next(4) == 0)
                    row[0] = Value.Of($"name {random.Next(9)}");
                row[2] = Value.Of((decimal)random.Next(100));
            }).Write());
        }
        while (writes.Count < Large)
        {
            writes.Add(Samples.Of(Samples.Visit, Guid.CreateVersion7(), row =>
            {
                row[0] = Value.Of($"name {random.Next(9)}");
                row[1] = Value.Of((long)random.Next(5));
                row[7] = Value.Of(Guid.CreateVersion7());
            }).Write());
        }
        return writes;
    }

    private static void Take(Dictionary<Guid, Record> visits, List<RecordWrite> writes)
    {
        foreach (var write in writes.Where(write => write.Set == Samples.Visits))
        {
            if (write.New is null)
                visits.Remove(write.Id);
            else
                visits[write.Id] = write.New;
        }
    }

    private static async Task AgreesAsync(LiteDbStore store, Dictionary<Guid, Record> visits)
    {
        using var snapshot = store.Snapshot();
        var name = (Record visit) => visit.Data[0].AsText();
        var count = (Record visit) => visit.Data[1].AsInteger();
        await SameAsync(snapshot, new Query(Samples.Visits) { OrderBy = [By("count")] }, visits.Values.OrderBy(count).ThenBy(visit => visit.Id));
        await SameAsync(snapshot, new Query(Samples.Visits) { OrderBy = [By("name"), By("count")] },
            visits.Values.OrderBy(name, StringComparer.Ordinal).ThenBy(count).ThenBy(visit => visit.Id));
        await SameAsync(snapshot, new Query(Samples.Visits), visits.Values.OrderBy(visit => visit.Id));
    }

    private static async Task SameAsync(IStoreSnapshot snapshot, Query query, IEnumerable<Record> expected)
    {
        var found = new List<(Guid, long)>();
        await foreach (var page in (await snapshot.QueryAsync(query, Cancel)).Pages)
            found.AddRange(page.ToArray().Select(hit => (hit.Record.Id, hit.Record.Revision)));
        Assert.Equal(expected.Select(record => (record.Id, record.Revision)), found);
    }

    private static OrderTerm By(string field) => new(new Field(Samples.Ref(field)));

    private static async Task<LiteDbStore> OpenAsync(SimulatedDisk disk)
    {
        var store = await LiteDbStore.OpenAsync(new LiteDbStoreOptions("simulated") { CheckpointBytes = 500_000 }, disk);
        await store.DeclareAsync([Samples.Visit, Samples.Site], Cancel);
        return store;
    }
}
