namespace LowCode.OData.Errors;

/// <summary>Places in records as OData writes them.</summary>
internal static class PropertyPath
{
    /// <summary>
    /// The path of a property as it stands in addresses, and as clients look for it: <c>supplies[2].needed</c> becomes
    /// <c>supplies/2/needed</c>.
    /// </summary>
    public static string Of(string place) =>
        place.Replace('.', '/').Replace('[', '/').Replace("]", "", StringComparison.Ordinal);
}
