using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;

namespace LowCode.Storage.Pipelines;

/// <summary>
/// Evaluates expressions for a batch of rows. Where related records must be fetched, those that an evaluation missed are
/// fetched for the whole batch and it is evaluated again. Not thread-safe.
/// </summary>
internal sealed class RowEvaluation(EvaluationFrame frame, RelatedCache? fetched, CancellationToken cancel)
{
    /// <summary>The values of some expressions for each row: of the first row, of the second….</summary>
    public ValueTask ValuesAsync(ReadOnlyMemory<PipelineRow> rows, ValueFunction[] expressions, Value[] into) =>
        expressions.Length == 0 ? default : RunAsync(() => Values(rows.Span, expressions, into));

    /// <summary>Whether a condition is true for each row.</summary>
    public ValueTask TruthsAsync(ReadOnlyMemory<PipelineRow> rows, TruthFunction condition, bool[] into) =>
        RunAsync(() => Truths(rows.Span, condition, into));

    private void Values(ReadOnlySpan<PipelineRow> rows, ValueFunction[] expressions, Value[] into)
    {
        var at = 0;
        frame.Look(rows.Length);
        foreach (ref readonly var row in rows)
        {
            frame.Over(row.Hit);
            foreach (var expression in expressions)
                into[at++] = expression(frame);
        }
    }

    private void Truths(ReadOnlySpan<PipelineRow> rows, TruthFunction condition, bool[] into)
    {
        frame.Look(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            frame.Over(rows[i].Hit);
            into[i] = condition(frame) is Truth.True;
        }
    }

    private ValueTask RunAsync(Action evaluate)
    {
        cancel.ThrowIfCancellationRequested();
        if (fetched is not null)
            return FetchingAsync(evaluate, fetched);
        evaluate();
        return default;
    }

    private async ValueTask FetchingAsync(Action evaluate, RelatedCache cache)
    {
        cache.Trim();
        while (true)
        {
            try
            {
                evaluate();
            }
            catch (EvaluationException) when (cache.HasMissed)
            {
                // What is missing may be why it failed.
            }
            if (!cache.HasMissed)
                return;
            await cache.LoadAsync(cancel).ConfigureAwait(false);
        }
    }
}
