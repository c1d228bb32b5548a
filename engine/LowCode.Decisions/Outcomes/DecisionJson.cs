using System.Collections.Immutable;
using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;

namespace LowCode.Decisions.Outcomes;

/// <summary>
/// Outcomes as JSON. What is kept with a record has its texts in all languages, so that the reader's language can be
/// chosen later; what a reader gets has them in one. Thread-safe.
/// </summary>
public static class DecisionJson
{
    private const string Original = "original";

    /// <summary>Writes an outcome to be kept, with its texts in all languages.</summary>
    public static void Write(Utf8JsonWriter json, DecisionOutcome outcome) => Write(json, outcome, WriteAll);

    /// <summary>Writes an outcome for a reader of one language; cannot be read back.</summary>
    public static void WriteFor(Utf8JsonWriter json, DecisionOutcome outcome, string? locale) =>
        Write(json, outcome, (writer, name, text) => writer.WriteString(name, text.In(locale)));

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter, DecisionOutcome)"/> wrote: trusted, internal data.</summary>
    /// <exception cref="KeyNotFoundException">A property is missing.</exception>
    public static DecisionOutcome Read(JsonElement json) =>
        new(json.GetProperty("decision").GetString()!, Text(json, "outcome"), Number(json, "points"), ReadRules(json))
        {
            Title = Localized(json, "title"),
            By = Text(json, "by"),
            At = json.TryGetProperty("at", out var at) ? at.GetDateTimeOffset() : null,
        };

    private static void Write(Utf8JsonWriter json, DecisionOutcome outcome, Action<Utf8JsonWriter, string, LocalizedText> text)
    {
        json.WriteStartObject();
        json.WriteString("decision", outcome.Decision);
        if (outcome.Title is not null)
            text(json, "title", outcome.Title);
        WriteText(json, "outcome", outcome.Outcome);
        WriteNumber(json, "points", outcome.Points);
        WriteText(json, "by", outcome.By);
        if (outcome.At is { } at)
            json.WriteString("at", at);
        WriteRules(json, outcome.Rules, text);
        json.WriteEndObject();
    }

    private static void WriteRules(
        Utf8JsonWriter json, ImmutableArray<DecidedRule> rules, Action<Utf8JsonWriter, string, LocalizedText> text)
    {
        if (rules.IsEmpty)
            return;
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("name", rule.Name);
            if (rule.Title is not null)
                text(json, "title", rule.Title);
            if (rule.Gate)
                json.WriteBoolean("gate", true);
            if (rule.Held is { } held)
                json.WriteBoolean("held", held);
            WriteText(json, "outcome", rule.Outcome);
            WriteNumber(json, "points", rule.Points);
            WriteNumber(json, "max", rule.Max);
            if (rule.Message is not null)
                text(json, "message", rule.Message);
            if (rule.Evidence is { } evidence)
            {
                json.WriteStartObject("evidence");
                json.WriteString("grade", evidence.Grade.ToString());
                WriteText(json, "source", evidence.Source);
                json.WriteEndObject();
            }
            WriteRules(json, rule.Rules, text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static ImmutableArray<DecidedRule> ReadRules(JsonElement json) =>
        json.TryGetProperty("rules", out var rules) ? [.. rules.EnumerateArray().Select(ReadRule)] : [];

    private static DecidedRule ReadRule(JsonElement json) =>
        new(json.GetProperty("name").GetString()!, json.TryGetProperty("held", out var held) ? held.GetBoolean() : null)
        {
            Title = Localized(json, "title"),
            Gate = json.TryGetProperty("gate", out var gate) && gate.GetBoolean(),
            Outcome = Text(json, "outcome"),
            Points = Number(json, "points"),
            Max = Number(json, "max"),
            Message = Localized(json, "message"),
            Evidence = json.TryGetProperty("evidence", out var evidence)
                ? new Evidence { Grade = Enum.Parse<EvidenceGrade>(evidence.GetProperty("grade").GetString()!), Source = Text(evidence, "source") }
                : null,
            Rules = ReadRules(json),
        };

    // A text without translations is a plain string, one with them an object: { "original": "…", "en": "…" }.
    private static void WriteAll(Utf8JsonWriter json, string name, LocalizedText text)
    {
        if (text.Translations.IsEmpty)
        {
            json.WriteString(name, text.Original);
            return;
        }
        json.WriteStartObject(name);
        json.WriteString(Original, text.Original);
        foreach (var (locale, translation) in text.Translations.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(locale, translation);
        json.WriteEndObject();
    }

    private static LocalizedText? Localized(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return new LocalizedText(value.GetString()!);
        return new LocalizedText(value.GetProperty(Original).GetString()!)
        {
            Translations = value.EnumerateObject().Where(property => property.Name != Original)
                .ToImmutableDictionary(property => property.Name, property => property.Value.GetString()!),
        };
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, decimal? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static decimal? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetDecimal() : null;
}
