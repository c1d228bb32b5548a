using System.Buffers.Binary;
using System.Text;

namespace LowCode.Definitions.Values;

/// <summary>
/// Makes texts of UTF-8 bytes and gives short ones that come again and again (option codes, division codes, names) as
/// the same string, so that a million records do not hold them a million times. It gives up by itself where texts hardly
/// ever repeat. Thread-safe; two threads may each make a string of the same text.
/// </summary>
public sealed class TextPool
{
    private const int Longest = 48;
    private const int Trial = 4096;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly Entry?[] _entries;
    private int _asked;
    private int _found;

    /// <summary>An empty pool.</summary>
    /// <param name="capacity">How many texts it keeps at most; a power of two.</param>
    public TextPool(int capacity) => _entries = new Entry?[capacity];

    /// <summary>The text of some UTF-8 bytes.</summary>
    /// <exception cref="FormatException">They are not UTF-8.</exception>
    public string this[ReadOnlySpan<byte> utf8]
    {
        get
        {
            if (utf8.Length > Longest || (_asked > Trial && _found < _asked / 2))
                return Decode(utf8);
            _asked++;
            var hash = Hash(utf8);
            var mask = (uint)_entries.Length - 1;
            ref var one = ref _entries[(uint)hash & mask];
            ref var other = ref _entries[(uint)(hash >> 32) & mask];
            if ((one is { } entry && utf8.SequenceEqual(entry.Utf8)) || ((entry = other) is not null && utf8.SequenceEqual(entry.Utf8)))
            {
                _found++;
                return entry.Text;
            }
            var made = new Entry(utf8.ToArray(), Decode(utf8));
            if (one is null)
                one = made;
            else
                other = made;
            return made.Text;
        }
    }

    /// <summary>The text of some UTF-8 bytes, new.</summary>
    /// <exception cref="FormatException">They are not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Strict.GetString(utf8);
        }
        catch (DecoderFallbackException failure)
        {
            throw new FormatException(failure.Message, failure);
        }
    }

    private static ulong Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = (ulong)utf8.Length * 0x9E3779B97F4A7C15;
        for (; utf8.Length >= 8; utf8 = utf8[8..])
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8));
        var rest = 0UL;
        foreach (var unit in utf8)
            rest = (rest << 8) | unit;
        return Mix(hash ^ rest);
    }

    private static ulong Mix(ulong value)
    {
        value *= 0xD6E8FEB86659FD93;
        value ^= value >> 32;
        value *= 0xD6E8FEB86659FD93;
        return value ^ (value >> 32);
    }

    private sealed record Entry(byte[] Utf8, string Text);
}
