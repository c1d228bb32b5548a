using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.OData.Answers;

/// <summary>Finds the entity to which a path leads, through links if there are some.</summary>
internal static class EntityFinder
{
    /// <summary>The entity; 404 when it does not exist or the caller may not see it; null when the last link is empty.</summary>
    public static ValueTask<Hit?> FindAsync(Exchange exchange) => FindAsync(exchange, exchange.Path);

    /// <summary>
    /// The id of the entity whose referring entities a path begins with; 404 when it does not exist or the caller may not
    /// see it or its link.
    /// </summary>
    public static async ValueTask<Guid> ReferredAsync(Exchange exchange, LinkedSet via)
    {
        if (!Sight.Sees(exchange.Reader, via.Entity.Entity, via.Link))
            throw Refusal.NoResource(via.Link.Name);
        return (await FindAsync(exchange, via.Entity) ?? throw Refusal.NotFound(ODataMessages.NoRecord)).Record.Id;
    }

    private static async ValueTask<Hit?> FindAsync(Exchange exchange, ResourcePath path)
    {
        var key = path.Key!.Value;
        var hit = await ByKeyAsync(exchange, path.Set!, key) ?? throw Refusal.NotFound(ODataMessages.NoRecord);
        if (path.Via is { } via && hit.Record.Data[via.Link.Reference.Slot] != Value.Of(await ReferredAsync(exchange, via)))
            throw Refusal.NotFound(ODataMessages.NoRecord);
        var entity = path.Set!;
        foreach (var link in path.Links)
        {
            if (!Sight.Sees(exchange.Reader, entity, link))
                throw Refusal.NoResource(link.Name);
            entity = link.Target;
            if (link.Reference is not { } reference)
            {
                hit = new Hit(hit.Record);
                continue;
            }
            var id = (hit.Row ?? hit.Record.Data)[reference.Slot];
            var record = id.IsEmpty ? null : await exchange.Reader.FindAsync(entity.App, entity.Form, id.AsId(), exchange.Cancel);
            if (record is null)
                return null;
            hit = new Hit(record);
        }
        return hit;
    }

    /// <summary>The entity of a key, or null.</summary>
    public static async ValueTask<Hit?> ByKeyAsync(Exchange exchange, EntityPlan entity, EntityKey key)
    {
        var record = await exchange.Reader.FindAsync(entity.App, entity.Form, key.Record, exchange.Cancel);
        if (record is null)
            return null;
        if (!entity.IsRows)
            return new Hit(record);
        return IsHidden(exchange, entity) ? null : Row(record, record.Data, null, entity, key.Row, 0);
    }

    private static bool IsHidden(Exchange exchange, EntityPlan entity) =>
        !exchange.Reader.Sees(entity.App, entity.Form, entity.Owner!.Shape.Slots[entity.Table[0]]);

    private static Hit? Row(Record record, Row around, Row? parent, EntityPlan entity, Guid key, int depth)
    {
        foreach (var row in around[entity.Table[depth]].AsRows())
        {
            if (depth == entity.Table.Length - 1)
            {
                if (row.Key == key)
                    return new Hit(record, row, parent);
            }
            else if (Row(record, row, row, entity, key, depth + 1) is { } hit)
            {
                return hit;
            }
        }
        return null;
    }
}
