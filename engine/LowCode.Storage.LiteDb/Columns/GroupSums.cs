using LowCode.Storage.LiteDb.Image;

namespace LowCode.Storage.LiteDb.Columns;

/// <summary>
/// Exact sums of many groups: whole numbers of 64 bits, which are carried into wider ones before they could overflow. For
/// one query; not thread-safe.
/// </summary>
internal sealed class GroupSums
{
    private long[] _sums = [];
    private Int128[] _carried = [];

    // How far from zero a sum may be by now.
    private Int128 _reach;

    /// <summary>The sum of a group; 0 where nothing was added.</summary>
    public Int128 this[int group] =>
        (group < _carried.Length ? _carried[group] : 0) + (group < _sums.Length ? _sums[group] : 0);

    /// <summary>Adds values of a leaf's column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="filled">Of which records; those that have one.</param>
    /// <param name="groups">The number of each record's group.</param>
    /// <param name="count">How many groups there are by now.</param>
    public void Add(NumberColumn column, in LeafMask filled, ReadOnlySpan<int> groups, int count)
    {
        var (least, greatest) = column.Range;
        var reach = RecordLeaf.Capacity * Int128.Max(Int128.Abs(least), Int128.Abs(greatest));
        var values = column.Values;
        if (reach > long.MaxValue)
        {
            _carried = ByGroup.Grown(_carried, count);
            foreach (var i in filled.Each())
                _carried[groups[i]] += values[i];
            return;
        }
        _sums = ByGroup.Grown(_sums, count);
        if (_reach + reach > long.MaxValue)
            Carry();
        _reach += reach;
        var sums = _sums;
        foreach (var i in filled.Each())
            sums[groups[i]] += values[i];
    }

    private void Carry()
    {
        _carried = ByGroup.Grown(_carried, _sums.Length);
        for (var group = 0; group < _sums.Length; group++)
            _carried[group] += _sums[group];
        Array.Clear(_sums);
        _reach = 0;
    }
}
