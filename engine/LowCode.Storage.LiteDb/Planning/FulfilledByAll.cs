using LowCode.Storage.LiteDb.Conditions;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Queries;

namespace LowCode.Storage.LiteDb.Planning;

/// <summary>
/// Tells of a condition whether all records of a set fulfil it, by the ends of an index that begins with its field: then it
/// need not be asked of any. So a role at the division above all records costs nothing. Exact, because an image does not change.
/// </summary>
internal static class FulfilledByAll
{
    /// <summary>The query without the conditions that all records of its set fulfil.</summary>
    public static Query Without(Query query, SetImage set)
    {
        var overRows = !query.Table.IsDefaultOrEmpty;
        var conjuncts = Conjuncts.Of(query.Filter).ToList();
        return conjuncts.RemoveAll(conjunct => Is(set, conjunct, overRows)) == 0 ? query : query with { Filter = Conjuncts.All(conjuncts) };
    }

    private static bool Is(SetImage set, Expression condition, bool overRows)
    {
        // Several roles: one of them may reach everything. The others are conditions that cannot fail, so they need not be asked either.
        if (condition is Or either)
            return either.Operands.All(one => Condition.Of(one, overRows) is not null) && either.Operands.Any(one => Is(set, one, overRows));
        if (Condition.Of(condition, overRows) is not { } asked || asked is OneOf { Values.Length: not 1 })
            return false;
        var tree = set.Indexes.FirstOrDefault(tree => tree.Order.Fields[0] == asked.Field);
        if (tree is null)
            return false;
        var (from, to) = asked is OneOf { Values: [var value] }
            ? (tree.LowerBound([value]), tree.UpperBound([value]))
            : KeyRange.Of([asked], []).In(tree, []);
        return from == RecordTree.Start && to == tree.End;
    }
}
