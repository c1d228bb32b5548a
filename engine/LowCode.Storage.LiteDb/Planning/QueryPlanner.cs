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
        query = FulfilledByAll.Without(query, image[query.Set]);
        var (byIndex, scan, first) = Ways(query, image, cancel);
        var related = new ImageRelated(image);
        var counted = !query.Count ? null : byIndex.Count ?? (scan is { Remaining: null } && !overRows ? scan.Count() : null);
        return Attempt(query, first, counted, related, cancel)
            ?? QueryRunner.Run(query, scan?.Candidates(counted) ?? byIndex, related, cancel);
    }

    /// <summary>The records among which a query's results are.</summary>
    public static QueryCandidates Candidates(Query query, StoreImage image, CancellationToken cancel)
    {
        var (byIndex, scan, _) = Ways(FulfilledByAll.Without(query, image[query.Set]), image, cancel);
        return scan?.Candidates(null) ?? byIndex;
    }

    /// <summary>A scan of columns for all of a query's records; null when an index narrows them down.</summary>
    public static ColumnScan? Scan(Query query, StoreImage image, CancellationToken cancel)
    {
        var set = image[query.Set];
        if (!query.Table.IsDefaultOrEmpty || !set.Columns.AreWorth(set.ById.Count))
            return null;
        query = FulfilledByAll.Without(query, set);
        var conjuncts = Conjuncts.Of(query.Filter).ToList();
        var conditions = conjuncts.Select(conjunct => Condition.Of(conjunct, overRows: false)).OfType<Condition>().ToList();
        return ById(set, conditions) is not null || Best(set, conditions, new QueryOrder([], overRows: false), query).Count <= set.ById.Count / ColumnScan.Speed
            ? null : ColumnScan.Of(set, query, conjuncts, cancel);
    }

    // What the best index gives, a scan of columns when that is better, and what is tried before either.
    private static (QueryCandidates ByIndex, ColumnScan? Scan, Trial? First) Ways(Query query, StoreImage image, CancellationToken cancel)
    {
        var set = image[query.Set];
        var overRows = !query.Table.IsDefaultOrEmpty;
        var conjuncts = Conjuncts.Of(query.Filter).ToList();
        var conditions = conjuncts.Select(conjunct => Condition.Of(conjunct, overRows)).OfType<Condition>().ToList();
        if (ById(set, conditions) is { } few)
            return (new QueryCandidates([few.Records]) { Filter = Remaining(conjuncts, [few.Answered]), InOrder = few.Records.Length <= 1 && !overRows }, null, null);
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
            || (query.Top == 0 && byIndex.Count is not null)
            || plan.Count <= set.ById.Count / ColumnScan.Speed
            || (byIndex is { Filter: null, InOrder: true } && (!query.Count || byIndex.Count is not null));
        var scan = isEnough ? null : ColumnScan.Of(set, query, conjuncts, cancel);
        if (scan is { Helps: false })
            scan = null;
        if (scan is not null && byIndex is not { InOrder: false, Narrow: null })
            return (byIndex, scan, new Trial(byIndex, set.ById.Count / AttemptShare));
        var inOrder = plan.Order is PlanOrder.None && query.Top is { } top ? InOrder(set, conditions, order, (top + query.Skip) * (double)set.ById.Count / plan.Count, plan) : null;
        return (byIndex, scan, inOrder is null ? null : new Trial(
            new QueryCandidates(inOrder.Records()) { Filter = Remaining(conjuncts, inOrder.Answered), InOrder = true },
            Math.Min(plan.Count, set.ById.Count / AttemptShare)));
    }

    // Candidates that are tried first, as long as not more than so many records have been looked at.
    private sealed record Trial(QueryCandidates Candidates, long Most);

    // An index that gives the order where the best plan does not: if what that leaves is spread evenly, so many looks find a page
    // sooner than everything is sorted.
    private static IndexPlan? InOrder(SetImage set, List<Condition> conditions, QueryOrder order, double looks, IndexPlan best) => looks >= best.Count ? null
        : set.Indexes.Select(tree => IndexPlan.Of(tree, conditions, order)).Where(plan => plan.Order is not PlanOrder.None).MinBy(plan => plan.Count);

    // A page by an index that gives its order or begins it, given up when too few of the first records are results.
    private static QueryResult? Attempt(Query query, Trial? first, long? counted, ImageRelated related, CancellationToken cancel)
    {
        if (first is null || query.Top is null || (query.Count && counted is null))
            return null;
        var isOver = false;
        var answer = QueryRunner.Run(query with { Count = false }, first.Candidates with { Records = First(), Count = null }, related, cancel);
        return isOver ? null : answer with { Count = counted };

        IEnumerable<ReadOnlyMemory<Record>> First()
        {
            var looks = 0L;
            foreach (var run in first.Candidates.Records)
            {
                if (looks >= first.Most)
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
        var all = Conjuncts.Of(query.Filter).Count();
        query = FulfilledByAll.Without(query, set);
        var conjuncts = Conjuncts.Of(query.Filter).ToList();
        var fulfilled = all - conjuncts.Count;
        if (Ways(query, image, cancel).Scan is { } scan)
            return new StoreExplanation(query.Set, all, all - Conjuncts.Of(scan.Remaining).Count(), false, [StoreExplanation.Columns], null);
        var conditions = conjuncts.Select(conjunct => Condition.Of(conjunct, overRows)).OfType<Condition>().ToList();
        if (ById(set, conditions) is { } few)
            return new StoreExplanation(query.Set, all, fulfilled + 1, few.Records.Length <= 1 && !overRows, ["$id"], null);
        var best = Best(set, conditions, new QueryOrder(query.OrderBy, overRows), query);
        return new StoreExplanation(query.Set, all, fulfilled + best.Answered.Count, best.Order is not PlanOrder.None,
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
