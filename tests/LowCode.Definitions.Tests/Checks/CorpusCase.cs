using System.Text;
using System.Text.Json;
using LowCode.Definitions.Checks;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Reading;

namespace LowCode.Definitions.Tests.Checks;

/// <summary>
/// A case of tests/corpus/diagnostics: files and every diagnostic that reading and checking them must give. A file is a
/// text, a list of lines, or <c>{ "base64": … }</c>; <c>installed</c> has other apps by name, <c>before</c> the version
/// before. A severity that is not given is an error, a node that is not given is not compared.
/// </summary>
sealed class CorpusCase
{
    private readonly JsonElement _case;

    private CorpusCase(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        _case = document.RootElement.Clone();
        Name = Path.GetFileNameWithoutExtension(path);
    }

    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.GetFiles(Repository.Path("tests", "corpus", "diagnostics"), "*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal),
    ];

    public string Name { get; }

    public IEnumerable<string> Codes => _case.GetProperty("expect").EnumerateArray().Select(entry => entry.GetProperty("code").GetString()!);

    public static CorpusCase Load(string name) => new(Repository.Path("tests", "corpus", "diagnostics", name + ".json"));

    /// <summary>The files that are texts.</summary>
    public IEnumerable<(string Path, string Text)> Texts() => _case.GetProperty("files").EnumerateObject()
        .Where(file => file.Value.ValueKind != JsonValueKind.Object)
        .Select(file => (file.Name, file.Value.ValueKind == JsonValueKind.String
            ? file.Value.GetString()!
            : string.Join('\n', file.Value.EnumerateArray().Select(line => line.GetString()))));

    public Diagnostics Run()
    {
        Diagnostics diagnostics = new();
        if (AppReader.Read(Files(_case.GetProperty("files")), diagnostics) is not { } app)
            return diagnostics;
        AppChecker.Check(app, diagnostics, _case.TryGetProperty("installed", out var installed) ? new Installed(installed) : null);
        if (_case.TryGetProperty("before", out var before))
            Compatibility.Check(AppReader.Read(Files(before), [])!, app, diagnostics);
        return diagnostics;
    }

    /// <summary>What was expected and what was found, both in the same words and order.</summary>
    public (string Expected, string Found) Compare()
    {
        var expected = _case.GetProperty("expect").EnumerateArray().Select(entry => new Line(
            entry.GetProperty("file").GetString()!, entry.GetProperty("line").GetInt32(), entry.GetProperty("column").GetInt32(),
            entry.GetProperty("code").GetString()!,
            entry.TryGetProperty("severity", out var severity) ? severity.GetString()! : "error",
            entry.TryGetProperty("node", out var node) ? node.GetString() : null)).Order().ToList();
        var found = Run().Select(problem => new Line(problem.At.File, problem.At.Line, problem.At.Column, problem.Message.Code,
            problem.Severity == Severity.Error ? "error" : "warning", problem.At.Node)).Order().ToList();
        var shown = found.Select((line, i) => i < expected.Count && expected[i].Node is null ? line with { Node = null } : line);
        return (string.Join('\n', expected), string.Join('\n', shown));
    }

    private static MemoryFiles Files(JsonElement files) =>
        new(files.EnumerateObject().ToDictionary(file => file.Name, file => file.Value.ValueKind switch
        {
            JsonValueKind.String => Encoding.UTF8.GetBytes(file.Value.GetString()!),
            JsonValueKind.Array => Encoding.UTF8.GetBytes(string.Join('\n', file.Value.EnumerateArray().Select(line => line.GetString()))),
            _ => file.Value.GetProperty("base64").GetBytesFromBase64(),
        }));

    private sealed record Line(string File, int Number, int Column, string Code, string Severity, string? Node) : IComparable<Line>
    {
        public int CompareTo(Line? other) =>
            (File, Number, Column, Code).CompareTo((other!.File, other.Number, other.Column, other.Code));

        public override string ToString() => $"{File}({Number},{Column}): {Severity} {Code} {Node}";
    }

    private sealed class Installed(JsonElement apps) : IInstalledApps
    {
        public IEnumerable<string> Names => apps.EnumerateObject().Select(app => app.Name);

        public AppDefinition? Find(string app) =>
            apps.TryGetProperty(app, out var files) ? AppReader.Read(Files(files), []) : null;
    }
}
