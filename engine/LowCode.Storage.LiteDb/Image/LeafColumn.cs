using LowCode.Definitions.Values;

namespace LowCode.Storage.LiteDb.Image;

/// <summary>What one field holds in the records of one leaf, lying together. Immutable.</summary>
/// <param name="bytesPerRecord">Memory that it takes.</param>
internal abstract class LeafColumn(int bytesPerRecord)
{
    public int BytesPerRecord => bytesPerRecord;
}

/// <summary>Values that recur over the whole set, as their codes (see <see cref="FieldCodes"/>); 0 is empty.</summary>
internal sealed class CodeColumn(ushort[] codes) : LeafColumn(sizeof(ushort))
{
    public ReadOnlySpan<ushort> Codes => codes;
}

/// <summary>Numbers, dates, times and instants as whole numbers: of decimals their digits at a common scale.</summary>
/// <param name="values">One a record, 0 where the field is empty; as many as a leaf can hold.</param>
/// <param name="filled">Where the field is not empty.</param>
/// <param name="places">Decimal places of the whole numbers.</param>
internal sealed class NumberColumn(long[] values, LeafMask filled, int places) : LeafColumn(sizeof(long))
{
    private readonly LeafMask _filled = filled;

    public ReadOnlySpan<long> Values => values;

    public ref readonly LeafMask Filled => ref _filled;

    public int Places => places;

    /// <summary>The least and the greatest value; the least is greater when all are empty.</summary>
    public (long Least, long Greatest) Range { get; } = RangeOf(values, filled);

    private static (long Least, long Greatest) RangeOf(long[] values, LeafMask filled)
    {
        var (least, greatest) = (long.MaxValue, long.MinValue);
        foreach (var i in filled.Each())
            (least, greatest) = (Math.Min(least, values[i]), Math.Max(greatest, values[i]));
        return (least, greatest);
    }
}

/// <summary>Any values, as they are.</summary>
internal sealed class ValueColumn(Value[] values) : LeafColumn(16)
{
    public ReadOnlySpan<Value> Values => values;
}
