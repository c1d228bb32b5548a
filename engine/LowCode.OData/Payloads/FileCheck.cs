using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using Microsoft.Net.Http.Headers;

namespace LowCode.OData.Payloads;

/// <summary>What is wrong with a file as a record names it, beside what its field says of sizes and types.</summary>
internal static class FileCheck
{
    private const int LongestName = 255;

    /// <summary>The mistake; null when there is none.</summary>
    /// <param name="file">The file as it is named.</param>
    /// <param name="content">What it holds, from its beginning.</param>
    /// <param name="path">Where it is named.</param>
    public static Finding? Problem(Attachment file, Stream content, string path)
    {
        if (file.Name.Length > LongestName || file.Name.Any(character => char.IsControl(character) || character is '/' or '\\'))
            return Finding.Of(LimitMessages.BadFileName, path, ("max", LongestName));
        if (!MediaTypeHeaderValue.TryParse(file.MediaType, out _))
            return Finding.Of(LimitMessages.BadMediaType, path, ("mediaType", file.MediaType));
        Span<byte> start = stackalloc byte[ContentSignature.Length];
        return ContentSignature.Fits(file.MediaType, start[..content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)])
            ? null : Finding.Of(LimitMessages.ContentNotOfType, path, ("file", file.Name), ("mediaType", file.MediaType));
    }
}
