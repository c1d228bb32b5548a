using System.Collections.Immutable;
using LowCode.Storage.LiteDb.Conditions;
using LowCode.Storage.Queries;

namespace LowCode.Storage.LiteDb.Planning;

/// <summary>How a plan's records come.</summary>
internal enum PlanOrder
{
    /// <summary>In some other order.</summary>
    None,

    /// <summary>Along the tree.</summary>
    Ascending,

    /// <summary>Backwards along the tree.</summary>
    Descending,
}

/// <summary>A query's order, as far as it begins with fields of the record.</summary>
internal sealed class QueryOrder
{
    private readonly ImmutableArray<(FieldRef Field, bool Descending)> _terms;
    private readonly bool _isOverFields;

    public QueryOrder(ImmutableArray<OrderTerm> terms, bool overRows)
    {
        var fields = terms.Select(term => (Field: Condition.FieldOf(term.By, overRows), term.Descending))
            .TakeWhile(term => term.Field is not null).ToList();
        _terms = [.. fields.Select(term => (term.Field!.Value, term.Descending))];
        _isOverFields = fields.Count == terms.Length;
    }

    /// <summary>The field of the first term; null when it is none.</summary>
    public FieldRef? First => _terms is [var first, ..] ? first.Field : null;

    /// <summary>
    /// Whether an index gives this order when its first <paramref name="equal"/> fields are fixed. It must cover every
    /// further field of the index, because ties are broken by id and nothing else.
    /// </summary>
    public PlanOrder ServedBy(ImmutableArray<FieldRef> fields, int equal)
    {
        if (!_isOverFields)
            return PlanOrder.None;
        var at = equal;
        bool? descending = null;
        foreach (var (field, isDescending) in _terms)
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

    /// <summary>Whether an index gives the order of the first term when its first <paramref name="equal"/> fields are fixed.</summary>
    public PlanOrder BegunBy(ImmutableArray<FieldRef> fields, int equal) =>
        equal < fields.Length && First == fields[equal] ? Of(_terms[0].Descending) : PlanOrder.None;

    private static PlanOrder Of(bool? descending) => descending is true ? PlanOrder.Descending : PlanOrder.Ascending;
}
