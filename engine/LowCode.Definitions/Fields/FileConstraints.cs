using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>How many files, how large, and of which media types.</summary>
internal static class FileConstraints
{
    /// <summary>Largest file unless the field says otherwise: 20 MiB.</summary>
    public const long DefaultMaxSize = 20L * 1024 * 1024;

    /// <summary>Most files unless the field says otherwise.</summary>
    public const int DefaultMaxCount = 20;

    public static void Check(FieldConstraints constraints, in Value value, string path, ICollection<Finding> findings)
    {
        var files = value.AsFiles();
        BoundConstraints.CheckCount(files.Length, constraints.MinCount, constraints.MaxCount,
            (FormMessages.TooFewFiles, FormMessages.TooManyFiles), path, findings);
        var (maxSize, accept) = (constraints.MaxSize, constraints.Accept);
        foreach (var file in files)
        {
            if (file.Size > maxSize)
                findings.Add(Finding.Of(FormMessages.FileTooLarge, path, ("file", file.Name), ("size", file.Size), ("max", maxSize)));
            if (!accept.IsEmpty && !accept.Any(range => Accepts(range, file.MediaType)))
                findings.Add(Finding.Of(FormMessages.MediaTypeRefused, path,
                    ("file", file.Name), ("mediaType", file.MediaType), ("accept", string.Join(", ", accept))));
        }
    }

    /// <summary>True when a media type lies in a range: itself, <c>image/*</c> or <c>*/*</c>. Parameters are not looked at.</summary>
    public static bool Accepts(string range, string mediaType)
    {
        var end = mediaType.IndexOf(';', StringComparison.Ordinal);
        var bare = (end < 0 ? mediaType : mediaType[..end]).Trim();
        if (range == "*/*")
            return true;
        return range.EndsWith("/*", StringComparison.Ordinal)
            ? bare.StartsWith(range[..^1], StringComparison.OrdinalIgnoreCase)
            : bare.Equals(range, StringComparison.OrdinalIgnoreCase);
    }
}
