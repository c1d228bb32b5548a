using System.Collections.Immutable;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Reading;

/// <summary>Rewrites the expressions of a pipeline's steps.</summary>
internal static class PipelineGuard
{
    /// <summary>The same steps with rewritten expressions.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="guard">Rewrites an expression over the rows that go in.</param>
    /// <param name="join">Rewrites a step that joins members of them.</param>
    public static ImmutableArray<PipelineStep> Guard(ImmutableArray<PipelineStep> steps, Func<Expression, Expression> guard, Func<JoinStep, JoinStep> join) =>
        steps.IsDefaultOrEmpty ? [] : [.. steps.Select(step => Guard(step, guard, join))];

    private static PipelineStep Guard(PipelineStep step, Func<Expression, Expression> guard, Func<JoinStep, JoinStep> join) => step switch
    {
        FilterStep filter => new FilterStep(guard(filter.Condition)),
        ComputeStep compute => new ComputeStep(Guard(compute.Columns, guard)),
        AggregateStep aggregate => new AggregateStep(
            [.. aggregate.Columns.Select(column => column with { Of = column.Of is { } of ? guard(of) : null })]),
        GroupByStep group => new GroupByStep(Guard(group.Keys, guard), Guard(group.Then, guard, join)),
        OrderByStep order => new OrderByStep([.. order.Terms.Select(term => term with { By = guard(term.By) })]),
        RankStep rank => rank with { By = guard(rank.By) },
        ConcatStep concat => new ConcatStep([.. concat.Parts.Select(part => Guard(part, guard, join))]),
        JoinStep joined => join(joined),
        TopStep or SkipStep => step,
        _ => throw new NotSupportedException($"Steps of type {step.GetType().Name} are not supported."),
    };

    private static ImmutableArray<NamedExpression> Guard(ImmutableArray<NamedExpression> columns, Func<Expression, Expression> guard) =>
        [.. columns.Select(column => column with { Of = guard(column.Of) })];
}
