using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LowCode.Definitions.Values;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Queries;

namespace LowCode.Storage.LiteDb.Columns;

/// <summary>A number, date, time or instant compared with a constant. Never unknown.</summary>
internal sealed class NumberTest(SetColumns columns, FieldRef reference, ComparisonOperator comparison, Value bound, ColumnTest otherwise) : ColumnTest
{
    public override IEnumerable<FieldRef> Fields => [reference];

    public override (LeafMask True, LeafMask False) Of(RecordLeaf leaf, in LeafMask wanted)
    {
        if (columns.Of(leaf, reference) is not NumberColumn column)
            return otherwise.Of(leaf, wanted);
        if (bound.IsEmpty)
            return OfEmpty(column, wanted);
        // Empty is not equal to a value, and none of the others.
        var isTrue = comparison is ComparisonOperator.NotEqual
            ? wanted - Between(column, equal: true)
            : wanted & Between(
                column,
                below: comparison is ComparisonOperator.Less or ComparisonOperator.LessOrEqual,
                equal: comparison is ComparisonOperator.Equal or ComparisonOperator.LessOrEqual or ComparisonOperator.GreaterOrEqual,
                above: comparison is ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual);
        return (isTrue, wanted - isTrue);
    }

    // Empty equals empty, and has no order.
    private (LeafMask True, LeafMask False) OfEmpty(NumberColumn column, in LeafMask wanted)
    {
        var isTrue = comparison switch
        {
            ComparisonOperator.Equal => wanted - column.Filled,
            ComparisonOperator.NotEqual => wanted & column.Filled,
            _ => default,
        };
        return (isTrue, wanted - isTrue);
    }

    private LeafMask Between(NumberColumn column, bool below = false, bool equal = false, bool above = false)
    {
        var (least, greatest) = WholeNumbers.Range(bound, column.Places, below, equal, above);
        var range = column.Range;
        if (least > range.Greatest || greatest < range.Least || least > greatest)
            return default;
        if (least <= range.Least && greatest >= range.Greatest)
            return column.Filled;
        var found = default(LeafMask);
        // One comparison tells both bounds: what lies below the least wraps around to a large number.
        var from = Vector256.Create(least);
        var width = Vector256.Create((ulong)greatest - (ulong)least);
        var vectors = MemoryMarshal.Cast<long, Vector256<long>>(column.Values);
        for (var i = 0; i < vectors.Length; i++)
        {
            var hits = Vector256.LessThanOrEqual((vectors[i] - from).AsUInt64(), width).ExtractMostSignificantBits();
            found[i >> 4] |= (ulong)hits << ((i & 15) << 2);
        }
        return found & column.Filled;
    }
}
