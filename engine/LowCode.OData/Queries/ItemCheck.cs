using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Syntax;

namespace LowCode.OData.Queries;

/// <summary>Which options go with which items of $select and $expand (OData 4.01 Part 1, 11.2.5).</summary>
internal static class ItemCheck
{
    private static readonly string[] OfEntities = ["$select", "$expand", "$levels"];
    private static readonly string[] OfCollections = ["$filter", "$orderby", "$skip", "$top", "$count"];

    public static void Expand(ItemNode item, bool isCollection, Clause clause)
    {
        string[] allowed = item.Suffix switch
        {
            ItemSuffix.Count => isCollection && !item.IsAll ? ["$filter"] : throw clause.NotSupported("$count"),
            ItemSuffix.Reference => isCollection ? OfCollections : [],
            _ when item.IsAll => ["$levels"],
            _ => isCollection ? [.. OfEntities, .. OfCollections] : OfEntities,
        };
        Allow(item, clause, allowed);
    }

    public static void Select(ItemNode item, Clause clause)
    {
        if (item.Suffix is not ItemSuffix.None)
            throw clause.NotSupported("$select(…)");
        foreach (var option in item.Options.Given.Keys)
        {
            if (option is not "$select")
                throw clause.NotSupported(option);
        }
    }

    private static void Allow(ItemNode item, Clause clause, string[] allowed)
    {
        foreach (var option in item.Options.Given.Keys)
        {
            if (allowed.Contains(option))
                continue;
            throw option is "$search" or "$compute" or "$apply"
                ? clause.NotSupported(option) : Refusal.BadRequest(ODataMessages.OptionNotHere, clause.Option, ("option", option));
        }
    }
}
