using LowCode.Definitions.Messages;
using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb;
using LowCode.Storage.Tests.Accidents;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.LiteDb;

/// <summary>A disk that is full or broken: what fails is said, nothing of it is visible, and nothing else is lost.</summary>
public sealed class FailingDiskTests(ITestOutputHelper output)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("write")]
    [InlineData("sync")]
    public async Task A_full_disk_refuses_writes_until_there_is_room(string operation)
    {
        var disk = new SimulatedDisk();
        var store = await OpenAsync(disk);
        var (kept, refused, later) = (Samples.NewSite("1"), Samples.NewSite("2"), Samples.NewSite("3"));
        await store.CommitAsync(Samples.Batch(kept.Write()), Cancel);

        disk.Fault = (_, step) =>
        {
            if (step == operation)
                throw new IOException("No space left on device", 28);
        };
        var failure = await Assert.ThrowsAsync<StorageException>(() => store.CommitAsync(Samples.Batch(refused.Write()), Cancel));

        Assert.Equal(StorageMessages.DiskFull, failure.Problem);
        Assert.NotNull(store.Status.Failure);
        Assert.Equal(1, store.Status.LastChange);
        Assert.NotNull(await FindAsync(store, kept));
        Assert.Null(await FindAsync(store, refused));
        await Assert.ThrowsAsync<StorageException>(() => store.CommitAsync(Samples.Batch(refused.Write()), Cancel));
        disk.Fault = null;
        Assert.Equal(new Committed(2), await store.CommitAsync(Samples.Batch(later.Write()), Cancel));
        Assert.Null(store.Status.Failure);
        await store.DisposeAsync();
        await using var again = await OpenAsync(disk.Survive(new Random(1)));
        Assert.NotNull(await FindAsync(again, kept));
        Assert.Null(await FindAsync(again, refused));
        Assert.NotNull(await FindAsync(again, later));
    }

    [Fact]
    public async Task When_the_last_sync_fails_the_store_only_reads_until_it_is_opened_again()
    {
        var disk = new SimulatedDisk();
        var store = await OpenAsync(disk);
        var (kept, unknown) = (Samples.NewSite("1"), Samples.NewSite("2"));
        await store.CommitAsync(Samples.Batch(kept.Write()), Cancel);
        var syncs = 0;
        disk.Fault = (_, step) =>
        {
            if (step == "sync" && ++syncs == 2)
                throw new IOException("Input/output error");
        };

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.CommitAsync(Samples.Batch(unknown.Write()), Cancel));
        Assert.Equal(StorageMessages.OutcomeUnknown, failure.Problem);
        disk.Fault = null;
        failure = await Assert.ThrowsAsync<StorageException>(() => store.CommitAsync(Samples.Batch(Samples.NewSite("3").Write()), Cancel));
        Assert.Equal(StorageMessages.OutcomeUnknown, failure.Problem);
        Assert.NotNull(await FindAsync(store, kept));
        Assert.Null(await FindAsync(store, unknown));
        Assert.NotNull(store.Status.Failure);
        await store.DisposeAsync();

        await using var again = await OpenAsync(disk.Survive(new Random(1)));
        Assert.NotNull(await FindAsync(again, kept));
        Assert.Null(again.Status.Failure);
        Assert.IsType<Committed>(await again.CommitAsync(Samples.Batch(Samples.NewSite("3").Write()), Cancel));
    }

    [Fact]
    public async Task A_checkpoint_that_fails_loses_nothing_and_is_made_up_for()
    {
        var disk = new SimulatedDisk();
        var store = await OpenAsync(disk, checkpointBytes: 100_000);
        var ledger = new Ledger(1);
        var failures = 0;
        disk.Fault = (file, step) =>
        {
            if (file == "data" && failures < 3)
            {
                failures++;
                throw new IOException("No space left on device", 28);
            }
        };
        for (var i = 0; i < 200; i++)
            await ledger.WriteAsync(store, 1);
        Assert.Equal((3, 200), (failures, ledger.Acknowledged));
        await store.DisposeAsync();
        await using var again = await OpenAsync(disk.Survive(new Random(1)));
        await ledger.CheckAsync(again);
        Assert.Null((await again.VerifyChangesAsync(cancel: Cancel)).Break);
    }

    [Fact]
    public async Task History_can_be_read_again_after_a_read_has_failed()
    {
        var disk = new SimulatedDisk();
        await using var store = await OpenAsync(disk);
        var site = Samples.NewSite("1");
        await store.CommitAsync(Samples.Batch(site.Write()), Cancel);
        await Assert.ThrowsAsync<StorageException>(async () =>
        {
            disk.Fault = (_, _) => throw new IOException("Input/output error");
            await store.CommitAsync(Samples.Batch(Samples.NewSite("2").Write()), Cancel);
        });
        disk.Fault = null;
        var entries = 0;
        await foreach (var _ in store.HistoryAsync(site.Set, site.Id, Cancel))
            entries++;
        Assert.Equal(1, entries);
    }

    [Fact]
    public async Task Random_failures_never_lose_what_was_acknowledged()
    {
        var (rounds, faults, acknowledged, refused, reopened) = (60, 0, 0, 0, 0);
        for (var seed = 0; seed < rounds; seed++)
        {
            var random = new Random(seed);
            var disk = new SimulatedDisk();
            var store = await OpenAsync(disk, checkpointBytes: 200_000);
            var ledger = new Ledger(seed);
            var rate = random.Next(20, 200);
            disk.Fault = (_, _) =>
            {
                if (random.Next(rate) == 0)
                {
                    faults++;
                    throw new IOException("Input/output error");
                }
            };
            for (var i = 0; i < 40; i++)
            {
                await ledger.WriteAsync(store, 5);
                if (store.Status.Failure is null || random.Next(4) > 0)
                {
                    if (store.Status.Failure is null)
                        await ledger.CheckAsync(store);
                    continue;
                }
                disk.Fault = null;
                await store.DisposeAsync();
                reopened++;
                store = await OpenAsync(disk = disk.Survive(random), checkpointBytes: 200_000);
                await ledger.CheckAsync(store);
            }
            disk.Fault = null;
            await store.DisposeAsync();
            await using var final = await OpenAsync(disk.Survive(random));
            await ledger.CheckAsync(final);
            Assert.Null((await final.VerifyChangesAsync(cancel: Cancel)).Break);
            (acknowledged, refused) = (acknowledged + ledger.Acknowledged, refused + ledger.Refused);
        }
        output.WriteLine($"{rounds} disks, {faults} failed steps, {reopened} restarts, {acknowledged} batches acknowledged, {refused} refused: none lost");
        Assert.True(faults > rounds && acknowledged > refused);
    }

    private static async Task<LiteDbStore> OpenAsync(SimulatedDisk disk, long checkpointBytes = 10_000_000)
    {
        var store = await LiteDbStore.OpenAsync(new LiteDbStoreOptions("simulated") { CheckpointBytes = checkpointBytes }, disk);
        await store.DeclareAsync([Samples.Site], Cancel);
        return store;
    }

    private static async Task<Record?> FindAsync(LiteDbStore store, Record record)
    {
        using var snapshot = store.Snapshot();
        return await snapshot.FindAsync(record.Set, record.Id, Cancel);
    }
}
