using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Workflows.Roles;

namespace LowCode.Workflows.Planning;

/// <summary>Reads addresses as authors write them, against the roles that the app declares.</summary>
internal sealed class AddressReader(AppDefinition app, Diagnostics found)
{
    public ImmutableArray<RoleAddress> Read(ImmutableArray<string> texts, SourceLocation at) =>
        [.. texts.Select(text => Read(text, at)).OfType<RoleAddress>()];

    public RoleAddress? Read(string text, SourceLocation at)
    {
        if (!RoleAddress.TryParse(text, out var address))
        {
            found.Error(WorkflowMessages.BadAddress, at, ("address", text), ("levels", string.Join(", ", RoleAddress.LevelNames)));
            return null;
        }
        if (address.IsSystem)
            return address;
        if (app.Roles.FirstOrDefault(role => role.Name == address.Role) is { } role)
            return address with { Home = role.Level };
        found.Error(WorkflowMessages.UnknownRole, at, ("role", address.Role));
        return null;
    }
}
