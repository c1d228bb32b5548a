using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Pipelines;

/// <summary>What a grouping does, compiled. An aggregation is a grouping without keys, of which there always is one group.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="Aggregates">What is aggregated at once, of each group.</param>
/// <param name="Rest">What is done with each group's aggregates, or with its rows where nothing is aggregated at once; null for nothing.</param>
/// <param name="Names">The columns of what the rest gets, when something is aggregated or nothing is done with the rows.</param>
/// <param name="Columns">The columns of the result.</param>
internal sealed record GroupPlan(
    ValueFunction[] Keys, AggregatePlan[] Aggregates, CompiledPipeline? Rest, ComputedShape Names, ComputedShape Columns)
{
    /// <summary>True when each group's rows are needed.</summary>
    public bool KeepsRows => Rest is not null && Aggregates.Length == 0;
}

/// <summary>One aggregate, compiled.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Kind">Kind of the values.</param>
/// <param name="Of">What is added for each row.</param>
/// <param name="IsOfSeveral">True where a row has several values, see <see cref="AggregatedValues"/>.</param>
internal sealed record AggregatePlan(AggregateMethod Method, ValueKind Kind, ValueFunction Of, bool IsOfSeveral);

/// <summary>Parts rows by keys, and aggregates what it can at once.</summary>
internal sealed class GroupStage : Stage, IFoldingStage
{
    private readonly GroupPlan _plan;
    private readonly PipelineRun _run;
    private readonly RowBuffer _next;
    private readonly GroupTable _groups;
    private readonly ValueFunction[] _expressions;
    private readonly GroupedRows _results;
    private Value[] _values = [];

    public GroupStage(GroupPlan plan, PipelineRun run, Stage next)
    {
        (_plan, _run, _next) = (plan, run, new RowBuffer(next));
        _groups = new GroupTable([.. plan.Aggregates.Select(one => Accumulator.For(one.Method, one.Kind, run.Budget, one.IsOfSeveral))], plan.KeepsRows, run.Budget);
        _expressions = [.. plan.Keys, .. plan.Aggregates.Select(one => one.Of)];
        _results = new GroupedRows(plan);
    }

    public override async ValueTask PushAsync(ReadOnlyMemory<PipelineRow> rows)
    {
        if (_values.Length < rows.Length * _expressions.Length)
            _values = new Value[rows.Length * _expressions.Length];
        await _run.Evaluation.ValuesAsync(rows, _expressions, _values).ConfigureAwait(false);
        Fold(rows.Span);
    }

    public void Add(IFoldingStage other) => _groups.Add(((GroupStage)other)._groups);

    public override async ValueTask FinishAsync()
    {
        // Of no rows there is an aggregate too.
        if (_plan.Keys.Length == 0)
            _ = _groups[[]];
        foreach (var group in _groups.Sorted())
        {
            foreach (var hit in await _results.OfAsync(group, _run).ConfigureAwait(false))
                await _next.AppendAsync(hit, 0).ConfigureAwait(false);
        }
        await _next.FinishAsync().ConfigureAwait(false);
    }

    private void Fold(ReadOnlySpan<PipelineRow> rows)
    {
        var (keys, width) = (_plan.Keys.Length, _expressions.Length);
        if (_plan.KeepsRows)
            _run.Budget.TakeRows(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var values = _values.AsSpan(i * width, width);
            var group = _groups[values[..keys]];
            for (var at = keys; at < width; at++)
                group.Accumulators[at - keys].Add(values[at]);
            group.Rows?.Add(rows[i]);
        }
    }
}
