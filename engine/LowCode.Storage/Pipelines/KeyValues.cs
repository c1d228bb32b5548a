using LowCode.Definitions.Values;

namespace LowCode.Storage.Pipelines;

/// <summary>Keys of groups and of orders: several values, compared one after another.</summary>
internal sealed class KeyValues : IEqualityComparer<Value[]>, IAlternateEqualityComparer<ReadOnlySpan<Value>, Value[]>, IComparer<Value[]>
{
    public static KeyValues Comparer { get; } = new();

    /// <summary>The same value in the one way in which equal values are given: 1.50 is 1.5.</summary>
    public static Value Normal(in Value value) =>
        value.Kind is ValueKind.Decimal ? Value.Of(ExactDecimal.Normal(value.AsDecimal())) : value;

    public int Compare(Value[]? x, Value[]? y)
    {
        for (var i = 0; i < x!.Length; i++)
        {
            var order = Value.Compare(x[i], y![i]);
            if (order != 0)
                return order;
        }
        return 0;
    }

    public bool Equals(Value[]? x, Value[]? y) => Equals(x.AsSpan(), y!);

    public int GetHashCode(Value[] key) => GetHashCode(key.AsSpan());

    public bool Equals(ReadOnlySpan<Value> alternate, Value[] other)
    {
        for (var i = 0; i < other.Length; i++)
        {
            if (!alternate[i].Equals(other[i]))
                return false;
        }
        return true;
    }

    public int GetHashCode(ReadOnlySpan<Value> alternate)
    {
        var hash = 17;
        foreach (var value in alternate)
            hash = (hash * 31) + value.GetHashCode();
        return hash;
    }

    public Value[] Create(ReadOnlySpan<Value> alternate)
    {
        var key = new Value[alternate.Length];
        for (var i = 0; i < key.Length; i++)
            key[i] = Normal(alternate[i]);
        return key;
    }
}
