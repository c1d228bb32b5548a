using System.Text.Json;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Annexes;

/// <summary>
/// The decisions kept with a record as rows of a table, so that queries can ask about them: what they came to, and the
/// rules of each with those nested in them, in reading order. What the definitions say of them is not among it. Thread-safe.
/// </summary>
public static class DecisionRows
{
    private static readonly Shape RuleShape = new("decision/rules",
    [
        new(0, "rule", ValueKind.Text, null), new(1, "depth", ValueKind.Integer, null), new(2, "held", ValueKind.Boolean, null),
        new(3, "outcome", ValueKind.Text, null), new(4, "points", ValueKind.Decimal, null),
    ]);

    /// <summary>What the rows have: <c>decision, outcome, points, by, at</c> and <c>rules</c> with <c>rule, depth, held, outcome, points</c>.</summary>
    public static Shape Shape { get; } = new("decision",
    [
        new(0, "decision", ValueKind.Text, null), new(1, "outcome", ValueKind.Text, null), new(2, "points", ValueKind.Decimal, null),
        new(3, "by", ValueKind.Text, null), new(4, "at", ValueKind.Instant, null), new(5, "rules", ValueKind.Rows, RuleShape),
    ]);

    /// <summary>The decisions of a record, in the order of their names.</summary>
    /// <param name="record">The id of the record, as it is read where the rows are asked for.</param>
    public static Expression Of(Expression record) => record switch
    {
        Field { Ref.System: SystemField.Id } field => new AnnexRows(Read, field.Scope),
        OwnerField { Ref.System: SystemField.Id } => new AnnexRows(Read, OfOwner: true),
        Related related => related with { Inner = Of(related.Inner) },
        _ => throw new ArgumentException("No record's id is read so.", nameof(record)),
    };

    /// <summary>The decisions of a record at hand, in the same order; empty when it has none.</summary>
    public static Value In(Record record) => record.Annex.IsEmpty ? default : Read(record.Annex);

    // Straight from what DecisionJson writes: every record that a condition is about is read so.
    private static Value Read(ReadOnlyMemory<byte> annex)
    {
        var json = new Utf8JsonReader(annex.Span);
        json.Read();
        if (!RecordAnnex.FindProperty(ref json, "decisions"u8))
            return default;
        var decisions = new List<Row>();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            json.Read();
            decisions.Add(ReadDecision(ref json));
        }
        return Value.Of(decisions.ToArray());
    }

    private static Row ReadDecision(ref Utf8JsonReader json)
    {
        var row = new Row(Shape);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var slot = json.ValueTextEquals("decision"u8) ? 0 : json.ValueTextEquals("outcome"u8) ? 1 : json.ValueTextEquals("points"u8) ? 2
                : json.ValueTextEquals("by"u8) ? 3 : json.ValueTextEquals("at"u8) ? 4 : json.ValueTextEquals("rules"u8) ? 5 : -1;
            json.Read();
            switch (slot)
            {
                case 2: row[slot] = Value.Of(json.GetDecimal()); break;
                case 4: row[slot] = Value.Of(json.GetDateTimeOffset()); break;
                case 5:
                    var rules = new List<Row>();
                    ReadRules(ref json, rules, 0);
                    row[slot] = Value.Of(rules.ToArray());
                    break;
                case >= 0: row[slot] = Value.Of(json.GetString()); break;
                default: json.Skip(); break;
            }
        }
        return row.Freeze();
    }

    private static void ReadRules(ref Utf8JsonReader json, List<Row> rules, long depth)
    {
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            var row = new Row(RuleShape);
            rules.Add(row);
            row[1] = Value.Of(depth);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var slot = json.ValueTextEquals("name"u8) ? 0 : json.ValueTextEquals("held"u8) ? 2 : json.ValueTextEquals("outcome"u8) ? 3
                    : json.ValueTextEquals("points"u8) ? 4 : json.ValueTextEquals("rules"u8) ? 5 : -1;
                json.Read();
                switch (slot)
                {
                    case 2: row[slot] = Value.Of(json.GetBoolean()); break;
                    case 4: row[slot] = Value.Of(json.GetDecimal()); break;
                    case 5: ReadRules(ref json, rules, depth + 1); break;
                    case >= 0: row[slot] = Value.Of(json.GetString()); break;
                    default: json.Skip(); break;
                }
            }
        }
    }
}
