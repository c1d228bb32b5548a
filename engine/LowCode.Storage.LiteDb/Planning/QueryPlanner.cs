using LowCode.Storage.Evaluation;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Planning;

/// <summary>Finds the cheapest way to a query's records; the reference evaluator does the rest.</summary>
internal static class QueryPlanner
{
    public static QueryResult Run(Query query, StoreImage image, CancellationToken cancel)
    {
        var overRows = !query.Table.IsDefaultOrEmpty;
        var set = image[query.Set];
        // A filter without meaning is refused even where an index would have answered it.
        CompiledFilter.Compile(query.Filter, overRows);
        return QueryRunner.Run(query, Candidates(query, set, overRows), new ImageRelated(image), cancel);
    }

    private static QueryCandidates Candidates(Query query, SetImage set, bool overRows)
    {
        var conjuncts = Conjuncts.Of(query.Filter).ToList();
        var conditions = conjuncts.Select(conjunct => Conditions.Of(conjunct, overRows)).OfType<Condition>().ToList();
        var order = new QueryOrder(query.OrderBy, overRows);
        if (ById(set, conditions) is { } few)
            return new QueryCandidates([few.Records]) { Filter = Remaining(conjuncts, [few.Answered]), InOrder = few.Records.Length <= 1 && !overRows };
        var best = Best(set, conditions, order, query);
        var remaining = Remaining(conjuncts, best.Answered);
        return new QueryCandidates(best.Records())
        {
            Filter = remaining,
            InOrder = best.Order is not PlanOrder.None,
            Count = remaining is null && !overRows ? best.Count : null,
        };
    }

    private static IndexPlan Best(SetImage set, List<Condition> conditions, QueryOrder order, Query query)
    {
        var best = new IndexPlan(
            set.ById, [(RecordTree.Start, set.ById.End)], new HashSet<Expression>(), order.ServedBy([], 0));
        var cost = Cost(best, query, conditions.Count);
        foreach (var tree in set.Indexes)
        {
            var plan = IndexPlan.Of(tree, conditions, order);
            var planCost = Cost(plan, query, conditions.Count);
            if (planCost < cost)
                (best, cost) = (plan, planCost);
        }
        return best;
    }

    // Records that will be looked at. In order, a page needs only its own; out of order everything is sorted.
    private static double Cost(IndexPlan plan, Query query, int conditions)
    {
        var looks = (double)plan.Count;
        if (plan.Order is PlanOrder.None)
            return looks * 2;
        var isWhole = plan.Answered.Count == conditions && Conjuncts.Of(query.Filter).Count() == conditions;
        if (query.Top is { } top && isWhole)
            return Math.Min(looks, top + (query.Skip / 100.0));
        return query.Top is null || query.Count ? looks : looks * 0.8;
    }

    private static (ReadOnlyMemory<Record> Records, Expression Answered)? ById(
        SetImage set, List<Condition> conditions)
    {
        var ids = conditions.OfType<OneOf>().FirstOrDefault(condition => condition.Field.System is SystemField.Id);
        if (ids is null)
            return null;
        var records = new List<Record>(ids.Values.Length);
        foreach (var id in ids.Values)
        {
            if (!id.IsEmpty && set.ById.Find(id.AsId(), out var position))
                records.Add(set.ById.At(position));
        }
        return (records.ToArray(), ids.Source);
    }

    private static Expression? Remaining(List<Expression> conjuncts, IEnumerable<Expression> answered) => Conjuncts.All(
        [.. conjuncts.Where(conjunct => !answered.Contains(conjunct, ReferenceEqualityComparer.Instance))]);
}
