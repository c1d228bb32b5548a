namespace LowCode.Definitions.Model;

/// <summary>A field of some form, as <see cref="AccessDefinition.By"/> names it.</summary>
public static class ReferringField
{
    /// <summary>App, form and path that <c>form.field</c> or <c>app/form.field</c> names from within an app; the path is empty when none is named.</summary>
    public static (string App, string Form, string Path) Of(string app, string by)
    {
        var slash = by.IndexOf('/', StringComparison.Ordinal);
        var inApp = by[(slash + 1)..];
        var dot = inApp.IndexOf('.', StringComparison.Ordinal);
        return (slash < 0 ? app : by[..slash], dot < 0 ? inApp : inApp[..dot], dot < 0 ? "" : inApp[(dot + 1)..]);
    }
}
