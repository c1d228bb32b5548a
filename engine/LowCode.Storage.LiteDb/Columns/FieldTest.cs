using LowCode.Storage.Evaluation;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Queries;

namespace LowCode.Storage.LiteDb.Columns;

/// <summary>
/// Any condition over one field. The reference evaluator is asked once a value where values recur, else once a record.
/// </summary>
internal sealed class FieldTest(SetColumns columns, FieldRef reference, FieldProbe probe) : ColumnTest
{
    // What is known of a code; nothing when it is false.
    private const byte IsTrue = 1;
    private const byte IsUnknown = 2;

    private readonly FieldCodes _codes = columns.CodesOf(reference);
    private byte[] _known = [];
    private int _asked;
    private bool _hasUnknown;

    public override IEnumerable<FieldRef> Fields => [reference];

    public override (LeafMask True, LeafMask False) Of(RecordLeaf leaf, in LeafMask wanted)
    {
        var column = columns.Of(leaf, reference);
        if (column is CodeColumn codes)
            return OfCodes(codes.Codes, wanted);
        var values = column is ValueColumn any ? any.Values : [];
        var (isTrue, isFalse) = (default(LeafMask), default(LeafMask));
        foreach (var i in wanted.Each())
        {
            var truth = probe.Of(values.IsEmpty ? reference.Read(leaf[i]) : values[i]);
            if (truth is Truth.True)
                isTrue.Add(i);
            else if (truth is Truth.False)
                isFalse.Add(i);
        }
        return (isTrue, isFalse);
    }

    private (LeafMask True, LeafMask False) OfCodes(ReadOnlySpan<ushort> codes, in LeafMask wanted)
    {
        Ask();
        var known = _known;
        var (isTrue, isUnknown) = (default(LeafMask), default(LeafMask));
        for (var word = 0; word * 64 < codes.Length; word++)
        {
            if (wanted[word] == 0)
                continue;
            var part = codes[(word * 64)..Math.Min((word + 1) * 64, codes.Length)];
            isTrue[word] = BitsOf(part, known, 0);
            if (_hasUnknown)
                isUnknown[word] = BitsOf(part, known, 1);
        }
        isTrue &= wanted;
        return (isTrue, wanted - isTrue - isUnknown);
    }

    private static ulong BitsOf(ReadOnlySpan<ushort> codes, byte[] known, int shift)
    {
        var bits = 0UL;
        for (var bit = 0; bit < codes.Length; bit++)
            bits |= (ulong)((known[codes[bit]] >> shift) & 1) << bit;
        return bits;
    }

    // Every code there is: a scan meets nearly all of them, and then asks nothing in its loop. There may be more by the next leaf.
    private void Ask()
    {
        var count = _codes.Count;
        if (_asked == count)
            return;
        Array.Resize(ref _known, count);
        for (; _asked < count; _asked++)
        {
            var truth = probe.Of(_codes[_asked]);
            _known[_asked] = truth is Truth.True ? IsTrue : truth is Truth.False ? (byte)0 : IsUnknown;
            _hasUnknown |= truth is not (Truth.True or Truth.False);
        }
    }
}
