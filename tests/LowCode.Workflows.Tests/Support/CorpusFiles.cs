using System.Text.Json;

namespace LowCode.Workflows.Tests.Support;

/// <summary>The language-neutral cases in <c>tests/corpus</c>.</summary>
static class CorpusFiles
{
    static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip };

    public static string Root { get; } = FindRoot();

    /// <summary>The files of a folder, by name.</summary>
    public static IReadOnlyDictionary<string, JsonElement> In(string folder) =>
        Directory.GetFiles(Path.Combine(Root, folder), "*.json").Order(StringComparer.Ordinal)
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), Parse);

    /// <summary>File and position of each case.</summary>
    public static TheoryData<string, string> Cases(string folder)
    {
        var data = new TheoryData<string, string>();
        foreach (var (file, json) in In(folder))
        {
            foreach (var one in json.GetProperty("cases").EnumerateArray())
                data.Add(file, one.GetProperty("case").GetString()!);
        }
        return data;
    }

    /// <summary>A file and one of its cases.</summary>
    public static (JsonElement File, JsonElement Case) Find(string folder, string file, string name)
    {
        var json = Parse(Path.Combine(Root, folder, file + ".json"));
        return (json, json.GetProperty("cases").EnumerateArray().Single(one => one.GetProperty("case").GetString() == name));
    }

    static JsonElement Parse(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(path), Options);
        return json.RootElement.Clone();
    }

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LowCode.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("LowCode.sln is not above the test's folder.");
        return Path.Combine(folder.FullName, "tests", "corpus");
    }
}
