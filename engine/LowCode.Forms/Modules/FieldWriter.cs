using System.Text.Json.Nodes;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Forms.Planning;
using LowCode.Rules;

namespace LowCode.Forms.Modules;

/// <summary>Writes planned fields as data of a module; rules and option lists become numbers on the way.</summary>
sealed class FieldWriter
{
    private readonly List<Rule> _rules = [];
    private readonly List<OptionListDefinition> _options = [];

    public FieldWriter(PlannedScope root) => Scopes = [.. All(root).OrderBy(scope => scope.Index)];

    /// <summary>The form's fields, then those of its tables, by index.</summary>
    public IReadOnlyList<PlannedScope> Scopes { get; }

    /// <summary>The rules by the numbers that were written.</summary>
    public IReadOnlyList<Rule> Rules => _rules;

    /// <summary>A scope's fields, in order.</summary>
    public JsonArray Write(PlannedScope scope) => [.. scope.Fields.Select(field => (JsonNode)Write(field))];

    /// <summary>The option lists by the numbers that were written.</summary>
    public JsonArray OptionLists() => [.. _options.Select(list => (JsonNode)new JsonArray([.. list.Items.DistinctBy(item => item.Code).Select(Write)]))];

    private JsonObject Write(PlannedField field)
    {
        var definition = field.Definition;
        var json = new JsonObject { ["path"] = field.Path, ["type"] = definition.Type.Name, ["label"] = Write(field.Label) };
        Add(json, "slot", field.Slot?.Index);
        Add(json, "group", field.Group?.Index);
        Add(json, "rows", field.Rows?.Index);
        if (definition.IsEntered && field.Slot is not null)
            json["entered"] = true;
        Add(json, "visible", field.Visible);
        Add(json, "required", field.Required);
        Add(json, "readonly", field.Readonly);
        Add(json, "default", field.Default);
        Add(json, "value", field.Value);
        Add(json, "filter", field.Filter);
        if (!field.Checks.IsEmpty)
            json["checks"] = new JsonArray([.. field.Checks.Select(check => (JsonNode)Write(check.Rule, check.Definition))]);
        if (field.OptionList is { } list)
            json["options"] = NumberOf(_options, list);
        AddConstraints(json, definition.Constraints);
        return json;
    }

    // With what the type says where the author said nothing: the runtime knows no defaults.
    private static void AddConstraints(JsonObject json, FieldConstraints constraints)
    {
        Add(json, "minCount", constraints.MinCount);
        Add(json, "maxCount", constraints.MaxCount);
        if (!constraints.Min.IsEmpty)
            json["min"] = constraints.Field.Min;
        if (!constraints.Max.IsEmpty)
            json["max"] = constraints.Field.Max;
        Add(json, "minLength", constraints.Field.MinLength);
        Add(json, "maxLength", constraints.MaxLength);
        if (constraints.Field.Pattern is { } pattern)
            json["pattern"] = pattern;
        if (constraints.Field.Type.Kind != ValueKind.Files)
            return;
        json["maxSize"] = constraints.MaxSize;
        json["accept"] = new JsonArray([.. constraints.Accept.Select(range => (JsonNode)range)]);
    }

    private JsonObject Write(Rule rule, CheckDefinition check) => new()
    {
        ["rule"] = NumberOf(_rules, rule),
        ["severity"] = check.Severity == Severity.Error ? "error" : "warning",
        ["message"] = Write(check.Message),
    };

    private static JsonObject Write(OptionDefinition option)
    {
        var json = new JsonObject { ["code"] = option.Code, ["title"] = option.Title.Original };
        if (option.Title.In(Locales.English) is var english && english != option.Title.Original)
            json["titles"] = Write(option.Title);
        if (option.Parent is { } parent)
            json["parent"] = parent;
        if (option.Retired)
            json["retired"] = true;
        return json;
    }

    private static JsonNode Write(LocalizedText text)
    {
        var english = text.In(Locales.English);
        return english == text.Original
            ? JsonValue.Create(text.Original)
            : new JsonObject { ["zh-CN"] = text.Original, ["en"] = english };
    }

    private void Add(JsonObject json, string name, Rule? rule)
    {
        if (rule is not null)
            json[name] = NumberOf(_rules, rule);
    }

    private static void Add(JsonObject json, string name, int? number)
    {
        if (number is { } some)
            json[name] = some;
    }

    private static int NumberOf<T>(List<T> all, T item) where T : class
    {
        var index = all.FindIndex(other => ReferenceEquals(other, item));
        if (index >= 0)
            return index;
        all.Add(item);
        return all.Count - 1;
    }

    private static IEnumerable<PlannedScope> All(PlannedScope scope) => scope.Fields.Where(field => field.Rows is not null)
        .SelectMany(field => All(field.Rows!)).Prepend(scope);
}
