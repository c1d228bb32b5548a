using System.Diagnostics;
using System.Globalization;
using LowCode.Storage.LiteDb;
using LowCode.Storage.Tests.Conformance;
using LowCode.Storage.Tests.Programs;

namespace LowCode.Storage.Tests.LiteDb;

/// <summary>
/// A process with concurrent writers and readers is killed (SIGKILL) at random moments, again and again on one folder.
/// <c>LOWCODE_KILL_ROUNDS</c> says how often; 10 unless set.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Dictionary<Guid, Pair> _pairs = [];
    private long _acknowledged;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static int Rounds => int.TryParse(
        Environment.GetEnvironmentVariable("LOWCODE_KILL_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) ? rounds : 10;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_process_is_killed()
    {
        var random = new Random(20260601);
        var early = 0;
        for (var round = 0; round < Rounds; round++)
        {
            // Now and then while it opens.
            var lines = random.Next(5) == 0 ? random.Next(1, 3) : random.Next(10, 3000);
            early += await RunAsync(round, lines) == 0 ? 1 : 0;
            await CheckAsync();
        }
        output.WriteLine($"{Rounds} kills ({early} before the first acknowledgement), {_acknowledged} acknowledged batches of two records, "
            + $"{_pairs.Count} pairs checked after each kill: none lost, none torn, every chain verified");
        Assert.True(_acknowledged > 0);
    }

    private async Task<long> RunAsync(int seed, int lines)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { StoreWriter.Name, _folder["data"], seed.ToString(CultureInfo.InvariantCulture) },
            RedirectStandardOutput = true,
        })!;
        var before = _acknowledged;
        try
        {
            for (var i = 0; await process.StandardOutput.ReadLineAsync(Cancel) is { } line; i++)
            {
                Note(line);
                if (i == lines)
                    process.Kill();
            }
            await process.WaitForExitAsync(Cancel);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
        return _acknowledged - before;
    }

    // The last line may have been cut off by the kill; then it was never said.
    private void Note(string line)
    {
        switch (line.Split(' '))
        {
            case ["T", var left, var right, var marker] when Guid.TryParse(left, out var id) && int.TryParse(marker, CultureInfo.InvariantCulture, out var tried):
                if (!_pairs.TryGetValue(id, out var pair))
                    _pairs.Add(id, pair = new Pair(Guid.Parse(right)));
                pair.Tried = tried;
                break;
            case ["A", var left, var marker] when _pairs.TryGetValue(Guid.Parse(left), out var acknowledged) && int.TryParse(marker, CultureInfo.InvariantCulture, out var value) && acknowledged.Tried == value:
                acknowledged.Promised = value;
                acknowledged.Tried = null;
                _acknowledged++;
                break;
        }
    }

    private async Task CheckAsync()
    {
        await using var store = await LiteDbStore.OpenAsync(new(_folder["data"]), Cancel);
        await store.DeclareAsync([Samples.Site], Cancel);
        using var snapshot = store.Snapshot();
        foreach (var (left, pair) in _pairs)
        {
            var (one, other) = (await snapshot.FindAsync(Samples.Sites, left, Cancel), await snapshot.FindAsync(Samples.Sites, pair.Right, Cancel));
            Assert.Equal(one?.Data[2], other?.Data[2]);
            Assert.Equal(one?.Revision, other?.Revision);
            var found = one is null ? 0 : (int)one.Data[2].AsInteger();
            Assert.True(found == pair.Promised || found == pair.Tried, $"promised {pair.Promised}, tried {pair.Tried}, found {found}");
            (pair.Promised, pair.Tried) = (found, null);
        }
        var check = await store.VerifyChangesAsync(cancel: Cancel);
        Assert.Equal((store.Status.LastChange, null), (check.LastNumber, check.Break));
    }

    private sealed class Pair(Guid right)
    {
        public Guid Right { get; } = right;

        /// <summary>The marker that was acknowledged; 0 when the pair must not be there.</summary>
        public int Promised { get; set; }

        /// <summary>The marker of the write under way.</summary>
        public int? Tried { get; set; }
    }
}
