using LowCode.Storage.LiteDb.Loading;

namespace LowCode.Storage.LiteDb;

/// <summary>How a <see cref="LiteDbStore"/> works. Immutable.</summary>
/// <param name="Folder">
/// The data folder; made when there is none. The database, its log, the lock file and the attachments lie in it.
/// </param>
public sealed record LiteDbStoreOptions(string Folder)
{
    /// <summary>
    /// Memory that current records may take, in bytes (estimated); writes that would pass it are refused. By default
    /// 60 % of what the process may use. 0 means no limit.
    /// </summary>
    public long MemoryLimitBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 10 * 6;

    /// <summary>When the log has grown to this many bytes it is moved into the data file. 48 MB unless set.</summary>
    public long CheckpointBytes { get; init; } = 48 * 1024 * 1024;

    /// <summary>How many batches may wait for their commit; callers beyond that wait to be let in.</summary>
    public int QueueCapacity { get; init; } = 4096;

    /// <summary>Sets of fewer records are searched without columns. Tests set it to 0.</summary>
    internal int ColumnsFrom { get; init; } = 1024;

    /// <summary>The clock by which attachments are dated.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told while records are loaded into memory.</summary>
    public IProgress<LoadProgress>? Loading { get; init; }
}
