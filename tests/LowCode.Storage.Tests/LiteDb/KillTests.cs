using System.Globalization;
using LowCode.Storage.LiteDb;
using LowCode.Storage.Tests.Accidents;
using LowCode.Storage.Tests.Programs;

namespace LowCode.Storage.Tests.LiteDb;

/// <summary>
/// A process with concurrent writers and readers is killed (SIGKILL) at random moments, again and again on one folder.
/// <c>LOWCODE_KILL_ROUNDS</c> says how often; 10 unless set.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static int Rounds => int.TryParse(
        Environment.GetEnvironmentVariable("LOWCODE_KILL_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) ? rounds : 10;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_process_is_killed()
    {
        var random = new Random(20260601);
        var ledger = new WriterLedger();
        var early = 0;
        for (var round = 0; round < Rounds; round++)
        {
            // Now and then while it opens.
            var lines = random.Next(5) == 0 ? random.Next(1, 3) : random.Next(10, 3000);
            string[] arguments = [StoreWriter.Name, StoreWriter.LiteDb, _folder["data"], round.ToString(CultureInfo.InvariantCulture)];
            early += await ledger.RunAsync(arguments, lines, Cancel) == 0 ? 1 : 0;
            await using var store = await LiteDbStore.OpenAsync(new(_folder["data"]), Cancel);
            await ledger.CheckAsync(store, Cancel);
        }
        output.WriteLine($"{Rounds} kills ({early} before the first acknowledgement), {ledger.Acknowledged} acknowledged batches of two records, "
            + $"{ledger.Pairs} pairs checked after each kill: none lost, none torn, every chain verified");
        Assert.True(ledger.Acknowledged > 0);
    }
}
