using LowCode.Storage.Evaluation;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Queries;

namespace LowCode.Storage.LiteDb.Columns;

/// <summary>
/// Any condition over one field. The reference evaluator is asked once a value where values recur, else once a record.
/// </summary>
internal sealed class FieldTest(SetColumns columns, FieldRef reference, FieldProbe probe) : ColumnTest
{
    // What is known of a code.
    private const byte Asked = 4;
    private const byte IsUnknown = 2;
    private const byte IsTrue = 1;

    private readonly FieldCodes _codes = columns.CodesOf(reference);
    private byte[] _known = [];

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
        if (_known.Length < _codes.Count)
            Array.Resize(ref _known, _codes.Count);
        var (isTrue, isUnknown) = (default(LeafMask), default(LeafMask));
        for (var word = 0; word * 64 < codes.Length; word++)
        {
            if (wanted[word] == 0)
                continue;
            var part = codes[(word * 64)..Math.Min((word + 1) * 64, codes.Length)];
            var (trues, all) = (0UL, 0UL);
            for (var bit = 0; bit < part.Length; bit++)
            {
                ulong known = _known[part[bit]];
                if (known == 0)
                    known = Ask(part[bit]);
                trues |= (known & IsTrue) << bit;
                all |= known;
            }
            isTrue[word] = trues;
            if ((all & IsUnknown) != 0)
                isUnknown[word] = Unknown(part);
        }
        isTrue &= wanted;
        return (isTrue, wanted - isTrue - isUnknown);
    }

    // Of few conditions anything is unknown.
    private ulong Unknown(ReadOnlySpan<ushort> codes)
    {
        var unknown = 0UL;
        for (var bit = 0; bit < codes.Length; bit++)
            unknown |= (ulong)(_known[codes[bit]] & IsUnknown) >> 1 << bit;
        return unknown;
    }

    private byte Ask(int code) => _known[code] = probe.Of(_codes[code]) switch
    {
        Truth.True => Asked | IsTrue,
        Truth.False => Asked,
        _ => Asked | IsUnknown,
    };
}
