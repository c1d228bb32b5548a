using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Requests;

/// <summary>Says of a request that it may be repeated (OASIS Repeatable Requests 1.0).</summary>
/// <param name="Id">Names the request among those of its user.</param>
/// <param name="FirstSent">When it was first sent, by the client's clock.</param>
internal sealed record Repeatability(Guid Id, DateTimeOffset FirstSent)
{
    /// <summary>The answer's header: <c>accepted</c> or <c>rejected</c>.</summary>
    public const string Result = "Repeatability-Result";

    /// <summary>It was done, now or before, and may be sent again.</summary>
    public const string Accepted = "accepted";

    /// <summary>It may not be sent again as it is.</summary>
    public const string NotRepeatable = "rejected";

    /// <summary>Reads it; null when the request says nothing of it.</summary>
    public static Repeatability? Parse(IHeaderDictionary headers)
    {
        var (id, sent) = (headers["Repeatability-Request-ID"], headers["Repeatability-First-Sent"]);
        if (id.Count == 0 && sent.Count == 0)
            return null;
        return Guid.TryParseExact(id.ToString(), "D", out var guid)
            && DateTimeOffset.TryParseExact(sent.ToString(), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new Repeatability(guid, at)
            : throw Rejected(StatusCodes.Status400BadRequest, RepeatMessages.WrongHeaders);
    }

    public static Refusal Rejected(int status, Message message, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        new(status, Finding.Of(message, "", arguments)) { Rejects = true };
}
