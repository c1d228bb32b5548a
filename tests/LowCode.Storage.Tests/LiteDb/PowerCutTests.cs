using System.Globalization;
using LowCode.Storage.LiteDb;
using LowCode.Storage.Tests.Accidents;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.LiteDb;

/// <summary>
/// The power goes at a random step while writers write, checkpoints run or the store opens; of what was not synced a
/// random part survives. Then the store opens on what is left and goes on until the next cut.
/// <c>LOWCODE_POWER_CUT_DISKS</c> says how many disks go through this; 30 unless set.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const int CutsPerDisk = 10;
    private const int Writers = 3;

    private static int Disks => int.TryParse(
        Environment.GetEnvironmentVariable("LOWCODE_POWER_CUT_DISKS"), NumberStyles.None, CultureInfo.InvariantCulture, out var disks) ? disks : 30;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_every_file_opens()
    {
        var (cuts, acknowledged, whileOpening, unsynced, dirty) = (0, 0, 0, 0, 0);
        for (var seed = 0; seed < Disks; seed++)
        {
            var random = new Random(seed);
            var disk = new SimulatedDisk();
            var ledgers = Enumerable.Range(0, Writers).Select(writer => new Ledger((seed * Writers) + writer)).ToArray();
            for (var cut = 0; cut < CutsPerDisk; cut++)
            {
                disk.StepsUntilCut = random.Next(5) == 0 ? random.Next(10) : random.Next(400);
                whileOpening += await RunAsync(disk, ledgers) ? 0 : 1;
                cuts++;
                unsynced += disk.UnsyncedBlocks;
                dirty += disk.UnsyncedBlocks > 0 ? 1 : 0;
                disk = disk.Survive(random);
                // Opening what a cut has left is cut too, at times.
                for (; random.Next(2) == 0; cuts++)
                {
                    disk.StepsUntilCut = random.Next(12);
                    whileOpening += await RunAsync(disk, []) ? 0 : 1;
                    disk = disk.Survive(random);
                }
                await CheckAsync(disk, ledgers, seed, cut);
                disk = disk.Survive(random);
            }
            acknowledged += ledgers.Sum(ledger => ledger.Acknowledged);
        }
        output.WriteLine($"{cuts} power cuts ({whileOpening} while opening, {dirty} with unsynced blocks, {unsynced} blocks in all), "
            + $"{acknowledged} acknowledged batches of two records: none lost, every file opened, every chain verified");
        Assert.True(acknowledged > cuts && dirty > cuts / 4);
    }

    private static async Task<bool> RunAsync(SimulatedDisk disk, Ledger[] ledgers)
    {
        LiteDbStore store;
        try
        {
            store = await LiteDbStore.OpenAsync(Options, disk);
        }
        catch (StorageException) when (disk.IsOff)
        {
            return false;
        }
        await using (store)
        {
            try
            {
                await store.DeclareAsync([Samples.Site]);
            }
            catch (StorageException) when (disk.IsOff)
            {
                return false;
            }
            await Task.WhenAll(ledgers.Select(ledger => Task.Run(() => ledger.WriteAsync(store, 200))));
        }
        return true;
    }

    private static async Task CheckAsync(SimulatedDisk disk, Ledger[] ledgers, int seed, int cut)
    {
        try
        {
            await using var store = await LiteDbStore.OpenAsync(Options, disk);
            await store.DeclareAsync([Samples.Site]);
            foreach (var ledger in ledgers)
                await ledger.CheckAsync(store);
            var check = await store.VerifyChangesAsync();
            Assert.Null(check.Break);
            Assert.Equal(store.Status.LastChange, check.LastNumber);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Disk {seed}, cut {cut}: {failure.Message}", failure);
        }
    }

    // Small, so that checkpoints are cut too.
    private static LiteDbStoreOptions Options => new("simulated") { CheckpointBytes = 300_000 };
}
