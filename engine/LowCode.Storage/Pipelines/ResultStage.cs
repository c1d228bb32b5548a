using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Pipelines;

/// <summary>Ends a run: keeps the results.</summary>
internal sealed class ResultStage(PipelineBudget budget) : Stage
{
    private readonly HitPages _hits = new(1024);

    public QueryResult Result(long? count) => _hits.ToResult(count);

    public override ValueTask PushAsync(ReadOnlyMemory<PipelineRow> rows)
    {
        budget.TakeRows(rows.Length);
        foreach (ref readonly var row in rows.Span)
            _hits.Add(row.Hit);
        return default;
    }

    public override ValueTask FinishAsync() => default;
}

/// <summary>Counts rows on their way, which therefore all have to come.</summary>
internal sealed class CountStage(Stage next) : Stage
{
    public long Count { get; private set; }

    public override async ValueTask PushAsync(ReadOnlyMemory<PipelineRow> rows)
    {
        Count += rows.Length;
        if (!next.IsDone)
            await next.PushAsync(rows).ConfigureAwait(false);
    }

    public override ValueTask FinishAsync() => next.FinishAsync();
}
