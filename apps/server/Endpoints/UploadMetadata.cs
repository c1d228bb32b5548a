using System.Text;

namespace LowCode.Server.Endpoints;

/// <summary>What a client says of an upload (<c>Upload-Metadata</c>): names, each with a value in base64 behind a space, between commas.</summary>
/// <param name="App">The app for whose records it is; null when it is not said.</param>
sealed record UploadMetadata(string? App)
{
    private const int Longest = 4096;

    /// <summary>Reads it; null when it is not written as it should be, or too long.</summary>
    public static UploadMetadata? Parse(string header)
    {
        if (header.Length > Longest)
            return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = pair.Split(' ');
            var bytes = new byte[pair.Length];
            var length = 0;
            if (words.Length > 2 || (words.Length == 2 && !Convert.TryFromBase64String(words[1], bytes, out length)) || !values.TryAdd(words[0], Encoding.UTF8.GetString(bytes, 0, length)))
                return null;
        }
        return new UploadMetadata(values.GetValueOrDefault("app"));
    }
}
