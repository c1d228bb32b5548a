namespace LowCode.OData.Payloads;

/// <summary>
/// What contents of well-known media types begin with: so that a file is what it says, and a field that takes photos takes
/// nothing else. Types that begin with nothing in particular are believed; contents are served as downloads and never run.
/// </summary>
internal static class ContentSignature
{
    /// <summary>So many bytes of a content are looked at.</summary>
    public const int Length = 1024;

    /// <summary>Whether a content that begins so may be of a media type.</summary>
    public static bool Fits(string mediaType, ReadOnlySpan<byte> start)
    {
        var end = mediaType.IndexOf(';', StringComparison.Ordinal);
        return (end < 0 ? mediaType : mediaType[..end]).Trim().ToLowerInvariant() switch
        {
            "image/png" => start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
            "image/jpeg" or "image/jpg" or "image/pjpeg" => start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]),
            "image/gif" => start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8),
            "image/webp" => start.StartsWith("RIFF"u8) && At(start, 8, "WEBP"u8),
            "image/bmp" => start.StartsWith("BM"u8),
            "image/tiff" => start.StartsWith("II*\0"u8) || start.StartsWith("MM\0*"u8),
            "image/heic" or "image/heif" or "image/avif" or "video/mp4" or "audio/mp4" => At(start, 4, "ftyp"u8),
            "image/svg+xml" => IsMarkup(start),
            "application/pdf" => start.IndexOf("%PDF-"u8) >= 0,
            "application/msword" or "application/vnd.ms-excel" or "application/vnd.ms-powerpoint" =>
                start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
            "application/zip" => IsZip(start),
            var type when type.StartsWith("application/vnd.openxmlformats-officedocument.", StringComparison.Ordinal)
                || type.StartsWith("application/vnd.oasis.opendocument.", StringComparison.Ordinal) => IsZip(start),
            _ => true,
        };
    }

    private static bool IsZip(ReadOnlySpan<byte> start) => start.StartsWith("PK\x03\x04"u8) || start.StartsWith("PK\x05\x06"u8);

    private static bool IsMarkup(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            start = start[3..];
        return start.TrimStart(" \t\r\n"u8).StartsWith("<"u8);
    }

    private static bool At(ReadOnlySpan<byte> start, int at, ReadOnlySpan<byte> expected) =>
        start.Length >= at && start[at..].StartsWith(expected);
}
