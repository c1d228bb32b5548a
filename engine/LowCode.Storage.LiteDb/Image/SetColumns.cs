using System.Collections.Concurrent;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.LiteDb.Image;

/// <summary>
/// Makes the columns of a set's leaves when they are first asked for; a leaf keeps them as long as it is current.
/// Shared by all images of the set. Thread-safe: two threads may make the same column, and one of them is kept.
/// </summary>
/// <param name="from">Sets of fewer records are searched without columns.</param>
internal sealed class SetColumns(int from)
{
    // Leaves that lack a column are filled in parallel from here on.
    private const int ParallelFrom = 32;

    private readonly ConcurrentDictionary<FieldRef, FieldCodes> _codes = new();
    private readonly ConcurrentDictionary<FieldRef, bool> _counted = new();
    private int _bytesPerRecord;

    /// <summary>Memory that a record takes in columns, in bytes.</summary>
    public int BytesPerRecord => Volatile.Read(ref _bytesPerRecord);

    /// <summary>Whether columns are worth their memory for so many records.</summary>
    public bool AreWorth(long records) => records >= from;

    /// <summary>The column of a field in a leaf of the tree by id.</summary>
    public LeafColumn Of(RecordLeaf leaf, FieldRef field)
    {
        if (leaf.Column(field) is { } known)
            return known;
        var column = Make(leaf, field);
        leaf.Keep(field, column);
        if (_counted.TryAdd(field, true))
            Interlocked.Add(ref _bytesPerRecord, column.BytesPerRecord);
        return column;
    }

    /// <summary>The values that a field's codes stand for.</summary>
    public FieldCodes CodesOf(FieldRef field) => _codes.GetOrAdd(field, static _ => new FieldCodes());

    /// <summary>Makes the columns of some fields where they are missing.</summary>
    public void Prepare(RecordTree tree, IReadOnlyCollection<FieldRef> fields, CancellationToken cancel)
    {
        var missing = tree.Leaves.Where(leaf => fields.Any(field => leaf.Column(field) is null)).ToList();
        if (missing.Count < ParallelFrom)
            return;
        Parallel.ForEach(missing, new ParallelOptions { CancellationToken = cancel }, leaf =>
        {
            foreach (var field in fields)
                Of(leaf, field);
        });
    }

    private LeafColumn Make(RecordLeaf leaf, FieldRef field) => field.Kind switch
    {
        ValueKind.Integer or ValueKind.Date or ValueKind.Time or ValueKind.Instant or ValueKind.Decimal => Numbers(leaf, field) ?? (LeafColumn)Values(leaf, field),
        ValueKind.Text or ValueKind.Boolean or ValueKind.Id or ValueKind.Codes => Codes(leaf, field) ?? (LeafColumn)Values(leaf, field),
        _ => Values(leaf, field),
    };

    private static ValueColumn Values(RecordLeaf leaf, FieldRef field)
    {
        var values = new Value[leaf.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = field.Read(leaf[i]);
        return new ValueColumn(values);
    }

    private CodeColumn? Codes(RecordLeaf leaf, FieldRef field)
    {
        // A record's id never recurs.
        if (field.System is SystemField.Id)
            return null;
        var known = CodesOf(field);
        if (known.Count == FieldCodes.Most)
            return null;
        var codes = new ushort[leaf.Count];
        for (var i = 0; i < codes.Length; i++)
        {
            if (!known.TryCode(field.Read(leaf[i]), out codes[i]))
                return null;
        }
        return new CodeColumn(codes);
    }

    private static NumberColumn? Numbers(RecordLeaf leaf, FieldRef field)
    {
        var places = 0;
        if (field.Kind is ValueKind.Decimal)
        {
            for (var i = 0; i < leaf.Count; i++)
                places = field.Read(leaf[i]) is { IsEmpty: false } value ? Math.Max(places, value.AsDecimal().Scale) : places;
        }
        var values = new long[RecordLeaf.Capacity];
        var filled = default(LeafMask);
        for (var i = 0; i < leaf.Count; i++)
        {
            var value = field.Read(leaf[i]);
            if (value.IsEmpty)
                continue;
            if (!WholeNumbers.TryOf(value, places, out values[i]))
                return null;
            filled.Add(i);
        }
        return new NumberColumn(values, filled, places);
    }
}
