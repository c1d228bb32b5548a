using LowCode.Definitions.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Planning;

/// <summary>
/// The records of a plan that come in the order of the first term only, until they come behind the last that is wanted.
/// For one query; not thread-safe.
/// </summary>
/// <param name="plan">The plan: one range of a tree.</param>
/// <param name="first">The field of the first term.</param>
internal sealed class BegunOrder(IndexPlan plan, FieldRef first)
{
    private Value? _last;

    /// <summary>Records that come behind this value by the first term are not wanted any more.</summary>
    public void Narrow(Value last) => _last = last;

    public IEnumerable<ReadOnlyMemory<Record>> Records()
    {
        var (from, to) = plan.Ranges[0];
        var isDescending = plan.Begins is PlanOrder.Descending;
        foreach (var run in isDescending ? plan.Tree.RunsBackwards(from, to) : plan.Tree.Runs(from, to))
        {
            if (_last is { } last)
            {
                // The record of the run that comes first in the wanted order.
                var order = Value.Compare(first.Read(isDescending ? run.Span[^1] : run.Span[0]), last);
                if (isDescending ? order < 0 : order > 0)
                    yield break;
            }
            yield return run;
        }
    }
}
