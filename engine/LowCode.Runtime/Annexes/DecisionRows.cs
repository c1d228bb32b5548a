using System.Text.Json;
using LowCode.Decisions.Outcomes;
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

    private static Value Read(ReadOnlyMemory<byte> annex)
    {
        var rows = new List<Row>();
        foreach (var outcome in RecordAnnex.KeptIn(annex).Values)
        {
            using var json = JsonDocument.Parse(outcome);
            var kept = DecisionJson.ReadBare(json.RootElement);
            var row = new Row(Shape);
            row[0] = Value.Of(kept.Decision);
            row[1] = Value.Of(kept.Outcome);
            row[2] = NumberOf(kept.Points);
            row[3] = Value.Of(kept.By);
            row[4] = kept.At is { } at ? Value.Of(at) : default;
            row[5] = Value.Of(kept.All().Select(rule => RuleOf(rule.Rule, rule.Depth)).ToArray());
            rows.Add(row.Freeze());
        }
        return Value.Of(rows.ToArray());
    }

    private static Row RuleOf(DecidedRule rule, int depth)
    {
        var row = new Row(RuleShape);
        row[0] = Value.Of(rule.Name);
        row[1] = Value.Of((long)depth);
        row[2] = rule.Held is { } held ? Value.Of(held) : default;
        row[3] = Value.Of(rule.Outcome);
        row[4] = NumberOf(rule.Points);
        return row;
    }

    private static Value NumberOf(decimal? number) => number is { } value ? Value.Of(value) : default;
}
