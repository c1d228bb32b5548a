using System.Globalization;

namespace LowCode.Storage.Changes;

/// <summary>Why a change log does not hold, and at which entry.</summary>
public sealed record ChangeLogBreak(long Number, string Reason);

/// <summary>How a check of a change log ended.</summary>
/// <param name="LastNumber">Number of the last entry that holds.</param>
/// <param name="LastHash">Its hash, lower-case hexadecimal; zeros when there is none.</param>
/// <param name="Break">The first entry that does not hold, or null when all do.</param>
public sealed record ChangeLogCheck(long LastNumber, string LastHash, ChangeLogBreak? Break);

/// <summary>
/// Checks a change log entry by entry: numbers run from 1 without gaps, and every hash follows from the one before and
/// the entry's bytes. Give it the bytes as they are stored. Not thread-safe.
/// </summary>
public sealed class ChangeLogVerifier
{
    private byte[] _previous = new byte[ChangeEntryJson.HashLength];

    /// <summary>Number of the last entry that held.</summary>
    public long LastNumber { get; private set; }

    /// <summary>Hash of the last entry that held, lower-case hexadecimal.</summary>
    public string LastHash => Convert.ToHexStringLower(_previous);

    /// <summary>The first break, or null while everything holds.</summary>
    public ChangeLogBreak? Break { get; private set; }

    /// <summary>How it stands.</summary>
    public ChangeLogCheck Result => new(LastNumber, LastHash, Break);

    /// <summary>Checks the next entry; false once the log is broken, and from then on.</summary>
    public bool Add(long number, ReadOnlySpan<byte> canonical, ReadOnlySpan<byte> hash)
    {
        if (Break is not null)
            return false;
        if (number != LastNumber + 1)
            return Broken(LastNumber + 1, $"the next number is {number.ToString(CultureInfo.InvariantCulture)}");
        if (!ClaimsNumber(canonical, number))
            return Broken(number, "the entry names another number");
        var expected = ChangeEntryJson.Hash(_previous, canonical);
        if (!hash.SequenceEqual(expected))
            return Broken(number, "the hash does not match the content");
        _previous = expected;
        LastNumber = number;
        return true;
    }

    private static bool ClaimsNumber(ReadOnlySpan<byte> canonical, long number)
    {
        var head = ChangeEntryJson.WithNumber(number, ","u8);
        return canonical.StartsWith(head);
    }

    private bool Broken(long number, string reason)
    {
        Break = new ChangeLogBreak(number, reason);
        return false;
    }
}
