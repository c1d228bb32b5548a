using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Syntax;

namespace LowCode.OData.Queries;

/// <summary>Which options go with which items of $select and $expand (OData 4.01 Part 1, 11.2.5).</summary>
internal static class ItemCheck
{
    private static readonly string[] OfEntities = ["$select", "$expand", "$levels", "$compute"];
    private static readonly string[] OfCollections = ["$filter", "$orderby", "$skip", "$top", "$count", "$search"];

    public static void Expand(ItemNode item, bool isCollection, Clause clause)
    {
        string[] allowed = item.Suffix switch
        {
            ItemSuffix.Count => isCollection && !item.IsAll ? ["$filter", "$search"] : throw clause.NotSupported("$count"),
            ItemSuffix.Reference => isCollection ? OfCollections : [],
            _ when item.IsAll => ["$levels"],
            _ => isCollection ? [.. OfEntities, .. OfCollections] : OfEntities,
        };
        Allow(item, clause, allowed);
    }

    /// <param name="item">The item.</param>
    /// <param name="property">What it selects; null for an operation.</param>
    /// <param name="clause">The clause.</param>
    public static void Select(ItemNode item, PropertyPlan? property, Clause clause)
    {
        if (item.Suffix is not ItemSuffix.None)
            throw clause.NotSupported("$select(…)");
        if (item.Options.Given.ContainsKey("$expand"))
            throw clause.NotSupported("$expand");
        Allow(item, clause, property switch
        {
            TableProperty or DecisionsProperty or SlotProperty { Slot.Kind: ValueKind.Files } => ["$select", .. OfCollections],
            SlotProperty { Slot.Kind: ValueKind.Codes } => OfCollections,
            GroupProperty or SlotProperty { Slot.Kind: ValueKind.Location } => ["$select"],
            _ => [],
        });
    }

    private static void Allow(ItemNode item, Clause clause, string[] allowed)
    {
        foreach (var option in item.Options.Given.Keys)
        {
            if (allowed.Contains(option))
                continue;
            throw option is "$search" or "$compute"
                ? clause.NotSupported(option) : Refusal.BadRequest(ODataMessages.OptionNotHere, clause.Option, ("option", option));
        }
    }
}
