namespace LowCode.Definitions.Model;

/// <summary>Paths of fields within a form, <c>supplies.item</c>.</summary>
public static class FieldPaths
{
    /// <summary>Whether a path is another one, or leads into it.</summary>
    public static bool IsWithin(string path, string around) => path.StartsWith(around, StringComparison.Ordinal)
        && (path.Length == around.Length || path[around.Length] == '.');
}
