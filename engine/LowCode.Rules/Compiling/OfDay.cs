namespace LowCode.Rules.Compiling;

/// <summary>What a part of a rule gives that depends on nothing but the day: worked out once a day. Thread-safe.</summary>
/// <typeparam name="T">What it gives.</typeparam>
internal sealed class OfDay<T>
{
    private volatile Known? _known;

    /// <summary>What is known of a day; null when nothing is.</summary>
    public Known? Find(int day) => _known is { } known && known.Day == day ? known : null;

    /// <summary>Keeps what a day gives, in the place of another day's.</summary>
    public T Keep(int day, T value)
    {
        _known = new Known(day, value);
        return value;
    }

    /// <summary>A day with what it gives.</summary>
    internal sealed class Known(int day, T value)
    {
        public readonly int Day = day;
        public readonly T Value = value;
    }
}
