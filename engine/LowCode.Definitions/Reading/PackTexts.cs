using System.Text;
using LowCode.Definitions.Messages;

namespace LowCode.Definitions.Reading;

/// <summary>Reads files as texts within the limits; what goes wrong is added to the diagnostics.</summary>
internal sealed class PackTexts(IPackFiles files, PackLimits limits, Diagnostics diagnostics)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private long _total;

    /// <summary>The listed paths in ordinal order; null when there are too many or the list cannot be read.</summary>
    public IReadOnlyList<string>? List()
    {
        try
        {
            var paths = files.List().Take(limits.Files + 1).Order(StringComparer.Ordinal).ToList();
            if (paths.Count <= limits.Files)
                return paths;
            diagnostics.Error(ReadingMessages.TooManyFiles, SourceLocation.None, ("max", limits.Files));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            diagnostics.Error(ReadingMessages.FileUnreadable, SourceLocation.None, ("problem", problem.Message));
        }
        return null;
    }

    /// <summary>The text of a file without byte order mark; null when it cannot be had.</summary>
    public string? Read(string path)
    {
        var at = new SourceLocation(path, 0, 0);
        try
        {
            using var stream = files.Open(path);
            var bytes = ReadAtMost(stream, limits.FileBytes + 1);
            if (bytes.Length > limits.FileBytes)
            {
                diagnostics.Error(ReadingMessages.FileTooLarge, at, ("max", limits.FileBytes));
                return null;
            }
            var before = _total;
            _total += bytes.Length;
            if (_total > limits.TotalBytes)
            {
                if (before <= limits.TotalBytes)
                    diagnostics.Error(ReadingMessages.PackTooLarge, at, ("max", limits.TotalBytes));
                return null;
            }
            return Decode(path, bytes);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            diagnostics.Error(ReadingMessages.FileUnreadable, at, ("problem", problem.Message));
            return null;
        }
    }

    private static ReadOnlySpan<byte> ReadAtMost(Stream stream, int most)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (content.Length < most && stream.Read(buffer) is > 0 and var count)
            content.Write(buffer, 0, count);
        return content.GetBuffer().AsSpan(0, (int)content.Length);
    }

    private string? Decode(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[3..];
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException problem)
        {
            var before = Encoding.UTF8.GetString(bytes[..Math.Max(0, problem.Index)]);
            var line = before.AsSpan().Count('\n') + 1;
            diagnostics.Error(ReadingMessages.NotUtf8, new SourceLocation(path, line, before.Length - before.LastIndexOf('\n')));
            return null;
        }
    }
}
