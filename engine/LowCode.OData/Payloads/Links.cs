using LowCode.OData.Model;

namespace LowCode.OData.Payloads;

/// <summary>Addresses of entities in bodies: absolute, from the host's root, or from the service root.</summary>
/// <param name="root">Address of the service root, with a slash at its end.</param>
internal sealed class Links(string root)
{
    /// <summary>The id of the entity of a set to which an address leads, or null.</summary>
    public Guid? Resolve(string address, EntityPlan target)
    {
        var path = new Uri(root).AbsolutePath;
        var local = address.StartsWith(root, StringComparison.OrdinalIgnoreCase) ? address[root.Length..]
            : address.StartsWith(path, StringComparison.Ordinal) ? address[path.Length..]
            : address;
        if (!local.StartsWith(target.Set, StringComparison.Ordinal))
            return null;
        var key = local[target.Set.Length..];
        key = key.StartsWith('/') ? key[1..] : key.StartsWith('(') && key.EndsWith(')') ? key[1..^1] : "";
        if (key.StartsWith(Names.Id + "=", StringComparison.Ordinal))
            key = key[(Names.Id.Length + 1)..];
        return Guid.TryParseExact(key, "D", out var id) ? id : null;
    }
}
