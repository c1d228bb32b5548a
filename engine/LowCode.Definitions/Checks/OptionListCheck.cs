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
        foreach (var option in list.Items)
        {
            if (option.Parent is not { } parent)
                continue;
            if (!byCode.ContainsKey(parent))
                scope.Unknown(FieldMessages.UnknownParent, "parent", parent, byCode.Keys, option.AtMember("parent"));
            else if (IsOwnAncestor(option, byCode))
                scope.Error(FieldMessages.ParentCycle, option.AtMember("parent"), ("code", option.Code));
        }
    }

    private static bool IsOwnAncestor(OptionDefinition option, Dictionary<string, OptionDefinition> byCode)
    {
        var above = option.Parent;
        for (var steps = 0; above is not null && steps <= byCode.Count; steps++)
        {
            if (above == option.Code)
                return true;
            above = byCode.GetValueOrDefault(above)?.Parent;
        }
        return false;
    }
}
