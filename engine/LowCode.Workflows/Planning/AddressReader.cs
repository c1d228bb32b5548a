using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Workflows.Roles;

namespace LowCode.Workflows.Planning;

/// <summary>Reads addresses as authors write them, with what the app says of their roles. Malformed ones are passed over.</summary>
internal sealed class AddressReader(AppDefinition app)
{
    public ImmutableArray<RoleAddress> Read(ImmutableArray<string> texts) => [.. texts.Select(Read).OfType<RoleAddress>()];

    public RoleAddress? Read(string text) => RoleAddress.TryParse(text, out var address)
        ? address with { Home = app.Roles.FirstOrDefault(role => role.Name == address.Role)?.Level }
        : null;
}
