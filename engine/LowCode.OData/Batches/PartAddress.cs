using LowCode.Definitions.Messages;
using LowCode.OData.Errors;

namespace LowCode.OData.Batches;

/// <summary>
/// Where a request in a batch leads: an absolute address, one from the host's root, one from the service root, or one
/// that goes on from the entity of an earlier request (<c>$1/place</c>).
/// </summary>
/// <param name="root">Address of the service root, with a slash at its end.</param>
internal sealed class PartAddress(string root)
{
    private static readonly string[] Resources = ["$batch", "$crossjoin", "$all", "$entity", "$metadata", "$root", "$id"];

    private readonly Uri _root = new(root);

    /// <summary>Path and query from the host's root.</summary>
    public string Resolve(string url, IReadOnlyDictionary<string, string> addresses)
    {
        var path = Rooted(url, addresses);
        var service = _root.AbsolutePath;
        if (path.StartsWith(service, StringComparison.Ordinal)
            || path == service[..^1] || path.StartsWith(service[..^1] + "?", StringComparison.Ordinal))
            return path;
        throw Refusal.BadRequest(BatchMessages.PartOutside, "url", ("url", url.Length > 200 ? url[..200] + "…" : url));
    }

    private string Rooted(string url, IReadOnlyDictionary<string, string> addresses)
    {
        if (url.StartsWith('/'))
            return url;
        var end = url.AsSpan().IndexOfAny('/', '?', '(');
        var first = end < 0 ? url : url[..end];
        if (first.StartsWith('$') && !Resources.Contains(first))
        {
            return addresses.TryGetValue(first[1..], out var entity)
                ? Local(entity) + url[first.Length..]
                : throw Refusal.BadRequest(BatchMessages.UnknownPart, "url", ("reference", first));
        }
        return url.Contains("://", StringComparison.Ordinal) && end > 0 && first.EndsWith(':') ? Local(url) : _root.AbsolutePath + url;
    }

    // What stands behind scheme and host, when they are the service's own; else as it is, which then leads outside.
    private string Local(string url)
    {
        var host = _root.GetLeftPart(UriPartial.Authority);
        return url.StartsWith(host, StringComparison.OrdinalIgnoreCase) && url.Length > host.Length && url[host.Length] == '/'
            ? url[host.Length..] : url;
    }
}
