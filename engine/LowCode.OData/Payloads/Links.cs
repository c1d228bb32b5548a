using LowCode.OData.Model;
using LowCode.OData.Requests;

namespace LowCode.OData.Payloads;

/// <summary>
/// Addresses of entities in bodies: absolute, from the host's root, or from the service root; within a batch also
/// <c>$1</c> for the entity of an earlier request.
/// </summary>
/// <param name="root">Address of the service root, with a slash at its end.</param>
/// <param name="parts">Addresses of the entities of earlier requests, by their ids; null outside a batch.</param>
internal sealed class Links(string root, IReadOnlyDictionary<string, string>? parts)
{
    /// <summary>The id of the entity of a set to which an address leads, or null.</summary>
    public Guid? Resolve(string address, EntityPlan target)
    {
        if (address.StartsWith('$') && parts is not null && parts.TryGetValue(address[1..], out var entity))
            address = entity;
        var local = ServiceAddress.Local(root, address);
        if (!local.StartsWith(target.Set, StringComparison.Ordinal))
            return null;
        var key = local[target.Set.Length..];
        key = key.StartsWith('/') ? key[1..] : key.StartsWith('(') && key.EndsWith(')') ? key[1..^1] : "";
        if (key.StartsWith(Names.Id + "=", StringComparison.Ordinal))
            key = key[(Names.Id.Length + 1)..];
        return Guid.TryParseExact(key, "D", out var id) ? id : null;
    }
}
