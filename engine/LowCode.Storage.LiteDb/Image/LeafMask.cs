using System.Numerics;
using System.Runtime.CompilerServices;

namespace LowCode.Storage.LiteDb.Image;

/// <summary>Some of the 256 records of a leaf, a bit each.</summary>
[InlineArray(Words)]
internal struct LeafMask
{
    public const int Words = 4;

    private ulong _word;

    /// <summary>The first <paramref name="count"/> records.</summary>
    public static LeafMask First(int count)
    {
        var mask = default(LeafMask);
        for (var i = 0; i < Words; i++)
            mask[i] = count >= (i + 1) * 64 ? ulong.MaxValue : count <= i * 64 ? 0 : (1UL << (count & 63)) - 1;
        return mask;
    }

    public readonly bool IsNone => (this[0] | this[1] | this[2] | this[3]) == 0;

    public readonly int Count =>
        BitOperations.PopCount(this[0]) + BitOperations.PopCount(this[1]) + BitOperations.PopCount(this[2]) + BitOperations.PopCount(this[3]);

    public readonly bool Has(int index) => (this[index >> 6] >> (index & 63) & 1) != 0;

    public void Add(int index) => this[index >> 6] |= 1UL << (index & 63);

    public static LeafMask operator &(in LeafMask left, in LeafMask right)
    {
        var mask = left;
        for (var i = 0; i < Words; i++)
            mask[i] &= right[i];
        return mask;
    }

    public static LeafMask operator |(in LeafMask left, in LeafMask right)
    {
        var mask = left;
        for (var i = 0; i < Words; i++)
            mask[i] |= right[i];
        return mask;
    }

    /// <summary>Those of the left that are not in the right.</summary>
    public static LeafMask operator -(in LeafMask left, in LeafMask right)
    {
        var mask = left;
        for (var i = 0; i < Words; i++)
            mask[i] &= ~right[i];
        return mask;
    }

    /// <summary>The records in it, in their order.</summary>
    public readonly Indexes Each() => new(this);

    /// <summary>Walks the records of a mask.</summary>
    internal struct Indexes(LeafMask mask)
    {
        private LeafMask _left = mask;
        private int _word;

        public int Current { get; private set; }

        public readonly Indexes GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_word < Words)
            {
                var bits = _left[_word];
                if (bits != 0)
                {
                    Current = (_word << 6) + BitOperations.TrailingZeroCount(bits);
                    _left[_word] = bits & (bits - 1);
                    return true;
                }
                _word++;
            }
            return false;
        }
    }
}
