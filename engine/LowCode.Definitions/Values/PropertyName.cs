using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace LowCode.Definitions.Values;

/// <summary>A property's name as it stands in canonical JSON, <c>"site":</c>, made ready to be looked for. Immutable.</summary>
internal readonly struct PropertyName
{
    private readonly Vector128<byte> _head;
    private readonly Vector128<byte> _mask;
    private readonly byte[] _bytes;

    public PropertyName(string name)
    {
        _bytes = Encoding.UTF8.GetBytes($"\"{name}\":");
        Span<byte> head = stackalloc byte[Vector128<byte>.Count], mask = stackalloc byte[Vector128<byte>.Count];
        for (var i = 0; i < Math.Min(_bytes.Length, Vector128<byte>.Count); i++)
            (head[i], mask[i]) = (_bytes[i], 0xFF);
        _head = Vector128.Create((ReadOnlySpan<byte>)head);
        _mask = Vector128.Create((ReadOnlySpan<byte>)mask);
    }

    /// <summary>Bytes that it takes, with its quotes and its colon.</summary>
    public int Length => _bytes.Length;

    /// <summary>Whether some JSON starts with it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool StartsAt(ReadOnlySpan<byte> json)
    {
        if (json.Length < Vector128<byte>.Count)
            return json.StartsWith(_bytes);
        return ((Vector128.Create(json) ^ _head) & _mask) == Vector128<byte>.Zero
            && (_bytes.Length <= Vector128<byte>.Count || json.StartsWith(_bytes));
    }
}
