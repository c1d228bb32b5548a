using System.Collections.Immutable;
using LowCode.Storage.LiteDb.Conditions;
using LowCode.Storage.Queries;

namespace LowCode.Storage.LiteDb.Planning;

/// <summary>How a plan's records come.</summary>
internal enum PlanOrder
{
    /// <summary>In some other order.</summary>
    None,

    /// <summary>In the query's order, along the tree.</summary>
    Ascending,

    /// <summary>In the query's order, backwards along the tree.</summary>
    Descending,
}

/// <summary>A query's order, as far as it is over fields of the record.</summary>
internal sealed class QueryOrder
{
    private readonly ImmutableArray<(FieldRef Field, bool Descending)>? _terms;

    public QueryOrder(ImmutableArray<OrderTerm> terms, bool overRows)
    {
        var fields = terms.Select(term => (Field: Condition.FieldOf(term.By, overRows), term.Descending)).ToList();
        if (fields.All(term => term.Field is not null))
            _terms = [.. fields.Select(term => (term.Field!.Value, term.Descending))];
    }

    /// <summary>
    /// Whether an index gives this order when its first <paramref name="equal"/> fields are fixed. It must cover every
    /// further field of the index, because ties are broken by id and nothing else.
    /// </summary>
    public PlanOrder ServedBy(ImmutableArray<FieldRef> fields, int equal)
    {
        if (_terms is not { } terms)
            return PlanOrder.None;
        var at = equal;
        bool? descending = null;
        foreach (var (field, isDescending) in terms)
        {
            if (fields[..equal].Contains(field))
                continue;
            if (field.System is SystemField.Id && at == fields.Length)
                return isDescending ? PlanOrder.None : Of(descending);
            if (at == fields.Length || fields[at] != field || (descending is { } before && before != isDescending))
                return PlanOrder.None;
            descending = isDescending;
            at++;
        }
        return at == fields.Length ? Of(descending) : PlanOrder.None;
    }

    private static PlanOrder Of(bool? descending) => descending is true ? PlanOrder.Descending : PlanOrder.Ascending;
}
