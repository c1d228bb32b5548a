using System.Globalization;
using LowCode.Runtime;
using LowCode.Runtime.Apps;

namespace LowCode.Server.Endpoints;

/// <summary>The version of an app that a page asks for: <c>?version=3</c>, or the one that serves.</summary>
static class AskedVersion
{
    /// <summary>The version; null when there is no such app, or no version of that number.</summary>
    public static async ValueTask<CompiledApp?> FindAsync(HttpContext context, Installation installation, string app)
    {
        if (installation.Apps.GetValueOrDefault(app) is not { } running || context.Request.Query["version"] is not { Count: > 0 } asked)
            return installation.Apps.GetValueOrDefault(app);
        return int.TryParse(asked.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number == running.Version ? running : await installation.VersionAsync(app, number, context.RequestAborted) : null;
    }
}
