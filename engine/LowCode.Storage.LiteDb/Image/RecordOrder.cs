using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Image;

/// <summary>Orders records by some fields, then by id.</summary>
internal sealed class RecordOrder(ImmutableArray<FieldRef> fields) : IComparer<Record>
{
    public static RecordOrder ById { get; } = new([]);

    public ImmutableArray<FieldRef> Fields => fields;

    public int Compare(Record? x, Record? y)
    {
        foreach (var field in fields)
        {
            var order = Value.Compare(field.Read(x!), field.Read(y!));
            if (order != 0)
                return order;
        }
        return x!.Id.CompareTo(y!.Id);
    }

    /// <summary>Compares records by their <see cref="KeyOf"/> and ids.</summary>
    public static int Compare(ReadOnlySpan<Value> key, Guid id, ReadOnlySpan<Value> otherKey, Guid otherId)
    {
        for (var i = 0; i < key.Length; i++)
        {
            var order = Value.Compare(key[i], otherKey[i]);
            if (order != 0)
                return order;
        }
        return id.CompareTo(otherId);
    }

    /// <summary>Compares the leading fields of a record with a prefix of key values; behind the fields comes the id.</summary>
    public int ComparePrefix(Record record, ReadOnlySpan<Value> prefix)
    {
        for (var i = 0; i < prefix.Length; i++)
        {
            var order = Value.Compare(i < fields.Length ? fields[i].Read(record) : Value.Of(record.Id), prefix[i]);
            if (order != 0)
                return order;
        }
        return 0;
    }

    /// <summary>The record's values in this order's fields.</summary>
    public Value[] KeyOf(Record record)
    {
        if (fields.IsEmpty)
            return [];
        var key = new Value[fields.Length];
        for (var i = 0; i < key.Length; i++)
            key[i] = fields[i].Read(record);
        return key;
    }
}
