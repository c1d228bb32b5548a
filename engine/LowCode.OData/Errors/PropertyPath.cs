namespace LowCode.OData.Errors;

/// <summary>Places in records as OData writes them.</summary>
internal static class PropertyPath
{
    /// <summary>
    /// The path of a property as it stands in addresses, and as clients look for it: <c>supplies[2].needed</c> becomes
    /// <c>supplies/2/needed</c>. Names of control information stay whole: <c>@odata.id</c>.
    /// </summary>
    public static string Of(string place) => place.IndexOf('@', StringComparison.Ordinal) is >= 0 and var control
        ? Segments(place[..control]) + place[control..]
        : Segments(place);

    private static string Segments(string place) => place.Replace('.', '/').Replace('[', '/').Replace("]", "", StringComparison.Ordinal);
}
