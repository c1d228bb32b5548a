using System.Text.Json.Nodes;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Forms.Evaluation;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests.Incremental;

/// <summary>A person fills in a random form: the changes, and what the engine says before the first and after each.</summary>
sealed class Filling
{
    readonly RandomForm _form;
    readonly Row? _before;
    readonly FormRequest _request;
    readonly List<Edit> _edits = [];
    readonly HashSet<int> _sent = [];

    public Filling(RandomForm form, Row? before, Random random, int edits)
    {
        _form = form;
        _before = before;
        _request = new FormRequest { Before = before, IsSubmit = random.Next(2) == 0, Describe = true };
        var live = form.Open(before?.Thaw() ?? new Row(form.Plan.Shape), _request);
        var maker = new RandomEdits(random, before is null ? 0 : 1000);
        Look(live);
        for (var i = 0; i < edits; i++)
        {
            var edit = maker.Next(live.State.Row, form.IsEntered);
            _edits.Add(edit);
            Apply(live, edit);
            Look(live);
        }
        Record = live.State.Row.Thaw().Freeze();
    }

    /// <summary>The record in the end.</summary>
    public Row Record { get; }

    /// <summary>What whole evaluations give.</summary>
    public List<JsonObject> Whole { get; } = [];

    /// <summary>What the incremental one gives.</summary>
    public List<JsonObject> Incremental { get; } = [];

    /// <summary>The same for the browser's runtime.</summary>
    public JsonObject Question() => new()
    {
        ["module"] = _form.Module,
        ["before"] = _before is null ? null : JsonOf(_before),
        ["submit"] = _request.IsSubmit,
        ["edits"] = new JsonArray([.. _edits.Select(edit => (JsonNode)new JsonObject { ["at"] = edit.At, ["path"] = edit.Path, ["value"] = edit.Value?.DeepClone() })]),
        ["context"] = NodeProcess.Context.DeepClone(),
    };

    public string Describe(int edit) =>
        $"{_form.Fields.ToJsonString()}\nbefore: {(_before is null ? "nothing" : JsonOf(_before).ToJsonString())}\n{string.Join('\n', _edits.Take(edit))}";

    void Look(LiveForm live)
    {
        Incremental.Add(JsonOf(live.State));
        Whole.Add(JsonOf(_form.Evaluate(live.State.Row.Thaw(), _request with { Sent = [.. _sent] })));
    }

    void Apply(LiveForm live, Edit edit)
    {
        var row = Corpus.RowAt(live.State.Row, edit.At);
        var slot = row.Shape[edit.Path];
        if (edit.At.Length == 0)
            _sent.Add(slot.Index);
        live.Set(row, slot, slot.Rows is null ? ValueOf(row.Shape, edit) : RowsOf(row[slot], slot.Rows, edit.Value!.AsArray()));
    }

    static Value ValueOf(Shape shape, Edit edit) => edit.Value is null
        ? Value.Empty
        : Corpus.RowOf(new JsonObject { [edit.Path] = edit.Value.DeepClone() }, shape)[edit.Path];

    static Value RowsOf(in Value now, Shape shape, JsonArray keys)
    {
        var known = now.AsRows().ToArray().ToDictionary(row => row.Key);
        return Value.Of([.. keys.Select(key => Guid.Parse(key!.GetValue<string>())).Select(key => known.GetValueOrDefault(key) ?? new Row(shape, key))]);
    }

    static JsonObject JsonOf(FormState state) => new()
    {
        ["record"] = JsonOf(state.Row),
        ["pruned"] = JsonOf(state.Pruned()),
        ["findings"] = new JsonArray([.. state.Findings.Select(JsonOf)]),
        ["hidden"] = Sorted(state.Hidden),
        ["required"] = Sorted(state.Required),
        ["readonly"] = Sorted(state.Readonly),
        ["options"] = new JsonObject(state.Options.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)new JsonArray([.. pair.Value.Select(code => JsonValue.Create(code))])))),
    };

    static JsonNode JsonOf(Finding finding)
    {
        var json = new JsonObject
        {
            ["path"] = finding.Path,
            ["code"] = finding.Message.Code,
            ["severity"] = finding.Severity == Severity.Error ? "error" : "warning",
            ["args"] = new JsonObject(finding.Arguments.Select(argument => KeyValuePair.Create(argument.Name, JsonOf(argument.Value)))),
        };
        if (finding.Text is { } text)
            json["text"] = text.Original;
        return json;
    }

    static JsonArray Sorted(IEnumerable<string> paths) => [.. paths.Order(StringComparer.Ordinal).Select(path => JsonValue.Create(path))];

    static JsonNode? JsonOf(object? argument) => argument switch
    {
        null => null,
        LocalizedText text => text.Original,
        string text => text,
        int number => number,
        long number => number,
        _ => throw new InvalidOperationException($"No JSON for {argument.GetType().Name}."),
    };

    static JsonNode JsonOf(Row row) => JsonNode.Parse(Corpus.Written(row))!;
}
