using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;

namespace LowCode.Rules.Tests.Support;

/// <summary>The files of <c>tests/corpus</c> and the world that they play in.</summary>
static class Corpus
{
    static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip };

    public static string Folder { get; } = Path.Combine(PackEnvironment.Root, "tests", "corpus");

    public static AppDefinition Shared { get; } = PackEnvironment.Read(new FolderFiles(Path.Combine(Folder, "apps", "shared")));

    public static AppDefinition App { get; } = PackEnvironment.Read(new FolderFiles(Path.Combine(Folder, "apps", "corpus")));

    public static PackEnvironment Environment { get; } = new(App, Shared);

    public static Shape Shape { get; } = Environment.ShapeOf(App, App.Form("everything")!);

    public static RuleContext Context { get; } = new()
    {
        Today = new DateOnly(2026, 6, 1),
        Now = new DateTimeOffset(2026, 6, 1, 0, 30, 0, TimeSpan.Zero),
        Me = new Person("lin", "林月", "310106006002", ["inspector"]),
        Record = new RecordFacts(
            Guid.Parse("0190a000-0000-7000-8000-00000000000a"), "draft", "310106006002", "lin",
            new DateTimeOffset(2026, 5, 31, 16, 0, 0, TimeSpan.Zero)),
        References = new CorpusReferences(),
        Clock = new StandingClock(),
    };

    public static IEnumerable<(string File, JsonObject Content)> Files(string area) =>
        Directory.GetFiles(Path.Combine(Folder, area), "*.json").Order(StringComparer.Ordinal)
            .Select(file => (Path.GetFileName(file), JsonNode.Parse(File.ReadAllText(file), documentOptions: Lenient)!.AsObject()));

    public static Row RowOf(JsonNode? record, Shape shape) => RowJson.Read(Encoding.UTF8.GetBytes(record?.ToJsonString() ?? "{}"), shape);

    /// <summary>The files that hold rules: those of <c>rules</c>, and the attacks, as <c>attacks/growth.json</c>.</summary>
    public static IEnumerable<(string File, JsonObject Content)> Rules() =>
        [.. Files("rules"), .. Files("attacks/rules").Select(file => ($"attacks/{file.File}", file.Content))];

    /// <summary>A row in canonical JSON.</summary>
    public static byte[] Written(Row row)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            RowJson.Write(json, row);
        return stream.ToArray();
    }

    public static JsonNode? JsonOf(in Value value)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            RowJson.WriteValue(json, value);
        return JsonNode.Parse(stream.ToArray());
    }

    /// <summary>The row at a path, <c>supplies[0].parts[1]</c> or <c>group.table[2]</c>.</summary>
    public static Row RowAt(Row root, string? path)
    {
        foreach (var part in (path ?? "").Split(']', StringSplitOptions.RemoveEmptyEntries))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            root = root[part[..bracket].TrimStart('.')].AsRows()[int.Parse(part[(bracket + 1)..], System.Globalization.CultureInfo.InvariantCulture)];
        }
        return root;
    }

    /// <summary>Diagnostics as tests compare them.</summary>
    public static string[] Codes(Diagnostics diagnostics, Severity severity) =>
        [.. diagnostics.Where(found => found.Severity == severity).Select(found => found.Message.Code)];

    // However slow the machine is, a rule is stopped by what it does.
    sealed class StandingClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }

    sealed class CorpusReferences : IReferenceRows
    {
        readonly JsonObject _records = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "references.json")))!.AsObject();

        public Row? Find(string set, Guid id) =>
            _records[set]?[id.ToString()] is { } record
                ? RowOf(record, Environment.ShapeOf(Shared, Shared.Form(set[(set.IndexOf('/', StringComparison.Ordinal) + 1)..])!))
                : null;
    }
}
