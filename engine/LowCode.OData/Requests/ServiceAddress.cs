using LowCode.Definitions.Messages;
using LowCode.OData.Errors;

namespace LowCode.OData.Requests;

/// <summary>Addresses within a service, as clients write them: absolute, from the host's root, or from the service root.</summary>
internal static class ServiceAddress
{
    /// <summary>What stands behind the service root; an address that leads elsewhere stays as it is.</summary>
    /// <param name="root">Address of the service root, with a slash at its end.</param>
    /// <param name="address">The address.</param>
    public static string Local(string root, string address)
    {
        var path = new Uri(root).AbsolutePath;
        return address.StartsWith(root, StringComparison.OrdinalIgnoreCase) ? address[root.Length..]
            : address.StartsWith(path, StringComparison.Ordinal) ? address[path.Length..]
            : address;
    }

    /// <summary>The path for which <c>$entity?$id=…</c> stands (OData Protocol 4.01, 10.4); other paths stay as they are.</summary>
    /// <param name="root">Address of the service root, with a slash at its end.</param>
    /// <param name="path">Path behind it.</param>
    /// <param name="options">The request's options; <c>$id</c> is taken from them.</param>
    public static (string Path, bool IsById) Resolve(string root, string path, QueryOptions options)
    {
        if (path.Trim('/') != "$entity")
            return (path, false);
        var id = options.Take("$id") ?? throw QueryOptions.Wrong("$id", "", ODataMessages.ExpectEntityId);
        var local = Local(root, id);
        return local.AsSpan().IndexOfAny('?', '#') < 0 ? (local, true) : throw Refusal.NotFound(ODataMessages.NoRecord);
    }
}
