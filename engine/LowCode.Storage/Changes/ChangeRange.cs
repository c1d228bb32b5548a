namespace LowCode.Storage.Changes;

/// <summary>Which part of the change log is read, and in which direction.</summary>
public sealed record ChangeRange
{
    /// <summary>Entries with a higher number.</summary>
    public long After { get; init; }

    /// <summary>Entries with a lower number.</summary>
    public long Before { get; init; } = long.MaxValue;

    /// <summary>Entries of this instant or later; null for all. Times need not follow the numbers.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Entries from before this instant; null for all.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>True for the highest number first.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>Whether an instant is in it.</summary>
    public bool Holds(DateTimeOffset at) => (From is not { } from || at >= from) && (Until is not { } until || at < until);
}
