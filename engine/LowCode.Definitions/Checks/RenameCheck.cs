using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;

namespace LowCode.Definitions.Checks;

/// <summary>Former names within one version; <see cref="Compatibility"/> compares them with the version before.</summary>
internal static class RenameCheck
{
    public static void Check(CheckScope scope, ImmutableArray<FieldDefinition> fields)
    {
        Dictionary<string, string> renamed = new(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (field.RenamedFrom is not { } former)
                continue;
            var at = field.AtMember("renamedFrom");
            scope.Name(former, at);
            if (former == field.Name)
                scope.Error(FieldMessages.RenamedFromSelf, at);
            else if (fields.Any(other => other.Name == former))
                scope.Error(FieldMessages.RenamedFromKept, at, ("name", former));
            else if (!renamed.TryAdd(former, field.Name))
                scope.Error(FieldMessages.RenamedFromTwice, at, ("name", former), ("other", renamed[former]));
        }
    }
}
