using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Pipelines;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Tests.Conformance;

/// <summary>Makes queries with pipelines that have a meaning, every step and aggregate of the model among them.</summary>
internal sealed partial class RandomQueries
{
    private static ValueKind[] KeyKinds => [.. Scalars, ValueKind.Id];

    private int _names;

    public Query NextPipeline()
    {
        var query = Next() with { OrderBy = [], Skip = 0, Top = null };
        var layout = PipelineLayout.Start(query);
        var steps = new List<PipelineStep>();
        // Mostly without the numbers that no sum has room for.
        if (random.Next(5) > 0)
            steps.Add(new FilterStep(new Compare(ComparisonOperator.Less, Read(ScopeOf(query, layout), Samples.Ref("amount")), new Constant(Value.Of(1000m)))));
        steps.AddRange(Steps(query, ref layout, random.Next(1, 4), depth: 2));
        return query with
        {
            Pipeline = [.. steps],
            OrderBy = random.Next(2) == 0 ? [] : [.. Terms(ScopeOf(query, layout))],
            Skip = random.Next(3) == 0 ? random.Next(10) : 0,
            Top = random.Next(3) == 0 ? random.Next(20) : null,
        };
    }

    private List<PipelineStep> Steps(Query query, ref PipelineLayout layout, int count, int depth)
    {
        var steps = new List<PipelineStep>();
        while (count-- > 0)
        {
            var step = Used(Step(query, layout, depth));
            layout = PipelineQuery.After(layout, step);
            steps.Add(step);
        }
        return steps;
    }

    private PipelineStep Step(Query query, PipelineLayout layout, int depth)
    {
        var scope = ScopeOf(query, layout);
        switch (random.Next(depth == 0 ? 7 : 12))
        {
            case 0: return new FilterStep(Condition(scope, 2));
            case 1: return new ComputeStep([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => new NamedExpression(Name(), Of(random.Pick(Scalars), scope, 2)))]);
            case 2: return new OrderByStep([.. Terms(scope)]);
            case 3: return new TopStep(random.Next(12));
            case 4: return new SkipStep(random.Next(4));
            case 5:
                var measure = random.Pick(Enum.GetValues<RankMeasure>());
                Nodes.Add(measure);
                var kind = measure is RankMeasure.Count ? random.Pick(Scalars) : random.Next(2) == 0 ? ValueKind.Integer : ValueKind.Decimal;
                return new RankStep(measure, random.Next(2) == 0, measure is RankMeasure.Percent ? random.Next(101) : random.Next(20), Of(kind, scope, 1));
            case 6: return Aggregates(scope);
            case 7:
                return new ConcatStep([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
                {
                    var inner = layout;
                    return (ImmutableArray<PipelineStep>)[.. Steps(query, ref inner, random.Next(3), depth - 1)];
                })]);
            default:
                var keys = Keys(layout, scope);
                var then = new List<PipelineStep>();
                var within = layout;
                if (random.Next(4) > 0)
                {
                    then.Add(Used(Aggregates(scope)));
                    within = PipelineQuery.After(within, then[0]);
                }
                if (random.Next(4) == 0)
                    then.AddRange(Steps(query, ref within, 1, depth - 1));
                return new GroupByStep(keys, [.. then]);
        }
    }

    private ImmutableArray<NamedExpression> Keys(PipelineLayout layout, Scope scope) =>
    [
        .. Enumerable.Range(0, random.Next(1, 3)).Select(_ =>
        {
            if (layout.Columns.Length > 0 && random.Next(3) == 0)
            {
                var column = random.Pick(layout.Columns);
                return column.Kind is ValueKind.Empty ? new NamedExpression(Name(), Literal(ValueKind.Text)) : new NamedExpression(column.Name, layout.Find(column.Name)!);
            }
            var kind = random.Pick(KeyKinds);
            return new NamedExpression(Name(), kind is ValueKind.Id ? Reference(scope) : Of(kind, scope, random.Next(2)));
        }).DistinctBy(key => key.Name),
    ];

    private AggregateStep Aggregates(Scope scope) => new([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
    {
        var method = random.Pick(Enum.GetValues<AggregateMethod>());
        Nodes.Add(method);
        var kind = method is AggregateMethod.Sum or AggregateMethod.Average
            ? random.Next(2) == 0 ? ValueKind.Integer : ValueKind.Decimal
            : random.Pick(Scalars);
        return new Aggregate(Name(), method, method is AggregateMethod.Count ? null : Of(kind, scope, random.Next(3)));
    })]);

    private IEnumerable<OrderTerm> Terms(Scope scope) =>
        Enumerable.Range(0, random.Next(1, 3)).Select(_ => new OrderTerm(Of(random.Pick(Scalars), scope, 1), random.Next(2) == 0));

    private Expression Reference(Scope scope) => scope.HasNoRecord ? Leaf(ValueKind.Id, scope) : Read(scope, Samples.Ref("site"));

    private static Scope ScopeOf(Query query, PipelineLayout layout)
    {
        var shape = !layout.HasRecord ? new Shape("none", [])
            : query.Table.Length switch { 0 => Samples.VisitShape, 1 => Samples.LineShape, _ => Samples.PartShape };
        return new Scope(shape, layout.HasRecord && layout.OverRows, []) { HasNoRecord = !layout.HasRecord, Computed = layout.Columns };
    }

    private string Name() => "c" + _names++;

    private PipelineStep Used(PipelineStep step)
    {
        Nodes.Add(step.GetType());
        return step;
    }
}
