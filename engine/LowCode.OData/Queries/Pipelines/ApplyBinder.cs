using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Syntax;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Pipelines;

/// <summary>Gives transformations their meaning in the query model.</summary>
internal sealed class ApplyBinder(Binder binder, Clause clause)
{
    public PipelineState Bind(IEnumerable<ApplyNode> nodes, PipelineState state) => nodes.Aggregate(state, Bind);

    private PipelineState Bind(PipelineState state, ApplyNode node)
    {
        var scope = Scope.Of(state.Place);
        switch (node)
        {
            case IdentityNode: return state;
            case FilterNode filter: return state.With(new FilterStep(binder.Condition(clause, filter.Condition, scope)), state.Columns);
            case SearchNode search:
                if (!state.Layout.HasRecord)
                    throw clause.NotSupported("search");
                return state.With(new FilterStep(SearchFields.Search(clause, search.Text.Text, search.Text.Position, state.Entity, binder.Reader)), state.Columns);
            case ComputeNode compute: return Compute(compute, state, scope);
            case AggregateNode aggregate: return Aggregate(aggregate, state, scope);
            case GroupByNode { Rollups.IsEmpty: false } group: return Concat(RollupLevels.Of(group, clause), state);
            case GroupByNode group: return GroupBy(group, state, scope);
            case OrderByNode order: return state.With(new OrderByStep(binder.Order(clause, order.Terms, scope)), state.Columns);
            case SliceNode slice: return state.With(slice.IsTop ? new TopStep(slice.Rows) : new SkipStep(slice.Rows), state.Columns);
            case RankNode rank: return state.With(Rank(rank, scope), state.Columns);
            case ConcatNode concat: return Concat(concat.Parts, state);
            case JoinNode join: return Join(join, state, scope);
            default: throw clause.NotSupported(node.GetType().Name);
        }
    }

    private PipelineState Compute(ComputeNode node, PipelineState state, Scope scope)
    {
        var columns = node.Columns.Select(column => (column.Name, Of: Scalar(column.Of, scope), Free: Free(column.Name, state))).ToList();
        ComputeBinder.CheckTwice(clause, columns.Select(column => column.Name));
        return state.With(
            new ComputeStep([.. columns.Select(column => new NamedExpression(column.Name.Text, column.Of.Expression))]),
            state.Columns.Concat(columns.Select(column => new ResultColumn(column.Name.Text, column.Of.Kind, column.Of.Codes, false))));
    }

    private PipelineState Aggregate(AggregateNode node, PipelineState state, Scope scope)
    {
        ComputeBinder.CheckTwice(clause, node.Items.Select(item => item.Name));
        foreach (var item in node.Items)
            Free(item.Name, state);
        var bound = node.Items.Select(item => AggregateBinder.Bind(binder, clause, item, scope)).ToList();
        return state.With(new AggregateStep([.. bound.Select(one => one.Aggregate)]), bound.Select(one => one.Column));
    }

    private PipelineState GroupBy(GroupByNode node, PipelineState state, Scope scope)
    {
        var keys = ImmutableArray.CreateBuilder<NamedExpression>();
        var columns = new List<ResultColumn>();
        foreach (var key in node.Keys)
        {
            var (path, value) = (PathOf((StepNode)key), Scalar(key, scope));
            if (columns.Exists(column => column.Path == path || column.Path.StartsWith(path + "/", StringComparison.Ordinal) || path.StartsWith(column.Path + "/", StringComparison.Ordinal)))
                throw clause.NameTaken(key.Position, path);
            keys.Add(new NamedExpression(path, value.Expression));
            columns.Add(new ResultColumn(path, value.Kind, value.Codes, !state.Columns.Any(column => column.Path == path && !column.IsDeclared)));
        }
        var inner = Bind(node.Then, state with { Steps = [] });
        return state.With(new GroupByStep(keys.ToImmutable(), inner.Steps), inner.Columns.Concat(columns));
    }

