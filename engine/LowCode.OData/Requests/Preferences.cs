using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Requests;

/// <summary>What the client prefers (the Prefer header), with and without the <c>odata.</c> prefix. Others are ignored.</summary>
/// <param name="Minimal">return=minimal (true), return=representation (false), or neither.</param>
/// <param name="MaxPageSize">How many entities a page may have.</param>
/// <param name="ContinueOnError">Whether a batch goes on behind a request that fails; null when nothing is said.</param>
/// <param name="Annotations">Patterns of the annotations that are wanted or, with a minus, not; null when nothing is said.</param>
/// <param name="TrackChanges">Whether a link to the changes of a set is wanted.</param>
internal sealed record Preferences(bool? Minimal, int? MaxPageSize, bool? ContinueOnError, bool TrackChanges, string? Annotations)
{
    public static Preferences Parse(IHeaderDictionary headers)
    {
        bool? minimal = null;
        int? size = null;
        bool? continues = null;
        var tracks = false;
        string? annotations = null;
        foreach (var header in headers["Prefer"])
        {
            foreach (var preference in Split(header ?? ""))
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
                    case "include-annotations" or "odata.include-annotations":
                        annotations ??= value;
                        break;
                    default: break;
                }
            }
        }
        return new Preferences(minimal, size, continues, tracks, annotations);
    }

    /// <summary>
    /// Whether an annotation is wanted that is not told unless it is: of the patterns <c>*</c>, <c>Namespace.*</c> and its name the
    /// one counts that says it most exactly.
    /// </summary>
    public bool Includes(string annotation)
    {
        var space = annotation[..annotation.LastIndexOf('.')] + ".*";
        var best = (Exactness: 0, IsWanted: false);
        foreach (var given in (Annotations ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            var (pattern, isWanted) = given.StartsWith('-') ? (given[1..], false) : (given, true);
            var exactness = pattern == annotation ? 3 : pattern == space ? 2 : pattern == "*" ? 1 : 0;
            if (exactness > best.Exactness)
                best = (exactness, isWanted);
        }
        return best.IsWanted;
    }

    // By commas and semicolons that are not in quotes.
    private static IEnumerable<string> Split(string header)
    {
        var (start, isQuoted) = (0, false);
        for (var i = 0; i < header.Length; i++)
        {
            if (header[i] == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && header[i] is (',' or ';'))
            {
                yield return header[start..i];
                start = i + 1;
            }
        }
        yield return header[start..];
    }
}
