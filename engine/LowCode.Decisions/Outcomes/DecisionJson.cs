using System.Collections.Immutable;
using System.Text.Json;
using LowCode.Definitions.Model;

namespace LowCode.Decisions.Outcomes;

/// <summary>
/// Outcomes as they are kept with records: what differs from record to record. Titles, reasons and sources are those of
/// the definition by which it was decided, which never changes; they are put back when an outcome is read. Thread-safe.
/// </summary>
public static class DecisionJson
{
    /// <summary>Writes an outcome to be kept.</summary>
    public static void Write(Utf8JsonWriter json, DecisionOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("decision", outcome.Decision);
        WriteText(json, "outcome", outcome.Outcome);
        WriteNumber(json, "points", outcome.Points);
        WriteText(json, "by", outcome.By);
        if (outcome.At is { } at)
            json.WriteString("at", at);
        if (outcome.Version is { } version)
            json.WriteNumber("version", version);
        WriteRules(json, outcome.Rules);
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote: trusted, internal data.</summary>
    /// <param name="json">An outcome.</param>
    /// <param name="definition">The decision in the version by which it was taken.</param>
    /// <exception cref="KeyNotFoundException">A property is missing, or the definition has no such rule.</exception>
    public static DecisionOutcome Read(JsonElement json, DecisionDefinition definition) =>
        new(json.GetProperty("decision").GetString()!, Text(json, "outcome"), Number(json, "points"), ReadRules(json, definition.Rules))
        {
            Title = definition.Title,
            By = Text(json, "by"),
            At = json.TryGetProperty("at", out var at) ? at.GetDateTimeOffset() : null,
            Version = VersionOf(json),
        };

    /// <summary>See <see cref="DecisionOutcome.Version"/>: which definition <see cref="Read"/> needs.</summary>
    public static int? VersionOf(JsonElement json) => json.TryGetProperty("version", out var version) ? version.GetInt32() : null;

    /// <summary>Reads only what an outcome came to, from a reader that stands on its start; it is left within it or on its end.</summary>
    public static Verdict ReadVerdict(ref Utf8JsonReader json)
    {
        string? outcome = null;
        decimal? points = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName && !json.ValueTextEquals("rules"u8))
        {
            if (json.ValueTextEquals("outcome"u8))
            {
                json.Read();
                outcome = json.GetString();
            }
            else if (json.ValueTextEquals("points"u8))
            {
                json.Read();
                points = json.GetDecimal();
            }
            else
            {
                json.Skip();
            }
        }
        return new Verdict(outcome, points);
    }

    private static void WriteRules(Utf8JsonWriter json, ImmutableArray<DecidedRule> rules)
    {
        if (rules.IsEmpty)
            return;
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("name", rule.Name);
            if (rule.Held is { } held)
                json.WriteBoolean("held", held);
            WriteText(json, "outcome", rule.Outcome);
            WriteNumber(json, "points", rule.Points);
            WriteRules(json, rule.Rules);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static ImmutableArray<DecidedRule> ReadRules(JsonElement json, ImmutableArray<DecisionRuleDefinition> definitions) =>
        json.TryGetProperty("rules", out var rules) ? [.. rules.EnumerateArray().Select(rule => ReadRule(rule, definitions))] : [];

    private static DecidedRule ReadRule(JsonElement json, ImmutableArray<DecisionRuleDefinition> definitions)
    {
        var name = json.GetProperty("name").GetString()!;
        var definition = definitions.FirstOrDefault(rule => rule.Name == name) ?? throw new KeyNotFoundException($"The decision has no rule '{name}'.");
        return DecidedRule.Of(definition, json.TryGetProperty("held", out var held) ? held.GetBoolean() : null) with
        {
            Outcome = Text(json, "outcome"),
            Points = Number(json, "points"),
            Rules = ReadRules(json, definition.Rules),
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
