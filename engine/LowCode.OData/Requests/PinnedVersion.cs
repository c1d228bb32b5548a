using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Requests;

/// <summary>Says by which published version a new record was filled in: it is made under that one, by its rules.</summary>
internal static class PinnedVersion
{
    public const string Header = "LowCode-App-Version";

    /// <summary>The number of the version; null when the request does not say.</summary>
    public static int? Parse(IHeaderDictionary headers)
    {
        if (headers[Header] is not { Count: > 0 } given)
            return null;
        return int.TryParse(given.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw Refusal.BadRequest(ODataMessages.WrongHeader, Header, ("header", Header), ("value", given.ToString()));
    }
}
