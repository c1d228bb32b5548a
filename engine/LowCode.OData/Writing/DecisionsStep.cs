using System.Text.Json;
using LowCode.Decisions.Outcomes;
using LowCode.Definitions.Values;
using LowCode.Runtime.Annexes;
using LowCode.Storage.Queries;

namespace LowCode.OData.Writing;

/// <summary>The explained decisions of a record in the reader's language; nested rules follow theirs, with their depth.</summary>
internal sealed class DecisionsStep(string name, bool numbersAsText) : WriteStep(name)
{
    /// <summary>Stands for a slot where members are chosen: decisions have none.</summary>
    public const int Slot = -1;

    private static readonly JsonEncodedText Points = JsonStyle.Name("points");
    private static readonly JsonEncodedText Max = JsonStyle.Name("max");

    public override void Write(Utf8JsonWriter json, in Hit hit, WriteContext context)
    {
        json.WriteStartArray(Name);
        if (HasDecisions(hit))
        {
            var set = hit.Record.Set;
            var outcomes = RecordAnnex.Of(hit.Record).Decisions(version => context.FormOf(set, version)).Values.ToArray();
            foreach (var i in ChosenMembers.Of(context.Chosen(hit.Record.Data, Slot), outcomes.Length))
                Write(json, outcomes[i], context.Locale);
        }
        json.WriteEndArray();
    }

    /// <summary>Whether there is something to explain: then <see cref="WriteContext.FormOf"/> is asked.</summary>
    public static bool HasDecisions(in Hit hit) => hit.Record.Annex.Span.IndexOf("\"decisions\""u8) >= 0;

    private void Write(Utf8JsonWriter json, DecisionOutcome outcome, string locale)
    {
        json.WriteStartObject();
        json.WriteString("decision", outcome.Decision);
        json.WriteString("title", outcome.Title?.In(locale));
        json.WriteString("outcome", outcome.Outcome);
        WriteNumber(json, Points, outcome.Points);
        json.WriteString("by", outcome.By);
        if (outcome.At is { } at)
            json.WriteString("at", at.UtcDateTime);
        else
            json.WriteNull("at");
        json.WriteStartArray("rules");
        foreach (var (rule, depth) in outcome.All())
            Write(json, rule, depth, locale);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, DecidedRule rule, int depth, string locale)
    {
        json.WriteStartObject();
        json.WriteString("rule", rule.Name);
        json.WriteNumber("depth", depth);
        json.WriteString("title", rule.Title?.In(locale));
        json.WriteBoolean("gate", rule.Gate);
        if (rule.Held is { } held)
            json.WriteBoolean("held", held);
        else
            json.WriteNull("held");
        json.WriteString("outcome", rule.Outcome);
        WriteNumber(json, Points, rule.Points);
        WriteNumber(json, Max, rule.Max);
        json.WriteString("message", rule.Message?.In(locale));
        json.WriteString("evidence", rule.Evidence?.Grade.ToString());
        json.WriteString("source", rule.Evidence?.Source);
        json.WriteEndObject();
    }

    private void WriteNumber(Utf8JsonWriter json, JsonEncodedText name, decimal? number) =>
        ValueWriter.Write(json, name, number is { } value ? Value.Of(value) : default, numbersAsText);
}
