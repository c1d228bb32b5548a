using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.Accidents;

/// <summary>
/// One writer's view of what it was promised: pairs of records that are always changed in one batch. After an accident
/// each pair must be as last acknowledged, or as the one write that was under way would have made it; nothing else.
/// </summary>
internal sealed class Ledger(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<Pair> _pairs = [];

    public int Acknowledged { get; private set; }

    public int Refused { get; private set; }

    /// <summary>Writes until the store fails or enough has been done.</summary>
    public async Task WriteAsync(IRecordStore store, int commits)
    {
        for (var i = 0; i < commits; i++)
        {
            try
            {
                await WriteOneAsync(store);
                Acknowledged++;
            }
            catch (StorageException)
            {
                Refused++;
                return;
            }
        }
    }

    /// <summary>Checks a reopened store and takes its state as the one to go on from.</summary>
    public async Task CheckAsync(IRecordStore store)
    {
        using var snapshot = store.Snapshot();
        foreach (var pair in _pairs)
        {
            var (left, right) = (await snapshot.FindAsync(Samples.Sites, pair.Left.Id), await snapshot.FindAsync(Samples.Sites, pair.Right.Id));
            Assert.Equal(left?.Revision, right?.Revision);
            Assert.Equal(left?.Data[2], right?.Data[2]);
            var found = left?.Data[2];
            Assert.True(found == pair.Promised || pair.UnderWay.Contains(found),
                $"promised {pair.Promised}, under way {string.Join(", ", pair.UnderWay)}, found {found}");
            pair.Settle(left, right);
        }
        _pairs.RemoveAll(pair => pair.Promised is null);
    }

    private async Task WriteOneAsync(IRecordStore store)
    {
        var marker = _random.NextInt64(1_000_000_000);
        var existing = _pairs.Where(pair => pair.Promised is not null).ToList() is { Count: > 2 } settled
            ? settled[_random.Next(settled.Count)] : null;
        if (existing is null || _random.Next(3) == 0)
        {
            var pair = new Pair(New(marker), New(marker));
            _pairs.Add(pair);
            await CommitAsync(store, pair, marker, pair.Left.Write(), pair.Right.Write());
            return;
        }
        if (_random.Next(6) == 0)
        {
            await CommitAsync(store, existing, null, existing.Left.Delete(), existing.Right.Delete());
            _pairs.Remove(existing);
            return;
        }
        var (left, right) = (Changed(existing.Left, marker), Changed(existing.Right, marker));
        await CommitAsync(store, existing, marker, left.Write(), right.Write());
        (existing.Left, existing.Right) = (left, right);
    }

    private async Task CommitAsync(IRecordStore store, Pair pair, long? marker, params RecordWrite[] writes)
    {
        Value? intended = marker is { } value ? Value.Of(value) : null;
        pair.UnderWay.Add(intended);
        Assert.IsType<Committed>(await store.CommitAsync(Samples.Batch(writes) with { Command = Samples.AnyCommand(_random) }));
        pair.UnderWay.Clear();
        pair.Promised = intended;
    }

    private Record New(long marker) => Samples.Of(Samples.Site, Guid.CreateVersion7(), row =>
    {
        row[0] = Value.Of(new string('文', _random.Next(1, 3000)));
        row[2] = Value.Of(marker);
    });

    private static Record Changed(Record record, long marker) => record.Next(row => row[2] = Value.Of(marker));

    private sealed class Pair(Record left, Record right)
    {
        public Record Left { get; set; } = left;

        public Record Right { get; set; } = right;

        public Value? Promised { get; set; }

        public List<Value?> UnderWay { get; } = [];

        public void Settle(Record? left, Record? right)
        {
            (Left, Right) = (left ?? Left, right ?? Right);
            Promised = left?.Data[2];
            UnderWay.Clear();
        }
    }
}
