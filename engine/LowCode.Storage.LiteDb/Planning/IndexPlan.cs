using LowCode.Definitions.Values;
using LowCode.Storage.LiteDb.Conditions;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Planning;

/// <summary>One way to find a query's records: ranges of a tree, and what that leaves to be done.</summary>
/// <param name="Tree">The tree.</param>
/// <param name="Ranges">Places in it, disjoint.</param>
/// <param name="Answered">Conjuncts that the ranges answer completely.</param>
/// <param name="Order">Whether the records come in the wanted order.</param>
/// <param name="Begins">Whether they come in the order of its first term.</param>
internal sealed record IndexPlan(
    RecordTree Tree, IReadOnlyList<(TreePosition From, TreePosition To)> Ranges, IReadOnlySet<Expression> Answered, PlanOrder Order, PlanOrder Begins)
{
    public long Count { get; } = Ranges.Sum(range => Tree.Distance(range.From, range.To));

    public IEnumerable<ReadOnlyMemory<Record>> Records() => Ranges.SelectMany(range => Order is PlanOrder.Descending
        ? Tree.RunsDescending(range.From, range.To, Tree.Order.Fields.Length)
        : Tree.Runs(range.From, range.To));

    /// <summary>The best that a tree by fields can do for a query.</summary>
    public static IndexPlan Of(RecordTree tree, IReadOnlyList<Condition> conditions, QueryOrder wanted)
    {
        var answered = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        var prefixes = new List<Value[]> { Array.Empty<Value>() };
        var fields = tree.Order.Fields;
        var bound = 0;
        for (; bound < fields.Length; bound++)
        {
            var field = fields[bound];
            var oneOf = conditions.OfType<OneOf>().FirstOrDefault(condition => condition.Field == field);
            if (oneOf is null || prefixes.Count * (long)oneOf.Values.Length > 1000)
                break;
            answered.Add(oneOf.Source);
            prefixes = [.. prefixes.SelectMany(prefix => oneOf.Values.Select(value => (Value[])[.. prefix, value]))];
        }
        // Behind its fields a tree is ordered by id.
        var behind = bound < fields.Length ? fields[bound] : FieldRef.Of(SystemField.Id);
        var next = conditions.Where(condition => condition.Field == behind).ToList();
        var range = KeyRange.Of(next, answered);
        var ranges = prefixes.Select(prefix => range.In(tree, prefix)).ToList();
        // Over several key values the order holds within each only.
        var (order, begins) = ranges.Count == 1 ? (wanted.ServedBy(fields, bound), wanted.BegunBy(fields, bound)) : default;
        return new IndexPlan(tree, ranges, answered, order, begins);
    }
}
