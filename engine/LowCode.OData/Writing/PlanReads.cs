using System.Collections.Immutable;
using LowCode.OData.Model;
using LowCode.OData.Queries;
using LowCode.Storage.Queries;

namespace LowCode.OData.Writing;

/// <summary>What of a record is read to write it, so that a store need not give more.</summary>
internal static class PlanReads
{
    /// <summary>Nothing but what every record has.</summary>
    public static Projection Nothing { get; } = new([], Annex: false);

    /// <summary>What a projection reads, and whether that is the annex anyway; null where it can be anything: computed values, chosen members, links back, the record of a row.</summary>
    public static Projection? Of(EntityPlan entity, ProjectionTree tree, bool annex)
    {
        if (tree.Chooses || tree.Values.Any(tree.Includes) || tree.Expanded.Values.Any(expansion => expansion.Link is not NavigationProperty { Reference: not null }))
            return null;
        if (entity.IsRows)
            return new Projection([entity.Table[0]], Annex: false);
        var links = tree.Expanded.Values.Select(expansion => ((NavigationProperty)expansion.Link).Reference!.Slot.Index);
        return new Projection([.. Slots(entity, tree), .. links], annex || entity.Properties.Any(property => property is DecisionsProperty && tree.Includes(property.Name)));
    }

    /// <summary>The same, and what an order reads; null for everything.</summary>
    public static Projection? With(this Projection? reads, EntityPlan entity, ImmutableArray<OrderTerm> order)
    {
        if (reads is null || order.Any(term => term.By is not Field))
            return null;
        var fields = order.Select(term => ((Field)term.By).Ref).Where(field => !entity.IsRows && field.System is SystemField.None);
        return reads with { Slots = reads.Slots.Union(fields.Select(field => field.Slot)) };
    }

    private static IEnumerable<int> Slots(TypePlan type, ProjectionTree tree)
    {
        foreach (var property in type.Properties.Where(property => tree.Includes(property.Name)))
        {
            switch (property)
            {
                case SlotProperty slot: yield return slot.Slot.Index; break;
                case TableProperty table: yield return table.Slot.Index; break;
                case GroupProperty group:
                    foreach (var inside in Slots(group.Type, tree.Inside(group.Name)))
                        yield return inside;
                    break;
            }
        }
    }
}
