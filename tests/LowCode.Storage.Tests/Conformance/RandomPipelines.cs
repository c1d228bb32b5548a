using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Pipelines;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Tests.Conformance;

/// <summary>Makes queries with pipelines that have a meaning, every step and aggregate of the model among them.</summary>
internal sealed partial class RandomQueries
{
    private static ValueKind[] KeyKinds => [.. Scalars, ValueKind.Id];

    private readonly Dictionary<string, Shape> _joined = [];

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
        switch (random.Next(depth == 0 ? 7 : 13))
        {
            case 12 when layout.HasRecord && Collection(scope) is var (members, shape):
                var name = Name();
                _joined[name] = shape;
                return new JoinStep(name, members, random.Next(2) == 0 ? null : Condition(new Scope(shape, false, [(1, shape)]) { HasNoRecord = true }, 1), random.Next(2) == 0);
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
            if (layout.Columns.Where(column => column.Kind is not ValueKind.Rows).ToList() is { Count: > 0 } columns && random.Next(3) == 0)
            {
                var column = random.Pick(columns);
                return column.Kind is ValueKind.Empty ? new NamedExpression(Name(), Literal(ValueKind.Text)) : new NamedExpression(column.Name, layout.Find(column.Name)!);
            }
            var kind = random.Pick(KeyKinds);
            return new NamedExpression(Name(), kind is ValueKind.Id ? Reference(scope) : Of(kind, scope, random.Next(2)));
        }).DistinctBy(key => key.Name),
    ];

    // Lines, or parts of one.
    private (Expression Members, Shape Shape)? Collection(Scope scope)
    {
        if (scope.Shape == Samples.VisitShape)
            return (Lines(), Samples.LineShape);
        if (scope.Shape != Samples.LineShape)
            return null;
        return random.Next(2) == 0 ? (new Field(FieldRef.Of(Samples.LineShape["parts"])), Samples.PartShape) : (new OwnerField(Samples.Ref("lines")), Samples.LineShape);
    }

    // Of the lines of a visit or the parts of lines, of its site, or of that once for every line.
    private Expression Several(ValueKind kind, Scope scope)
    {
        var inner = scope with { Variables = scope.Variables.Add((1, Samples.LineShape)) };
        switch (random.Next(5))
        {
            case 3:
                var sibling = new Field(FieldRef.Of(random.Pick(Samples.VisitShape.Slots.Where(slot => slot.Kind == kind).ToList())), 1);
                return Used(new MemberValues(Siblings(scope), 1, random.Next(2) == 0 ? sibling : Used(new PerEntity(new Field(FieldRef.Of(SystemField.Id), 1), sibling))));
            case 0: return Used(new MemberValues(Lines(), 1, Of(kind, inner, 1)));
            case 1: return OfSite(kind, scope);
            case 2: return Used(new MemberValues(Lines(), 1, OfSite(kind, scope)));
            default:
                var parts = new Field(FieldRef.Of(Samples.LineShape["parts"]), 1);
                return Used(new MemberValues(new Field(Samples.Ref("lines")), 1,
                    Used(new MemberValues(parts, 2, Of(kind, inner with { Variables = inner.Variables.Add((2, Samples.PartShape)) }, 1)))));
        }
    }

    // What a site has does not follow from who leads to it.
    private Expression OfSite(ValueKind kind, Scope scope)
    {
        var visible = random.Next(2) == 0 ? null : Used(new StartsWith(new Field(FieldRef.Of(SystemField.Division)), "3101"));
        Expression There(Expression inner) => Used(new Related(Read(scope, Samples.Ref("site")), Samples.Sites, visible, inner));
        return Used(new PerEntity(There(new Field(FieldRef.Of(SystemField.Id))), There(Of(kind, new Scope(Samples.SiteShape, false, []) { IsRelated = true }, 1))));
    }

    private AggregateStep Aggregates(Scope scope) => new([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
    {
        var method = random.Pick(Enum.GetValues<AggregateMethod>());
        Nodes.Add(method);
        var kind = method is AggregateMethod.Sum or AggregateMethod.Average
            ? random.Next(2) == 0 ? ValueKind.Integer : ValueKind.Decimal
            : random.Pick(Scalars);
        if (scope.Shape == Samples.VisitShape && random.Next(3) == 0)
            return new Aggregate(Name(), method, Several(kind, scope));
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
