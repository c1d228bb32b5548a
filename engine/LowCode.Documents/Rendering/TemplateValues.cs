using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Documents.Content;
using LowCode.Documents.Names;
using Scriban.Runtime;

namespace LowCode.Documents.Rendering;

/// <summary>Makes the values behind a template's names, see <see cref="TemplateNames"/>: texts, numbers and truth values only.</summary>
internal sealed class TemplateValues(DocumentData data, DisplayText display, FieldLabels labels)
{
    public ScriptObject Of(FormDefinition form, LocalizedText title, IEnumerable<string> decisions)
    {
        var record = data.Record;
        return new ScriptObject
        {
            ["fields"] = Fields(form.Fields, "", data.Row, shown: true),
            ["stored"] = Fields(form.Fields, "", data.Row, shown: false),
            ["record"] = new ScriptObject
            {
                ["id"] = record.Id.ToString(),
                ["state"] = In(record.State),
                ["division"] = data.Texts.Division(record.Division) ?? record.Division,
                ["createdBy"] = data.Texts.User(record.CreatedBy) ?? record.CreatedBy,
                ["createdAt"] = display.Instant(record.CreatedAt),
                ["modifiedBy"] = data.Texts.User(record.ModifiedBy) ?? record.ModifiedBy,
                ["modifiedAt"] = display.Instant(record.ModifiedAt),
            },
            ["document"] = new ScriptObject
            {
                ["title"] = In(title),
                ["form"] = In(form.Title),
                ["madeAt"] = display.Instant(data.MadeAt),
                ["madeBy"] = data.MadeBy,
            },
            ["decisions"] = Map(decisions.Select(name => (name, (object?)Decision(data.Decisions.LastOrDefault(one => one.Name == name))))),
            ["history"] = new ScriptArray(data.History.Select(Step)),
        };
    }

    public ScriptObject Functions()
    {
        var functions = new ScriptObject();
        functions.Import("label", new Func<string, string?>(path => In(labels.Find(path))));
        functions.Import("count", new Func<object?, int>(list => list is ScriptArray array ? array.Count : 0));
        functions.Import("has", new Func<object?, string, bool>((list, code) => list is ScriptArray array && array.Any(item => item is string known && known == code)));
        return functions;
    }

    private ScriptObject Fields(ImmutableArray<FieldDefinition> fields, string prefix, Row row, bool shown) =>
        Map(fields.Select(field => (field.Name, FieldValue(field, prefix + field.Name, row, shown))));

    private object? FieldValue(FieldDefinition field, string path, Row row, bool shown)
    {
        if (field.Type.IsGroup)
            return Fields(field.Fields, path + ".", row, shown);
        var value = row.Shape.Find(path) is { } slot ? row[slot] : Value.Empty;
        if (field.Type.IsTable)
            return new ScriptArray(value.IsEmpty ? [] : value.AsRows().ToArray().Select((inner, index) => TableRow(field, inner, index, shown)));
        return shown ? display.Of(field, value) : Stored(value, value.Kind);
    }

    private ScriptObject TableRow(FieldDefinition table, Row row, int index, bool shown)
    {
        var values = Fields(table.Fields, "", row, shown);
        if (shown)
        {
            values[TemplateNames.Number] = index + 1;
            values[TemplateNames.Stored] = Fields(table.Fields, "", row, shown: false);
        }
        return values;
    }

    private static object? Stored(Value value, ValueKind kind) => kind switch
    {
        ValueKind.Empty => null,
        ValueKind.Boolean => value.AsBoolean(),
        ValueKind.Integer => value.AsInteger(),
        ValueKind.Decimal => value.AsDecimal(),
        ValueKind.Codes => new ScriptArray(value.AsCodes()),
        _ => value.ToString(),
    };

    private ScriptObject Decision(DocumentDecision? decision) => new()
    {
        ["title"] = In(decision?.Title) ?? decision?.Name,
        ["outcome"] = In(decision?.Outcome),
        ["points"] = Number(decision?.Points),
        ["at"] = decision?.At is { } at ? display.Instant(at) : null,
        ["rules"] = new ScriptArray(decision?.Rules.Select(Rule) ?? []),
    };

    private ScriptObject Rule(DocumentRule rule) => new()
    {
        ["title"] = In(rule.Title),
        ["held"] = rule.Held == true,
        ["failed"] = rule.Held == false,
        ["asked"] = rule.Held is not null,
        ["gate"] = rule.Gate,
        ["depth"] = rule.Depth,
        ["points"] = Number(rule.Points),
        ["max"] = Number(rule.Max),
        ["message"] = In(rule.Message),
        ["source"] = Source(rule),
    };

    private string? Source(DocumentRule rule)
    {
        if (!rule.Unverified)
            return rule.Source;
        var unverified = DocumentMessages.Unverified.Format(data.Locale);
        return rule.Source is null ? unverified : $"{rule.Source} ({unverified})";
    }

    private ScriptObject Step(DocumentStep step) => new()
    {
        ["at"] = display.Instant(step.At),
        ["by"] = step.By ?? DocumentMessages.BySystem.Format(data.Locale),
        ["transition"] = In(step.Transition),
        ["from"] = In(step.From),
        ["to"] = In(step.To),
        ["comment"] = step.Comment,
    };

    private string? In(LocalizedText? text) => text?.In(data.Locale);

    private static string? Number(decimal? number) => number is { } value ? DisplayText.Number(value) : null;

    private static ScriptObject Map(IEnumerable<(string Name, object? Value)> members)
    {
        var map = new ScriptObject();
        foreach (var (name, value) in members)
            map[name] = value;
        return map;
    }
}
