using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LowCode.OData.Requests;

/// <summary>If-Match and If-None-Match. ETags are weak: <c>W/"7"</c> is revision 7; compared by their number.</summary>
internal sealed class Precondition
{
    private readonly HashSet<long>? _match;
    private readonly HashSet<long>? _noneMatch;

    private Precondition(IHeaderDictionary headers)
    {
        (MatchesAny, _match) = Read(headers, HeaderNames.IfMatch);
        (NoneMatchesAny, _noneMatch) = Read(headers, HeaderNames.IfNoneMatch);
    }

    /// <summary>If-Match was sent.</summary>
    public bool HasMatch => MatchesAny || _match is not null;

    /// <summary>If-Match: *.</summary>
    public bool MatchesAny { get; }

    /// <summary>If-None-Match: *: only what does not exist.</summary>
    public bool NoneMatchesAny { get; }

    public static Precondition Parse(IHeaderDictionary headers) => new(headers);

    /// <summary>Whether an entity at this revision meets both headers.</summary>
    public bool Holds(long revision) =>
        !NoneMatchesAny && (MatchesAny || _match is null || _match.Contains(revision)) && _noneMatch?.Contains(revision) is not true;

    /// <summary>For a read: the client has this revision already.</summary>
    public bool HasAlready(long revision) => NoneMatchesAny || _noneMatch?.Contains(revision) is true;

    /// <summary>The one revision that a command may be run on; null for any.</summary>
    public long? Only => _match is { Count: 1 } ? _match.Single() : null;

    public static string ETag(long revision) => string.Create(CultureInfo.InvariantCulture, $"W/\"{revision}\"");

    private static (bool Any, HashSet<long>?) Read(IHeaderDictionary headers, string name)
    {
        var values = headers[name];
        if (values.Count == 0)
            return (false, null);
        if (values is ["*"])
            return (true, null);
        if (!EntityTagHeaderValue.TryParseList(values, out var tags))
            throw Refusal.BadRequest(ODataMessages.WrongHeader, name, ("header", name), ("value", values.ToString()));
        // A tag that is none of ours matches nothing.
        return (false, [.. tags.Select(tag => long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision : -1)]);
    }
}
