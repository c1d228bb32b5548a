using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.OData.Model;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries;

/// <summary>Says "behind this one, in this order" in the query model.</summary>
internal static class Keyset
{
    /// <summary>
    /// What comes after the last entity of a page. For rows the last record itself is still in it: which of its rows
    /// were there already is told by their position.
    /// </summary>
    public static Expression After(SkipToken token, ImmutableArray<OrderTerm> order, EntityPlan entity)
    {
        var alternatives = ImmutableArray.CreateBuilder<Expression>();
        var ties = ImmutableArray<Expression>.Empty;
        for (var i = 0; i < order.Length; i++)
        {
            var value = new Constant(token.Order[i]);
            if (Beyond(order[i], value) is { } beyond)
                alternatives.Add(new And(ties.Add(beyond)));
            ties = ties.Add(new Compare(ComparisonOperator.Equal, order[i].By, value));
        }
        var id = FieldRef.Of(SystemField.Id);
        var last = new Constant(Value.Of(token.Id));
        alternatives.Add(new And(ties.Add(entity.IsRows
            ? new Compare(ComparisonOperator.GreaterOrEqual, new OwnerField(id), last)
            : new Compare(ComparisonOperator.Greater, new Field(id), last))));
        if (alternatives.Count == 1)
            return alternatives[0];
        var after = new Or(alternatives.ToImmutable());
        return NotBefore(order[0], token.Order[0]) is { } notBefore ? new And([notBefore, after]) : after;
    }

    // What all alternatives have in common, said by itself: an index in this order then begins there.
    private static Expression? NotBefore(OrderTerm term, Value value)
    {
        if (value.IsEmpty || term.By is not (Field or OwnerField))
            return null;
        var last = new Constant(value);
        return term.Descending
            ? new Not(new Compare(ComparisonOperator.Greater, term.By, last))
            : new Compare(ComparisonOperator.GreaterOrEqual, term.By, last);
    }

    // Ascending, empty comes first: everything that has a value is beyond it. Descending, empty comes last.
    private static Expression? Beyond(OrderTerm term, Constant value) => (term.Descending, value.Value.IsEmpty) switch
    {
        (false, true) => new Compare(ComparisonOperator.NotEqual, term.By, value),
        (false, false) => new Compare(ComparisonOperator.Greater, term.By, value),
        (true, true) => null,
        (true, false) => new Or([
            new Compare(ComparisonOperator.Less, term.By, value),
            new Compare(ComparisonOperator.Equal, term.By, new Constant(Value.Empty))]),
    };
}
