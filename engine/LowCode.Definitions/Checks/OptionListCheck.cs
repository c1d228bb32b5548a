using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;

namespace LowCode.Definitions.Checks;

/// <summary>An option list.</summary>
internal static class OptionListCheck
{
    public static void Check(CheckScope scope, OptionListDefinition list)
    {
        scope.Name(list.Name, list.AtMember("options"));
        scope.NotEmpty(list, "items");
        scope.Unique(list.Items.Select(option => (option.Code, option.AtMember("code"))));
        Dictionary<string, OptionDefinition> byCode = new(StringComparer.Ordinal);
        foreach (var option in list.Items)
        {
            byCode.TryAdd(option.Code, option);
            if (option.Code.Length > 0 && !NameRules.IsCode(option.Code))
                scope.Error(NameMessages.BadCode, option.AtMember("code"), ("code", option.Code));
        }
        var cyclic = OwnAncestors(byCode);
        foreach (var option in list.Items)
        {
            if (option.Parent is not { } parent)
                continue;
            if (!byCode.ContainsKey(parent))
                scope.Unknown(FieldMessages.UnknownParent, "parent", parent, byCode.Keys, option.AtMember("parent"));
            else if (cyclic.Contains(option.Code))
                scope.Error(FieldMessages.ParentCycle, option.AtMember("parent"), ("code", option.Code));
        }
    }

    // Each option is passed once, however long the chains are.
    private static HashSet<string> OwnAncestors(Dictionary<string, OptionDefinition> byCode)
    {
        HashSet<string> cyclic = new(StringComparer.Ordinal), passed = new(StringComparer.Ordinal);
        foreach (var code in byCode.Keys)
        {
            List<string> way = [];
            var at = code;
            while (at is not null && byCode.TryGetValue(at, out var option) && passed.Add(at))
            {
                way.Add(at);
                at = option.Parent;
            }
            if (at is not null && way.IndexOf(at) is >= 0 and var start)
                cyclic.UnionWith(way.Skip(start));
        }
        return cyclic;
    }
}
