using System.Collections.Immutable;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>The engine's own sets.</summary>
public static class SystemSet
{
    /// <summary>The app name under which they are read.</summary>
    public const string App = "system";

    /// <summary>All of them.</summary>
    public static ImmutableArray<RecordSet> All { get; } =
    [
        TaskSet.Set, TimerSet.Set, DivisionSet.Set, ClosedDivisionSet.Set, DivisionChangeSet.Set,
        UserSet.Set, AccountSet.Set, IdentitySet.Set, SessionSet.Set, TokenSet.Set, InvitationSet.Set, AppSet.Set, InstallationSet.Set, ReadingSet.Set, ErasureSet.Set, RequestSet.Set,
        ChoreSet.Set, UploadSet.Set,
    ];
}
