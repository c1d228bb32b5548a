using LowCode.Definitions.Values;
using LowCode.Storage.Records;

namespace LowCode.Storage.Postgres.Commits;

/// <summary>The values of a unique index, all of them filled.</summary>
internal sealed record UniqueKey(Value[] Values)
{
    /// <summary>What a record holds, or null when a field is empty: then it meets no other.</summary>
    public static UniqueKey? Of(RecordIndex index, Record record)
    {
        var values = new Value[index.Fields.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = index.Fields[i].Read(record);
            if (values[i].IsEmpty)
                return null;
        }
        return new UniqueKey(values);
    }

    public bool Equals(UniqueKey? other) => other is not null && Values.AsSpan().SequenceEqual(other.Values);

    public override int GetHashCode() => Values.Aggregate(0, static (hash, value) => HashCode.Combine(hash, value));
}

/// <summary>Who holds the values that a group of batches asks for, before and while the group is taken in.</summary>
internal sealed class UniqueValues(RecordIndex index)
{
    private readonly Dictionary<UniqueKey, Guid> _holders = [];
    private readonly Dictionary<Guid, UniqueKey> _keys = [];

    public RecordIndex Index => index;

    public Guid? Holder(UniqueKey key) => _holders.TryGetValue(key, out var id) ? id : null;

    public void Hold(Guid id, UniqueKey key)
    {
        _holders[key] = id;
        _keys[id] = key;
    }

    /// <summary>Frees what a record holds and returns it.</summary>
    public UniqueKey? Free(Guid id)
    {
        if (_keys.Remove(id, out var key))
            _holders.Remove(key);
        return key;
    }
}
