using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;

namespace LowCode.OData.Queries;

/// <summary>Where the next page of all entities of a service begins.</summary>
/// <param name="Set">The set, by its place in the service document.</param>
/// <param name="Remaining">How many the client still wants; null for all.</param>
/// <param name="Within">Where in the set; null for its beginning.</param>
internal sealed record AllToken(int Set, long? Remaining, SkipToken? Within)
{
    public string Encode() => string.Create(CultureInfo.InvariantCulture, $"{Set}.{Remaining}.{Within?.Encode()}");

    /// <param name="text">The token.</param>
    /// <param name="sets">How many sets there are.</param>
    public static AllToken Decode(string text, int sets)
    {
        var culture = CultureInfo.InvariantCulture;
        long remaining = 0;
        return text.Split('.') is [var number, var rest, var within]
            && int.TryParse(number, NumberStyles.None, culture, out var set) && set <= sets
            && (rest.Length == 0 || long.TryParse(rest, NumberStyles.None, culture, out remaining))
            ? new AllToken(set, rest.Length == 0 ? null : remaining, within.Length == 0 ? null : SkipToken.Decode(within, 0))
            : throw Refusal.BadRequest(ODataMessages.WrongSkipToken, "$skiptoken");
    }
}
