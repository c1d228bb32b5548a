using LowCode.OData.Requests;
using Microsoft.Net.Http.Headers;

namespace LowCode.OData.Batches;

/// <summary>How the bodies in a batch, and batches themselves, are written.</summary>
internal static class BatchMedia
{
    public const string Multipart = "multipart/mixed";
    public const string Http = "application/http";

    public static bool IsJson(MediaTypeHeaderValue type) => Is(type, Negotiation.JsonType)
        || (type.Type.Equals("application", StringComparison.OrdinalIgnoreCase) && type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));

    public static bool IsText(MediaTypeHeaderValue type) => type.Type.Equals("text", StringComparison.OrdinalIgnoreCase);

    public static bool Is(MediaTypeHeaderValue type, string name) => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The boundary of a multipart type, or null when it names none that can be.</summary>
    public static string? BoundaryOf(MediaTypeHeaderValue type)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        return boundary.Length is > 0 and <= 70 ? boundary : null;
    }
}
