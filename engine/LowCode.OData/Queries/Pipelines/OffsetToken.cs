using System.Buffers.Text;
using System.Globalization;
using System.Text;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;

namespace LowCode.OData.Queries.Pipelines;

/// <summary>
/// Where the next page of a pipeline's result begins: so many rows on. Groups have no identity to go on behind; what
/// changes between two pages may move rows from one to the other.
/// </summary>
/// <param name="Offset">How many rows are before it.</param>
/// <param name="Remaining">How many the client still wants; null for all.</param>
internal sealed record OffsetToken(long Offset, long? Remaining)
{
    public string Encode() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Offset}:{Remaining}")));

    public static OffsetToken Decode(string text)
    {
        try
        {
            var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split(':');
            if (parts is [var offset, var remaining])
            {
                return new OffsetToken(
                    long.Parse(offset, NumberStyles.None, CultureInfo.InvariantCulture),
                    remaining.Length == 0 ? null : long.Parse(remaining, NumberStyles.None, CultureInfo.InvariantCulture));
            }
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            // Falls through: whatever is wrong with it, it is no token of ours.
        }
        throw Refusal.BadRequest(ODataMessages.WrongSkipToken, "$skiptoken");
    }
}
