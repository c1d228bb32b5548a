using LowCode.OData.Queries.Binding;
using LowCode.OData.Syntax;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Pipelines;

/// <summary>Binds what aggregate aggregates.</summary>
internal static class AggregateBinder
{
    public static (Aggregate Aggregate, ResultColumn Column) Bind(Binder binder, Clause clause, AggregateItem item, Scope scope)
    {
        var name = item.Name.Text;
        if (item.Of is null)
            return (new Aggregate(name, AggregateMethod.Count, null), new ResultColumn(name, BoundKind.Integer, null, false));
        var expressions = new ExpressionBinder(binder, clause);
        if (item.Of is CountNode { Filter: null, Search: null, Source: var counted } && item.Method.Text is null or "")
            return (new Aggregate(name, AggregateMethod.Count, AggregationPath.Count(expressions, counted, scope)), new ResultColumn(name, BoundKind.Integer, null, false));
        AggregateMethod method = item.Method.Text.ToLowerInvariant() switch
        {
            "sum" => AggregateMethod.Sum,
            "min" => AggregateMethod.Min,
            "max" => AggregateMethod.Max,
            "average" => AggregateMethod.Average,
            "countdistinct" => AggregateMethod.CountDistinct,
            var other when other.Contains('.', StringComparison.Ordinal) => throw clause.NotSupported(item.Method.Text),
            _ => throw clause.UnknownFunction(item.Method.Position, item.Method.Text),
        };
        var of = ComputeBinder.Column(clause, item.Of,
            AggregationPath.Value(expressions, item.Of, scope, isRepeated: method is not (AggregateMethod.Sum or AggregateMethod.Average)) ?? binder.Value(clause, item.Of, scope));
        if (method is AggregateMethod.Sum or AggregateMethod.Average && of.Kind is not (BoundKind.Integer or BoundKind.Decimal or BoundKind.Duration or BoundKind.Null))
            throw clause.Incompatible(item.Of.Position, $"{of.Kind.Name()} with {item.Method.Text}");
        return method switch
        {
            AggregateMethod.CountDistinct => (new Aggregate(name, method, of.Expression), new ResultColumn(name, BoundKind.Integer, null, false)),
            AggregateMethod.Average when of.Kind is not BoundKind.Duration => (new Aggregate(name, method, of.Expression), new ResultColumn(name, BoundKind.Decimal, null, false)),
            _ => (new Aggregate(name, method, of.Expression), new ResultColumn(name, of.Kind, of.Codes, false)),
        };
    }
}