    private PipelineState Concat(ImmutableArray<ImmutableArray<ApplyNode>> sequences, PipelineState state)
    {
        var parts = sequences.Select(part => Bind(part, state with { Steps = [] })).ToList();
        var columns = parts.SelectMany(part => part.Columns).GroupBy(column => column.Path).Select(group => group.First() with
        {
            Kind = group.Select(column => column.Kind).Distinct().Count() == 1 ? group.First().Kind : Common(group.Select(column => column.Kind)),
            IsDeclared = group.All(column => column.IsDeclared),
        });
        return state.With(new ConcatStep([.. parts.Select(part => part.Steps)]), columns);
    }

    private PipelineState Join(JoinNode node, PipelineState state, Scope scope)
    {
        if (!state.Layout.HasRecord)
            throw clause.NotSupported("join");
        var collection = new ExpressionBinder(binder, clause).Bind(node.Of, scope) as BoundCollection
            ?? throw clause.Incompatible(node.Of.Position, "Edm.ComplexType");
        if (collection.Joined is null)
            throw clause.NotSupported($"join({collection.Name})");
        var member = (BoundPlace)collection.Member(1);
        var inside = new Scope(member.Place, null, member, 1);
        var conditions = node.Then.Select(step => step switch
        {
            FilterNode filter => binder.Condition(clause, filter.Condition, inside),
            SearchNode search => new ExpressionBinder(binder, clause).Search(search.Text, member.Place, 1),
            _ => throw clause.NotSupported($"join({collection.Name} as {node.Name.Text},…)"),
        }).ToList();
        var column = new ResultColumn(Free(node.Name, state).Text, BoundKind.Null, null, false) { Joined = collection };
        return state.With(new JoinStep(column.Path, collection.Expression, Conjuncts.All(conditions), node.IsOuter), state.Columns.Append(column));
    }

    private static BoundKind Common(IEnumerable<BoundKind> kinds) =>
        kinds.Where(kind => kind is not BoundKind.Null).Distinct().ToArray() is [var only] ? only : BoundKind.Decimal;

    private RankStep Rank(RankNode node, Scope scope)
    {
        var measure = node.Name.EndsWith("count", StringComparison.Ordinal) ? RankMeasure.Count
            : node.Name.EndsWith("sum", StringComparison.Ordinal) ? RankMeasure.Sum : RankMeasure.Percent;
        var limit = binder.Value(clause, node.Limit, scope);
        if (limit.Expression is not Constant { Value: { IsNumber: true } number } || !IsLimit(measure, number))
            throw clause.Malformed(node.Limit.Position, ODataMessages.ExpectLimit);
        var by = Scalar(node.By, scope);
        if (measure is not RankMeasure.Count && by.Kind is not (BoundKind.Integer or BoundKind.Decimal or BoundKind.Null))
            throw clause.Incompatible(node.By.Position, $"{node.Name}({by.Kind.Name()})");
        return new RankStep(measure, node.Name.StartsWith("top", StringComparison.Ordinal), number.AsDecimal(), by.Expression);
    }

    private static bool IsLimit(RankMeasure measure, Value number) => number.AsDecimal() >= 0 && measure switch
    {
        RankMeasure.Count => decimal.IsInteger(number.AsDecimal()),
        RankMeasure.Percent => number.AsDecimal() <= 100,
        _ => true,
    };

    private BoundValue Scalar(SyntaxNode node, Scope scope) => ComputeBinder.Scalar(binder, clause, node, scope);

    private Token Free(Token name, PipelineState state)
    {
        var isTaken = state.Columns.Any(column => column.Path == name.Text || column.Path.StartsWith(name.Text + "/", StringComparison.Ordinal))
            || (state.Layout.HasRecord && Sight.FindShown(binder.Reader, state.Entity, state.Entity, name.Text) is not null);
        return isTaken ? throw clause.NameTaken(name.Position, name.Text) : name;
    }

    private static string PathOf(StepNode node) => node.Source is StepNode source ? $"{PathOf(source)}/{node.Name}" : node.Name;
}
