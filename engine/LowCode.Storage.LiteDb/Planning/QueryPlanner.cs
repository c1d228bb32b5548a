using LowCode.Storage.Evaluation;
using LowCode.Storage.LiteDb.Columns;
using LowCode.Storage.LiteDb.Conditions;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Planning;

/// <summary>Finds the cheapest way to a query's records; the reference evaluator does the rest.</summary>
internal static class QueryPlanner
{
    // An index that gives the order is tried first, for this share of the records.
    private const int AttemptShare = 64;

    public static QueryResult Run(Query query, StoreImage image, CancellationToken cancel)
    {
        var overRows = !query.Table.IsDefaultOrEmpty;
        // A filter without meaning is refused even where an index would have answered it.
        CompiledFilter.Compile(query.Filter, overRows);
        var (byIndex, scan) = Ways(query, image, cancel);
        var related = new ImageRelated(image);
        if (scan is null)
            return QueryRunner.Run(query, byIndex, related, cancel);
        var counted = scan.Remaining is null && !overRows && query.Count ? scan.Count() : (long?)null;
        return Attempt(query, byIndex, counted, image, cancel)
            ?? QueryRunner.Run(query, scan.Candidates(counted), related, cancel);
    }

    /// <summary>The records among which a query's results are.</summary>
    public static QueryCandidates Candidates(Query query, StoreImage image, CancellationToken cancel)
    {
        var (byIndex, scan) = Ways(query, image, cancel);
        return scan?.Candidates(null) ?? byIndex;
    }

    /// <summary>A scan of columns for all of a query's records; null when an index narrows them down.</summary>
    public static ColumnScan? Scan(Query query, StoreImage image, CancellationToken cancel)
    {
        var set = image[query.Set];
        if (!query.Table.IsDefaultOrEmpty || !set.Columns.AreWorth(set.ById.Count))
            return null;
        var conjuncts = Conjuncts.Of(query.Filter).ToList();
        var conditions = conjuncts.Select(conjunct => Condition.Of(conjunct, overRows: false)).OfType<Condition>().ToList();
        return ById(set, conditions) is not null || Best(set, conditions, new QueryOrder([], overRows: false), query).Count <= set.ById.Count / ColumnScan.Speed
            ? null : ColumnScan.Of(set, query, conjuncts, cancel);
    }

    // What the best index gives, and a scan of columns when that is better.
    private static (QueryCandidates ByIndex, ColumnScan? Scan) Ways(Query query, StoreImage image, CancellationToken cancel)
    {
        var set = image[query.Set];
        var overRows = !query.Table.IsDefaultOrEmpty;
        var conjuncts = Conjuncts.Of(query.Filter).ToList();
        var conditions = conjuncts.Select(conjunct => Condition.Of(conjunct, overRows)).OfType<Condition>().ToList();
        if (ById(set, conditions) is { } few)
            return (new QueryCandidates([few.Records]) { Filter = Remaining(conjuncts, [few.Answered]), InOrder = few.Records.Length <= 1 && !overRows }, null);
        var order = new QueryOrder(query.OrderBy, overRows);
        var plan = Best(set, conditions, order, query);
        var remaining = Remaining(conjuncts, plan.Answered);
        var begun = plan is { Order: PlanOrder.None, Begins: not PlanOrder.None } ? new BegunOrder(plan, order.First!.Value) : null;
        var byIndex = new QueryCandidates(begun?.Records() ?? plan.Records())
        {
            Filter = remaining,
            InOrder = plan.Order is not PlanOrder.None,
            Narrow = begun is null ? null : begun.Narrow,
            Count = remaining is null && !overRows ? plan.Count : null,
        };
        var isEnough = !set.Columns.AreWorth(set.ById.Count)
            || plan.Count <= set.ById.Count / ColumnScan.Speed
            || (byIndex is { Filter: null, InOrder: true } && (!query.Count || byIndex.Count is not null));
        var scan = isEnough ? null : ColumnScan.Of(set, query, conjuncts, cancel);
        return (byIndex, scan is { Helps: true } ? scan : null);
    }

    // A page by an index that gives its order or begins it, given up when too few of the first records are results.
    private static QueryResult? Attempt(Query query, QueryCandidates byIndex, long? counted, StoreImage image, CancellationToken cancel)
    {
        if (byIndex is { InOrder: false, Narrow: null } || query.Top is null || (query.Count && counted is null))
            return null;
        var isOver = false;
        var most = image[query.Set].ById.Count / AttemptShare;
        var answer = QueryRunner.Run(query with { Count = false }, byIndex with { Records = First(), Count = null }, new ImageRelated(image), cancel);
        return isOver ? null : answer with { Count = counted };

        IEnumerable<ReadOnlyMemory<Record>> First()
        {
            var looks = 0L;
            foreach (var run in byIndex.Records)
            {
                if (looks >= most)
                {
                    isOver = true;
                    yield break;
                }
                looks += run.Length;
                yield return run;
            }
        }
    }

    /// <summary>How a query's records are found.</summary>
    public static StoreExplanation Explain(Query query, StoreImage image, CancellationToken cancel)
    {
        var set = image[query.Set];
        var overRows = !query.Table.IsDefaultOrEmpty;
        var conjuncts = Conjuncts.Of(query.Filter).ToList();
        if (Ways(query, image, cancel).Scan is { } scan)
            return new StoreExplanation(query.Set, conjuncts.Count, conjuncts.Count - Conjuncts.Of(scan.Remaining).Count(), false, [StoreExplanation.Columns], null);
        var conditions = conjuncts.Select(conjunct => Condition.Of(conjunct, overRows)).OfType<Condition>().ToList();
        if (ById(set, conditions) is { } few)
            return new StoreExplanation(query.Set, conjuncts.Count, 1, few.Records.Length <= 1 && !overRows, ["$id"], null);
        var best = Best(set, conditions, new QueryOrder(query.OrderBy, overRows), query);
        return new StoreExplanation(query.Set, conjuncts.Count, best.Answered.Count, best.Order is not PlanOrder.None,
            !ReferenceEquals(best.Tree, set.ById) ? [StoreExplanation.NameOf(best.Tree.Order.Fields, set.Set.Shape)] : best.Answered.Count > 0 ? ["$id"] : [], null);
    }

    private static IndexPlan Best(SetImage set, List<Condition> conditions, QueryOrder order, Query query)
    {
        var best = IndexPlan.Of(set.ById, conditions, order);
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

    // Records that will be looked at. In order, a page needs only its own; out of order everything is sorted, or what the
    // first term of the order leaves.
    private static double Cost(IndexPlan plan, Query query, int conditions)
    {
        var looks = (double)plan.Count;
        if (plan.Order is PlanOrder.None)
            return plan.Begins is PlanOrder.None || query.Top is null || query.Count ? looks * 2 : looks * 1.9;
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
