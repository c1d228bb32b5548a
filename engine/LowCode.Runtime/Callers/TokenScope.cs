using System.Collections.Immutable;
using LowCode.Definitions.Model;

namespace LowCode.Runtime.Callers;

/// <summary>How far an access token goes.</summary>
public enum TokenAccess
{
    /// <summary>It only reads.</summary>
    Read,

    /// <summary>It reads and writes.</summary>
    Write,

    /// <summary>It creates records of named sets and sees nothing: for sensors and other devices.</summary>
    Create,
}

/// <summary>
/// What an access token leaves of what its owner may do. It never adds anything. A caller without a scope has signed in
/// in person, or with a token that is as good as that. Immutable.
/// </summary>
/// <param name="Access">How far it goes.</param>
/// <param name="Apps">The apps in which it counts; empty for all. Not looked at when it only creates.</param>
/// <param name="Sets">The sets, <c>app/form</c>, in which it creates; only for <see cref="TokenAccess.Create"/>.</param>
/// <param name="Administers">Whether an administrator may administer with it.</param>
public sealed record TokenScope(TokenAccess Access, ImmutableArray<string> Apps, ImmutableArray<string> Sets, bool Administers = false)
{
    /// <summary>Whether anything can be done in an app.</summary>
    public bool Opens(string app) => Access == TokenAccess.Create
        ? Sets.Any(set => set.StartsWith(app + "/", StringComparison.Ordinal))
        : Apps.IsEmpty || Apps.Contains(app);

    /// <summary>Whether records of a form can be acted on in this way.</summary>
    public bool Allows(AccessAction action, string app, string form) => Access switch
    {
        TokenAccess.Create => action == AccessAction.Create && Sets.Contains($"{app}/{form}"),
        TokenAccess.Read => action == AccessAction.Read && Opens(app),
        _ => Opens(app),
    };
}
