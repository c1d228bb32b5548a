using System.Collections.Concurrent;
using LowCode.Definitions.Values;

namespace LowCode.Storage.LiteDb.Image;

/// <summary>
/// The values that a field of a set has had, numbered: 0 is empty. It only grows, up to a limit, so codes mean the same
/// in all images of the set. Thread-safe.
/// </summary>
internal sealed class FieldCodes
{
    /// <summary>With more values than this, codes are not worth it.</summary>
    public const int Most = 16_384;

    private readonly ConcurrentDictionary<Value, ushort> _codes = new();
    private readonly Lock _growing = new();
    private Value[] _values = new Value[16];
    private int _count = 1;

    /// <summary>How many codes there are, that of empty included; those below it have values.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The value of a code.</summary>
    public Value this[int code] => Volatile.Read(ref _values)[code];

    /// <summary>The code of a value, a new one if need be; false when there are too many.</summary>
    public bool TryCode(in Value value, out ushort code)
    {
        code = 0;
        return value.IsEmpty || _codes.TryGetValue(value, out code) || TryAdd(value, out code);
    }

    private bool TryAdd(in Value value, out ushort code)
    {
        lock (_growing)
        {
            if (_codes.TryGetValue(value, out code))
                return true;
            if (_count == Most)
                return false;
            if (_count == _values.Length)
            {
                var larger = new Value[_values.Length * 4];
                _values.CopyTo(larger, 0);
                Volatile.Write(ref _values, larger);
            }
            code = (ushort)_count;
            _values[code] = value;
            Volatile.Write(ref _count, code + 1);
            _codes[value] = code;
            return true;
        }
    }
}
