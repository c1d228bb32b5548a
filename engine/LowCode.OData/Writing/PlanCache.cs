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
        if (entity.IsReadOnly || entity.IsRows)
            options = options with { Can = false };
        var key = (entity.Set, tree.Key(), options, Sight(reader.Caller));
        if (_plans.TryGetValue(key, out var plan))
            return plan;
        if (_plans.Count >= Limit)
            _plans.Clear();
        return _plans[key] = new WritePlanBuilder(reader, options).Build(entity, tree);
    }

    // Which fields are hidden follows from the roles held, and from where they are held only when those are several places.
    private static string Sight(Caller caller)
    {
        if (caller.IsAdministrator)
            return "*";
        var isOnePlace = caller.Roles.Select(role => role.Division).Distinct().Take(2).Count() < 2;
        var roles = caller.Roles.Select(role => isOnePlace ? $"{role.App}/{role.Role}" : $"{role.App}/{role.Role}@{role.Division}").Distinct();
        // What a token does not open refers to nothing either.
        var scope = caller.Scope is { } token ? $"{token.Access}:{string.Join(',', token.Apps)}:{string.Join(',', token.Sets)};" : "";
        return scope + string.Join(';', roles.Order(StringComparer.Ordinal));
    }
}
