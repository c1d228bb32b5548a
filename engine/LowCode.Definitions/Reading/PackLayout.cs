using LowCode.Definitions.Messages;

namespace LowCode.Definitions.Reading;

/// <summary>Which files of a pack are read, and which only look as if they were.</summary>
internal static class PackLayout
{
    public const string App = "app.json";
    public const string Forms = "forms";
    public const string Options = "options";
    public const string Workflows = "workflows";
    public const string Decisions = "decisions";
    public const string Documents = "documents";
    public const string Views = "views";
    public const string Locales = "locales";
    public const string Tests = "tests";

    private static readonly string[] Folders = [Forms, Options, Workflows, Decisions, Documents, Views, Locales, Tests];

    /// <summary>The files directly in a folder with an ending, in ordinal order.</summary>
    public static IEnumerable<string> In(IReadOnlyList<string> paths, string folder, string ending) =>
        paths.Where(path => path.Length > folder.Length && path[folder.Length] == '/'
            && path.StartsWith(folder, StringComparison.Ordinal)
            && path.IndexOf('/', folder.Length + 1) < 0
            && path.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>
    /// The folder that a JSON file should lie in when it lies deeper in one, or in one whose name is nearly the same, or
    /// has an ending in capitals; null when the file has nothing to do with definitions.
    /// </summary>
    public static string? MeantFolder(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return null;
        var folder = path[..slash];
        if (Array.IndexOf(Folders, folder) < 0)
            return Suggestion.Nearest(folder, Folders);
        return path.IndexOf('/', slash + 1) >= 0 || !path.EndsWith(".json", StringComparison.Ordinal) ? folder : null;
    }
}
