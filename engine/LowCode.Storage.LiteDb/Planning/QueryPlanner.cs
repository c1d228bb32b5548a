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

    // How many records columns pass over while an evaluation looks at one.
    private const int ColumnSpeed = 32;

    public static QueryResult Run(Query query, StoreImage image, CancellationToken cancel)
    {
        var overRows = !query.Table.IsDefaultOrEmpty;
        var set = image[query.Set];
        // A filter without meaning is refused even where an index would have answered it.
        CompiledFilter.Compile(query.Filter, overRows);
        var conjuncts = Conjuncts.Of(query.Filter).ToList();
        var conditions = conjuncts.Select(conjunct => Condition.Of(conjunct, overRows)).OfType<Condition>().ToList();
        if (ById(set, conditions) is { } few)
        {
            return QueryRunner.Run(
                query, new QueryCandidates([few.Records]) { Filter = Remaining(conjuncts, [few.Answered]), InOrder = few.Records.Length <= 1 && !overRows }, image, cancel);
        }
        var plan = Best(set, conditions, new QueryOrder(query.OrderBy, overRows), query);
        var candidates = OfIndex(plan, conjuncts, overRows);
        if (!set.Columns.AreWorth(set.ById.Count) || IsCheap(plan, candidates, query, set))
            return QueryRunner.Run(query, candidates, image, cancel);
        var scan = ColumnScan.Of(set, query, conjuncts, cancel);
        if (!scan.Helps)
            return QueryRunner.Run(query, candidates, image, cancel);
        var counted = scan.Remaining is null && !overRows && query.Count ? scan.Count() : (long?)null;
        if (Attempt(query, set, plan, candidates, counted, image, cancel) is { } answered)
            return answered;
        return QueryRunner.Run(
            query,
            new QueryCandidates(query.Top == 0 && counted is not null ? [] : scan.Records())
            {
                Filter = scan.Remaining,
                InOrder = new QueryOrder(query.OrderBy, overRows).ServedBy([], 0) is PlanOrder.Ascending,
                Count = counted,
                Narrow = scan.Narrow,
            },
            image,
            cancel);
    }

    private static QueryCandidates OfIndex(IndexPlan plan, List<Expression> conjuncts, bool overRows)
    {
        var remaining = Remaining(conjuncts, plan.Answered);
        return new QueryCandidates(plan.Records())
        {
            Filter = remaining,
            InOrder = plan.Order is not PlanOrder.None,
            Count = remaining is null && !overRows ? plan.Count : null,
        };
    }

    // The index leaves little to look at.
    private static bool IsCheap(IndexPlan plan, QueryCandidates candidates, Query query, SetImage set) =>
        plan.Count <= set.ById.Count / ColumnSpeed
        || (candidates is { Filter: null, InOrder: true } && (!query.Count || candidates.Count is not null));

    // A page by an index that gives its order, given up when too few of the first records are results.
    private static QueryResult? Attempt(
        Query query, SetImage set, IndexPlan plan, QueryCandidates candidates, long? counted, StoreImage image, CancellationToken cancel)
    {
        if (!candidates.InOrder || query.Top is null || (query.Count && counted is null))
            return null;
        var isOver = false;
        var answer = QueryRunner.Run(query with { Count = false }, candidates with { Records = First(plan.Records(), set.ById.Count / AttemptShare), Count = null }, image, cancel);
        return isOver ? null : answer with { Count = counted };

        IEnumerable<ReadOnlyMemory<Record>> First(IEnumerable<ReadOnlyMemory<Record>> runs, long most)
        {
            var looks = 0L;
            foreach (var run in runs)
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
