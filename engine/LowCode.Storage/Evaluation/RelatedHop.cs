using LowCode.Definitions.Values;
using LowCode.Storage.Records;

namespace LowCode.Storage.Evaluation;

/// <summary>Stands scope 0 on the record that a reference points to while something is evaluated, then back.</summary>
internal sealed class RelatedHop(ValueFunction reference, string set, TruthFunction? visible)
{
    public Value Value(EvaluationFrame frame, ValueFunction inner)
    {
        if (Target(frame) is not { } target)
            return default;
        var (record, row) = (frame.Record, frame.Row);
        try
        {
            Stand(frame, target);
            return visible is null || visible(frame) is Evaluation.Truth.True ? inner(frame) : default;
        }
        finally
        {
            (frame.Record, frame.Row) = (record, row);
        }
    }

    public Truth Truth(EvaluationFrame frame, TruthFunction inner)
    {
        if (Target(frame) is not { } target)
            return Evaluation.Truth.Unknown;
        var (record, row) = (frame.Record, frame.Row);
        try
        {
            Stand(frame, target);
            return visible is null || visible(frame) is Evaluation.Truth.True ? inner(frame) : Evaluation.Truth.Unknown;
        }
        finally
        {
            (frame.Record, frame.Row) = (record, row);
        }
    }

    private Record? Target(EvaluationFrame frame)
    {
        var id = reference(frame);
        if (id.IsEmpty)
            return null;
        var related = frame.Related ?? throw new NotSupportedException("Related records cannot be reached from here.");
        return related.Find(set, id.AsId());
    }

    private static void Stand(EvaluationFrame frame, Record target) => (frame.Record, frame.Row) = (target, target.Data);
}
