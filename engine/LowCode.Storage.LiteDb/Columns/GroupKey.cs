using System.Runtime.InteropServices;
using LowCode.Definitions.Values;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Queries;

namespace LowCode.Storage.LiteDb.Columns;

/// <summary>Numbers the values of a grouping key as they come; 0 is empty. For one query; not thread-safe.</summary>
internal sealed class GroupKey(SetColumns columns, FieldRef key)
{
    private readonly FieldCodes _codes = columns.CodesOf(key);
    private readonly Dictionary<long, int> _numbers = [];
    private readonly List<Value> _values = [default];
    private readonly int[] _known = new int[FieldCodes.Most];

    /// <summary>The field.</summary>
    public FieldRef Field => key;

    /// <summary>The value of a number.</summary>
    public Value this[int number] => _values[number];

    /// <summary>Numbers the values of a leaf's wanted records; false when columns cannot tell.</summary>
    public bool TryNumber(RecordLeaf leaf, in LeafMask wanted, Span<int> numbers)
    {
        switch (columns.Of(leaf, key))
        {
            case CodeColumn codes:
                foreach (var i in wanted.Each())
                    numbers[i] = OfCode(codes.Codes[i]);
                return true;
            case NumberColumn { Places: 0 } column when key.Kind is not ValueKind.Decimal:
                foreach (var i in wanted.Each())
                    numbers[i] = column.Filled.Has(i) ? OfNumber(column.Values[i]) : 0;
                return true;
            default: return false;
        }
    }

    private int OfCode(int code)
    {
        if (code == 0 || _known[code] > 0)
            return _known[code];
        _values.Add(_codes[code]);
        return _known[code] = _values.Count - 1;
    }

    private int OfNumber(long number)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, number, out var exists);
        if (!exists)
        {
            _values.Add(WholeNumbers.ToValue(number, key.Kind));
            known = _values.Count - 1;
        }
        return known;
    }
}
