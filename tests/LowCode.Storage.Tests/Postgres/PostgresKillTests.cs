using System.Globalization;
using LowCode.Storage.Postgres;
using LowCode.Storage.Tests.Accidents;
using LowCode.Storage.Tests.Programs;

namespace LowCode.Storage.Tests.Postgres;

/// <summary>
/// Accidents: a writing process is killed (SIGKILL) at random moments, again and again on one database; and the server
/// crashes under writers, who go on when it is back. <c>LOWCODE_KILL_ROUNDS</c> says how often; 3 unless set.
/// </summary>
public sealed class PostgresKillTests : IAsyncDisposable
{
    private readonly ITestOutputHelper _output;
    private readonly PostgresHome? _home;

    public PostgresKillTests(ITestOutputHelper output, PostgresServer server)
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        (_output, _home) = (output, new PostgresHome(server.ConnectionString));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static int Rounds => int.TryParse(
        Environment.GetEnvironmentVariable("LOWCODE_KILL_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) ? rounds : 3;

    public async ValueTask DisposeAsync()
    {
        if (_home is not null)
            await _home.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_a_writing_process_is_killed()
    {
        var random = new Random(20260601);
        var ledger = new WriterLedger();
        var options = _home!.Options;
        var place = string.Join('\n', options.ConnectionString, options.Schema, options.AttachmentsFolder);
        for (var round = 0; round < Rounds; round++)
        {
            string[] arguments = [StoreWriter.Name, StoreWriter.Postgres, place, round.ToString(CultureInfo.InvariantCulture)];
            await ledger.RunAsync(arguments, random.Next(5) == 0 ? random.Next(1, 3) : random.Next(10, 3000), Cancel);
            await using var store = await PostgresStore.OpenAsync(options, Cancel);
            await ledger.CheckAsync(store, Cancel);
        }
        _output.WriteLine($"{Rounds} kills, {ledger.Acknowledged} acknowledged batches of two records, {ledger.Pairs} pairs checked after each kill: none lost, none torn");
        Assert.True(ledger.Acknowledged > 0);
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_server_crashes_and_writers_go_on_when_it_is_back()
    {
        Assert.SkipWhen(PrivateCluster.Binaries is null, "A server that may crash is needed: install PostgreSQL's binaries (Debian: apt-get install postgresql).");
        using var cluster = PrivateCluster.Start();
        using var folder = new TestFolder();
        var options = new PostgresStoreOptions(cluster.ConnectionString, folder["attachments"]);
        await using var store = await PostgresStore.OpenAsync(options, Cancel);
        await store.DeclareAsync([Conformance.Samples.Site], Cancel);
        var ledgers = Enumerable.Range(0, 6).Select(seed => new Ledger(seed)).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            var before = store.Status.LastChange;
            var writers = ledgers.ConvertAll(ledger => Task.Run(() => ledger.WriteAsync(store, 200), Cancel));
            await foreach (var last in store.WatchAsync(Cancel))
            {
                if (last >= before + 200)
                    break;
            }
            cluster.Crash();
            cluster.StartServer();
            await Task.WhenAll(writers);
            // The store that lived through it reads on, on whichever of its connections.
            await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
            {
                using var snapshot = store.Snapshot();
                Assert.Null(await snapshot.FindAsync(Conformance.Samples.Sites, Guid.NewGuid(), Cancel));
            }));
            await using var other = await PostgresStore.OpenAsync(options, Cancel);
            await other.DeclareAsync([Conformance.Samples.Site], Cancel);
            foreach (var ledger in ledgers)
                await ledger.CheckAsync(other);
            Assert.Null((await other.VerifyChangesAsync(cancel: Cancel)).Break);
        }
        _output.WriteLine($"{Rounds} crashes, {ledgers.Sum(ledger => ledger.Acknowledged)} acknowledged batches, {ledgers.Sum(ledger => ledger.Refused)} refused");
        Assert.All(ledgers, ledger => Assert.True(ledger.Acknowledged > 0));
    }
}
