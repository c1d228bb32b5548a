using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Requests;

/// <summary>What the client prefers (the Prefer header), with and without the <c>odata.</c> prefix. Others are ignored.</summary>
/// <param name="Minimal">return=minimal (true), return=representation (false), or neither.</param>
/// <param name="MaxPageSize">How many entities a page may have.</param>
/// <param name="ContinueOnError">Whether a batch goes on behind a request that fails; null when nothing is said.</param>
/// <param name="TrackChanges">Whether a link to the changes of a set is wanted.</param>
internal sealed record Preferences(bool? Minimal, int? MaxPageSize, bool? ContinueOnError, bool TrackChanges)
{
    public static Preferences Parse(IHeaderDictionary headers)
    {
        bool? minimal = null;
        int? size = null;
        bool? continues = null;
        var tracks = false;
        foreach (var header in headers["Prefer"])
        {
            foreach (var preference in (header ?? "").Split(',', ';'))
            {
                var equals = preference.IndexOf('=', StringComparison.Ordinal);
                var name = (equals < 0 ? preference : preference[..equals]).Trim().ToLowerInvariant();
                var value = equals < 0 ? "" : preference[(equals + 1)..].Trim().Trim('"');
                switch (name)
                {
                    case "return" when value is "minimal" or "representation":
                        minimal ??= value == "minimal";
                        break;
                    case "maxpagesize" or "odata.maxpagesize":
                        size ??= int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
                            ? number
                            : throw Refusal.BadRequest(ODataMessages.WrongHeader, "Prefer", ("header", "Prefer"), ("value", preference.Trim()));
                        break;
                    case "continue-on-error" or "odata.continue-on-error" when value is "" or "true" or "false":
                        continues ??= value != "false";
                        break;
                    case "track-changes" or "odata.track-changes":
                        tracks = true;
                        break;
                    default: break;
                }
            }
        }
        return new Preferences(minimal, size, continues, tracks);
    }
}
