namespace LowCode.Definitions.Values;

/// <summary>What a <see cref="Value"/> holds. Every field type stores exactly one of these kinds (or <see cref="Empty"/>).</summary>
public enum ValueKind : byte
{
    /// <summary>Nothing was entered. There is no separate null, undefined or empty string: all are <see cref="Empty"/>.</summary>
    Empty,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A whole number from −(2^53−1) to 2^53−1, so that it is the same number in JavaScript.</summary>
    Integer,

    /// <summary>An exact decimal number.</summary>
    Decimal,

    /// <summary>Text; never the empty string. Also holds option codes, division codes, user names and barcodes.</summary>
    Text,

    /// <summary>A calendar date without a time zone.</summary>
    Date,

    /// <summary>A time of day without a time zone, to the second.</summary>
    Time,

    /// <summary>An instant in UTC, to the millisecond.</summary>
    Instant,

    /// <summary>The id of a record (UUIDv7).</summary>
    Id,

    /// <summary>Several option codes in the order they were chosen, without repeats; never an empty list.</summary>
    Codes,

    /// <summary>A point on the earth, see <see cref="Location"/>.</summary>
    Location,

    /// <summary>One or more attachments, see <see cref="Attachment"/>; never an empty list.</summary>
    Files,

    /// <summary>The rows of a table, see <see cref="Row"/>; never an empty list.</summary>
    Rows,
}
