using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Pipelines;

/// <summary>Compiles groupings and aggregations.</summary>
internal static class GroupCompiler
{
    public static (GroupPlan Plan, PipelineLayout Layout) Aggregation(PipelineLayout layout, AggregateStep step)
    {
        var (aggregates, columns) = Aggregates(layout, step);
        var names = new ComputedShape([.. columns]);
        return (new GroupPlan([], aggregates, null, names, names), layout with { HasRecord = false, Columns = columns });
    }

    public static (GroupPlan Plan, PipelineLayout Layout) Grouping(PipelineLayout layout, GroupByStep step)
    {
        var compiler = new ExpressionCompiler(layout.OverRows, layout);
        var keys = step.Keys.Select(key => (key.Name, Of: compiler.Compile(key.Of))).ToList();
        if (keys.Count == 0)
            throw new NotSupportedException("Nothing is grouped by.");
        foreach (var (_, key) in keys)
            PipelineCompiler.CheckOrder(key.Kind);
        ImmutableArray<ComputedColumn> names = [.. keys.Select(key => new ComputedColumn(key.Name, key.Of.Kind))];
        var values = keys.Select(key => key.Of.Value).ToArray();
        GroupPlan Plan(AggregatePlan[] aggregates, CompiledPipeline? rest, ImmutableArray<ComputedColumn> inner, ImmutableArray<ComputedColumn> all) =>
            new(values, aggregates, rest, new ComputedShape([.. inner]), new ComputedShape([.. all]));
        if (step.Then.IsEmpty)
        {
            var all = PipelineCompiler.Distinct(names);
            return (Plan([], null, [], all), layout with { HasRecord = false, Columns = all });
        }
        if (step.Then[0] is AggregateStep aggregate)
        {
            var (aggregates, inner) = Aggregates(layout, aggregate);
            var after = layout with { HasRecord = false, Columns = inner };
            var rest = step.Then.Length == 1 ? null : PipelineCompiler.Compile(after, step.Then.Skip(1), inOrder: true);
            var all = PipelineCompiler.Distinct([.. names, .. (rest?.Layout ?? after).Columns]);
            return (Plan(aggregates, rest, inner, all), layout with { HasRecord = false, Columns = all });
        }
        else
        {
            // Rows keep what they had: a key among it is not told twice.
            var rest = PipelineCompiler.Compile(layout, step.Then, inOrder: true);
            var known = layout.Columns.Where(column => names.Contains(column)).ToList();
            var all = PipelineCompiler.Distinct([.. names, .. rest.Layout.Columns.Where(column => !known.Contains(column))]);
            return (Plan([], rest, [], all), rest.Layout with { Columns = all });
        }
    }

    private static (AggregatePlan[] Plans, ImmutableArray<ComputedColumn> Columns) Aggregates(PipelineLayout layout, AggregateStep step)
    {
        if (step.Columns.IsEmpty)
            throw new NotSupportedException("Nothing is aggregated.");
        var compiler = new ExpressionCompiler(layout.OverRows, layout);
        var plans = step.Columns.Select(column => Aggregate(compiler, column)).ToArray();
        var columns = step.Columns.Select((column, i) => new ComputedColumn(column.Name, ResultOf(plans[i])));
        return (plans, PipelineCompiler.Distinct([.. columns]));
    }

    private static AggregatePlan Aggregate(ExpressionCompiler compiler, Aggregate aggregate)
    {
        if (aggregate is { Method: AggregateMethod.Count, Of: null })
            return new AggregatePlan(aggregate.Method, ValueKind.Empty, static _ => default, IsOfSeveral: false);
        if (AggregatedValues.Compile(compiler, aggregate.Of) is var (kind, rows))
        {
            Check(aggregate.Method, kind);
            return new AggregatePlan(aggregate.Method, kind, rows, IsOfSeveral: true);
        }
        var of = compiler.Compile(aggregate.Of ?? throw new NotSupportedException($"{aggregate.Method} needs an expression."));
        Check(aggregate.Method, of.Kind);
        return new AggregatePlan(aggregate.Method, of.Kind, of.Value, IsOfSeveral: false);
    }

    private static void Check(AggregateMethod method, ValueKind kind)
    {
        if (method is AggregateMethod.Sum or AggregateMethod.Average)
            Calculations.CheckNumber(kind);
        else
            PipelineCompiler.CheckOrder(kind);
    }

    private static ValueKind ResultOf(AggregatePlan plan) => plan.Method switch
    {
        AggregateMethod.Count or AggregateMethod.CountDistinct => ValueKind.Integer,
        AggregateMethod.Average when plan.Kind is not ValueKind.Empty => ValueKind.Decimal,
        _ => plan.Kind,
    };
}
