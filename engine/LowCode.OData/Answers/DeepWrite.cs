using LowCode.OData.Model;
using LowCode.OData.Payloads;
using LowCode.OData.Queries;
using LowCode.OData.Requests;
using LowCode.OData.Syntax;
using LowCode.Runtime.Commands;

namespace LowCode.OData.Answers;

/// <summary>
/// Writes an entity with what is nested in it (OData Protocol 4.01, 11.4.2.2 and 11.4.3.1) in one unit: first what its links lead
/// to, then itself. A nested entity with a key is made or changed; one without is what the link leads to now, or else new.
/// </summary>
internal static class DeepWrite
{
    public static async ValueTask<CommandResult> CreateAsync(UnitOfWork unit, EntityPlan entity, Payload payload, CancellationToken cancel)
    {
        // What was made before is not made again, nor what was nested in it.
        var isThere = !payload.Nested.IsEmpty && payload.Id is { } id && await unit.Reader.FindAsync(entity.App, entity.Form, id, cancel) is not null;
        foreach (var nested in isThere ? [] : payload.Nested)
        {
            var (result, _) = await NestedAsync(unit, nested, nested.HasKey ? nested.Payload.Id!.Value : default, replace: false, cancel);
            if (result is not Done)
                return result.Within(nested.Link.Name);
        }
        return await unit.CreateAsync(entity.App, entity.Form, payload.ToInput(), cancel);
    }

    public static async ValueTask<CommandResult> UpdateAsync(
        UnitOfWork unit, EntityPlan entity, Payload payload, Guid id, bool replace, long? ifRevision, CancellationToken cancel)
    {
        var links = new Dictionary<int, Guid>();
        var before = payload.Nested.IsEmpty ? null : await unit.Reader.FindAsync(entity.App, entity.Form, id, cancel);
        foreach (var nested in payload.Nested)
        {
            var slot = nested.Link.Reference!.Slot.Index;
            var wanted = nested.HasKey ? nested.Payload.Id!.Value : before is null || before.Data[slot].IsEmpty ? default : before.Data[slot].AsId();
            var (result, isThere) = await NestedAsync(unit, nested, wanted, replace, cancel);
            if (result is not Done)
                return result.Within(nested.Link.Name);
            if (isThere)
                links[slot] = wanted;
        }
        return await unit.UpdateAsync(entity.App, entity.Form, id, payload.ToInput(links), replace, ifRevision, cancel);
    }

    /// <summary>What is answered: a link to what was nested is expanded, as deep as the body was.</summary>
    public static ProjectionTree Projection(ProjectionTree asked, Payload payload)
    {
        if (payload.Nested.IsEmpty)
            return asked;
        var tree = new ProjectionTree { Selected = asked.Selected, IsWhole = asked.IsWhole };
        foreach (var (name, expansion) in asked.Expanded)
            tree.Expanded[name] = expansion;
        foreach (var nested in payload.Nested)
        {
            if (!tree.Expanded.ContainsKey(nested.Link.Name))
                tree.Expanded[nested.Link.Name] = new Expansion(nested.Link, Projection(ProjectionTree.All, nested.Payload), ItemSuffix.None);
        }
        return tree;
    }

    // Changes what is wanted when the caller sees it, else makes what is nested.
    private static async ValueTask<(CommandResult Result, bool IsThere)> NestedAsync(
        UnitOfWork unit, NestedPayload nested, Guid wanted, bool replace, CancellationToken cancel)
    {
        var (target, payload) = (nested.Link.Target, nested.Payload);
        if (wanted == default || await unit.Reader.FindAsync(target.App, target.Form, wanted, cancel) is not { } there)
            return (await CreateAsync(unit, target, payload, cancel), false);
        if (payload.ETag is { } tag and not "*" && tag != Precondition.ETag(there.Revision))
            return (new Stale(there.Revision), true);
        return (await UpdateAsync(unit, target, payload, wanted, replace, null, cancel), true);
    }
}
