using LowCode.Runtime.SystemSets;

namespace LowCode.Runtime.Serving;

/// <summary>The names of users as people say them.</summary>
internal static class UserNames
{
    /// <summary>The name, or null when there is no such user.</summary>
    public static async ValueTask<string?> NameOfUserAsync(this ServingState serving, string name, CancellationToken cancel)
    {
        using var snapshot = serving.Store.Snapshot();
        var user = await snapshot.FindAsync(UserSet.Name, UserSet.IdOf(name), cancel);
        return user?.Data[UserSet.Title] is { IsEmpty: false } title ? title.AsText() : null;
    }
}
