using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace LowCode.Definitions.Values;

/// <summary>
/// What was made of short UTF-8 texts that come again and again, found by their bytes. It stops keeping by itself where
/// texts hardly ever recur. Thread-safe: a reader meets an entry whole or not at all.
/// </summary>
/// <param name="capacity">How many it keeps at most; a power of two.</param>
/// <param name="longest">Longer texts, in bytes, are not kept.</param>
/// <typeparam name="T">What is made of them; immutable.</typeparam>
internal sealed class RecurringTexts<T>(int capacity, int longest)
{
    private const int Trial = 4096;

    private readonly Entry?[] _entries = new Entry?[capacity];
    private int _asked;
    private int _found;
    private bool _isIdle;

    /// <summary>What was kept for these bytes.</summary>
    public bool TryFind(ReadOnlySpan<byte> utf8, [MaybeNullWhen(false)] out T item)
    {
        item = default;
        if (_isIdle || utf8.Length > longest)
            return false;
        var head = Head(utf8);
        var hash = Hash(utf8, head);
        var found = _entries[hash & (uint)(_entries.Length - 1)];
        if (found is null || !found.Is(utf8, head))
            found = _entries[(hash >> 32) & (uint)(_entries.Length - 1)];
        if (found is null || !found.Is(utf8, head))
            found = null;
        if (_asked < Trial)
            Try(found is not null);
        if (found is null)
            return false;
        item = found.Item;
        return true;
    }

    /// <summary>Keeps what was made of them; an older entry may have to go.</summary>
    public void Keep(ReadOnlySpan<byte> utf8, T item)
    {
        if (_isIdle || utf8.Length > longest)
            return;
        var head = Head(utf8);
        var hash = Hash(utf8, head);
        ref var one = ref _entries[hash & (uint)(_entries.Length - 1)];
        ref var other = ref _entries[(hash >> 32) & (uint)(_entries.Length - 1)];
        (one is null ? ref one : ref other) = new Entry(head, utf8.ToArray(), item);
    }

    private void Try(bool found)
    {
        _found += found ? 1 : 0;
        if (++_asked == Trial)
            _isIdle = _found < Trial / 2;
    }

    // The first eight bytes, or all of a shorter text: with the length it tells such texts apart.
    private static ulong Head(ReadOnlySpan<byte> utf8) => utf8.Length switch
    {
        >= 8 => BinaryPrimitives.ReadUInt64LittleEndian(utf8),
        >= 4 => BinaryPrimitives.ReadUInt32LittleEndian(utf8) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(utf8[^4..]) << 32),
        > 0 => utf8[0] | ((ulong)utf8[utf8.Length / 2] << 8) | ((ulong)utf8[^1] << 16),
        _ => 0,
    };

    private static ulong Hash(ReadOnlySpan<byte> utf8, ulong head)
    {
        var hash = Mix(head ^ ((ulong)utf8.Length * 0x9E3779B97F4A7C15));
        for (var at = 8; at < utf8.Length; at += 8)
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8[Math.Min(at, utf8.Length - 8)..]));
        return hash;
    }

    private static ulong Mix(ulong value)
    {
        value *= 0xD6E8FEB86659FD93;
        return value ^ (value >> 32);
    }

    private sealed class Entry(ulong head, byte[] utf8, T item)
    {
        private readonly int _length = utf8.Length;

        public T Item => item;

        public bool Is(ReadOnlySpan<byte> other, ulong otherHead) =>
            head == otherHead && _length == other.Length && (other.Length <= 8 || other.SequenceEqual(utf8));
    }
}
