using LowCode.Storage.Evaluation;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Queries;

namespace LowCode.Storage.LiteDb.Columns;

/// <summary>
/// Any condition over one reference. The reference evaluator is asked once a value where values recur, else once a record.
/// </summary>
internal sealed class FieldTest(SetColumns columns, FieldRef reference, FieldProbe probe) : ColumnTest
{
    private readonly FieldCodes _codes = columns.CodesOf(reference);

    // By code; null while it has not been asked.
    private Truth?[] _known = [];

    public override IEnumerable<FieldRef> Fields => [reference];

    public override (LeafMask True, LeafMask False) Of(RecordLeaf leaf, in LeafMask wanted)
    {
        var column = columns.Of(leaf, reference);
        var (isTrue, isFalse) = (default(LeafMask), default(LeafMask));
        foreach (var i in wanted.Each())
        {
            var truth = column switch
            {
                CodeColumn codes => OfCode(codes.Codes[i]),
                ValueColumn values => probe.Of(values.Values[i]),
                _ => probe.Of(reference.Read(leaf[i])),
            };
            if (truth is Truth.True)
                isTrue.Add(i);
            else if (truth is Truth.False)
                isFalse.Add(i);
        }
        return (isTrue, isFalse);
    }

    private Truth OfCode(int code)
    {
        if (code >= _known.Length)
            Array.Resize(ref _known, Math.Max(_codes.Count, code + 1));
        return _known[code] ??= probe.Of(_codes[code]);
    }
}
