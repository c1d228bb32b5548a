using System.Collections.Concurrent;
using LowCode.OData.Model;
using LowCode.OData.Queries;
using LowCode.OData.Requests;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Reading;

namespace LowCode.OData.Writing;

/// <summary>
/// Write plans by what they depend on: the set, the projection, the way of writing, and the roles that decide what is
/// seen. Bounded: when it is full it starts anew. Thread-safe; one a service model.
/// </summary>
internal sealed class PlanCache
{
    private const int Limit = 512;
    private readonly ConcurrentDictionary<(string Set, string Projection, WriteOptions Options, string Sight), WritePlan> _plans = new();

    public WritePlan Get(EntityPlan entity, ProjectionTree tree, WriteOptions options, RecordReader reader)
    {
        var key = (entity.Set, tree.Key(), options, Sight(reader.Caller));
        if (_plans.TryGetValue(key, out var plan))
            return plan;
        if (_plans.Count >= Limit)
            _plans.Clear();
        return _plans[key] = new WritePlanBuilder(reader, options).Build(entity, tree);
    }

    // Which fields are hidden follows from the roles held, not from where they are held.
    private static string Sight(Caller caller) => caller.IsAdministrator
        ? "*"
        : string.Join(';', caller.Roles.Select(role => $"{role.App}/{role.Role}").Distinct().Order(StringComparer.Ordinal));
}
