using System.Diagnostics;
using System.Globalization;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.Accidents;

/// <summary>
/// What a process that writes (<see cref="Programs.StoreWriter"/>) was promised before it was killed: pairs of records
/// that are always changed in one batch. Afterwards each must be as last acknowledged, or as the one write that was
/// under way would have made it; nothing else.
/// </summary>
internal sealed class WriterLedger
{
    private readonly Dictionary<Guid, Pair> _pairs = [];

    public long Acknowledged { get; private set; }

    public int Pairs => _pairs.Count;

    /// <summary>Starts the program, kills it after so many lines of its output, and notes what they said. Returns how many batches were acknowledged.</summary>
    public async Task<long> RunAsync(IEnumerable<string> arguments, int lines, CancellationToken cancel)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;
        var before = Acknowledged;
        try
        {
            for (var i = 0; await process.StandardOutput.ReadLineAsync(cancel) is { } line; i++)
            {
                Note(line);
                if (i == lines)
                    process.Kill();
            }
            await process.WaitForExitAsync(cancel);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
        return Acknowledged - before;
    }

    /// <summary>Checks a store that was opened afterwards, its change log too, and takes its state as the one to go on from.</summary>
    public async Task CheckAsync(IRecordStore store, CancellationToken cancel)
    {
        await store.DeclareAsync([Samples.Site], cancel);
        using var snapshot = store.Snapshot();
        foreach (var (left, pair) in _pairs)
        {
            var (one, other) = (await snapshot.FindAsync(Samples.Sites, left, cancel), await snapshot.FindAsync(Samples.Sites, pair.Right, cancel));
            Assert.Equal(one?.Data[2], other?.Data[2]);
            Assert.Equal(one?.Revision, other?.Revision);
            var found = one is null ? 0 : (int)one.Data[2].AsInteger();
            Assert.True(found == pair.Promised || found == pair.Tried, $"promised {pair.Promised}, tried {pair.Tried}, found {found}");
            (pair.Promised, pair.Tried) = (found, null);
        }
        var check = await store.VerifyChangesAsync(cancel: cancel);
        Assert.Equal((store.Status.LastChange, null), (check.LastNumber, check.Break));
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
                Acknowledged++;
                break;
        }
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
