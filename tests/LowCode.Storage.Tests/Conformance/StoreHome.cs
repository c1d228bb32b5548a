using LowCode.Storage.Changes;

namespace LowCode.Storage.Tests.Conformance;

/// <summary>A place where one store lives: opened, closed and opened again in a test, gone afterwards.</summary>
public abstract class StoreHome : IAsyncDisposable
{
    public abstract Task<IRecordStore> OpenAsync();

    /// <summary>A place for a backup that does not exist yet.</summary>
    public abstract string NewBackupPath();

    /// <summary>Opens what a backup has left.</summary>
    public abstract Task<IRecordStore> OpenBackupAsync(string path);

    /// <summary>Overwrites entries of the change log of a closed store behind its back; one without a hash is deleted.</summary>
    public abstract Task TamperAsync(params StoredChange[] changes);

    public abstract ValueTask DisposeAsync();
}
