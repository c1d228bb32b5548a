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
/// Checks a change log entry by entry: numbers run from 1 without gaps, every hash follows from the one before and the
/// entry's head, every body is the one that its head tells, and one that is missing has been erased by a later entry of the
/// record. Give it the bytes as they are stored. Not thread-safe.
/// </summary>
public sealed class ChangeLogVerifier
{
    private readonly ErasedBodies _erased = new();
    private byte[] _previous = new byte[ChangeHeadJson.HashLength];

    /// <summary>Number of the last entry that held.</summary>
    public long LastNumber { get; private set; }

    /// <summary>Head of the last entry that held; null before the first.</summary>
    public ChangeHead? LastHead { get; private set; }

    /// <summary>Hash of the last entry that held, lower-case hexadecimal.</summary>
    public string LastHash => Convert.ToHexStringLower(_previous);

    /// <summary>The first break, or null while everything holds.</summary>
    public ChangeLogBreak? Break { get; private set; }

    /// <summary>True while a body is missing and the entry that erased it has not come yet.</summary>
    public bool IsMissing => _erased.First is not null;

    /// <summary>How it stands, when no more entries come.</summary>
    public ChangeLogCheck Result => new(LastNumber, LastHash, Break
        ?? (_erased.First is { } missing ? new ChangeLogBreak(missing, "its content is missing, and no later entry has erased it") : null));

    /// <summary>Checks the next entry; false once the log is broken, and from then on.</summary>
    public bool Add(in StoredChange change)
    {
        var number = change.Number;
        if (Break is not null)
            return false;
        if (number != LastNumber + 1)
            return Broken(LastNumber + 1, $"the next number is {number.ToString(CultureInfo.InvariantCulture)}");
        if (!ClaimsNumber(change.Head, number))
            return Broken(number, "the entry names another number");
        var expected = ChangeHeadJson.Hash(_previous, change.Head);
        if (!change.Hash.AsSpan().SequenceEqual(expected))
            return Broken(number, "the hash does not match the content");
        ChangeHead head;
        try
        {
            head = ChangeHead.Read(change.Head);
        }
        catch (FormatException failure)
        {
            return Broken(number, failure.Message);
        }
        if (change.Body is { } body && !ChangeBody.Matches(body, head.Digest))
            return Broken(number, "its content is not what the entry was made with");
        _erased.Add(head, change.Body is not null);
        _previous = expected;
        LastHead = head;
        LastNumber = number;
        return true;
    }

    private static bool ClaimsNumber(ReadOnlySpan<byte> canonical, long number)
    {
        var head = ChangeHeadJson.WithNumber(number, ","u8);
        return canonical.StartsWith(head);
    }

    private bool Broken(long number, string reason)
    {
        Break = new ChangeLogBreak(number, reason);
        return false;
    }
}
