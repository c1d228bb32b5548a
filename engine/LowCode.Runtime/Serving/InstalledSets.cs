using LowCode.Runtime.Apps;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Serving;

/// <summary>The sets of an installation, for tools that look at its store as a whole.</summary>
public static class InstalledSets
{
    /// <summary>Declares the engine's own sets and those of all apps, and returns them. Compiles nothing.</summary>
    /// <exception cref="StorageException">The store cannot be read, or a stored version cannot.</exception>
    public static async Task<IReadOnlyList<RecordSet>> DeclareAsync(IRecordStore store, CancellationToken cancel = default)
    {
        await store.DeclareAsync([AppSet.Set], cancel);
        using var snapshot = store.Snapshot();
        var apps = await AppVersions.NewestAsync(snapshot, cancel);
        RecordSet[] sets = [.. SystemSet.All, .. apps.SelectMany(stored => AppIndexes.SetsOf(AppVersions.Read(stored), AppVersions.ShapesOf(stored)))];
        await store.DeclareAsync(sets, cancel);
        return sets;
    }
}
