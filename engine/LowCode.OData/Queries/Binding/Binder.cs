using System.Collections.Immutable;
using LowCode.OData.Model;
using LowCode.OData.Requests;
using LowCode.OData.Syntax;
using LowCode.Runtime.Reading;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Binding;

/// <summary>
/// Gives expressions their meaning in the query model: what names stand for, which types go together. What the query
/// model cannot say exactly is refused with 501; a field that the caller may not see is refused like a misspelt one.
/// </summary>
/// <param name="model">The service.</param>
/// <param name="reader">Who asks.</param>
/// <param name="options">The request's options, for parameter aliases.</param>
internal sealed class Binder(ServiceModel model, RecordReader reader, QueryOptions options)
{
    private const int MostNodes = 200_000;

    public ServiceModel Model => model;

    public RecordReader Reader => reader;

    public QueryOptions Options => options;

    /// <summary>How many nodes of expressions have been bound, those behind aliases and computed names each time that they are named.</summary>
    public int Nodes { get; private set; }

    /// <summary>Counts nodes that are bound: few words may stand for very many.</summary>
    public void Count(Clause clause, int nodes)
    {
        Nodes += nodes;
        if (Nodes > MostNodes)
            throw clause.TooDeep();
    }

    /// <summary>A clause that is one condition.</summary>
    public Expression Condition(Clause clause, Place place) => Condition(clause, ExpressionParser.Parse(clause), Scope.Of(place));

    /// <summary>A condition that is a part of a clause.</summary>
    public Expression Condition(Clause clause, SyntaxNode node, Scope scope) => new ExpressionBinder(this, clause).Condition(node, scope);

    /// <summary>A clause that is one value.</summary>
    public BoundValue Value(Clause clause, Place place) => Value(clause, ExpressionParser.Parse(clause), Scope.Of(place));

    /// <summary>A value that is a part of a clause.</summary>
    public BoundValue Value(Clause clause, SyntaxNode node, Scope scope) => new ExpressionBinder(this, clause).Value(node, scope);

    /// <summary>A clause that is an order.</summary>
    public ImmutableArray<OrderTerm> Order(Clause clause, Place place) => Order(clause, OrderParser.Parse(clause), Scope.Of(place));

    /// <summary>An order that is a part of a clause.</summary>
    public ImmutableArray<OrderTerm> Order(Clause clause, ImmutableArray<OrderNode> terms, Scope scope)
    {
        var binder = new ExpressionBinder(this, clause);
        return [.. terms.Select(term => new OrderTerm(binder.Sortable(term.By, scope), term.Descending))];
    }
}
