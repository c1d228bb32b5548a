namespace LowCode.Storage.Postgres;

/// <summary>How a <see cref="PostgresStore"/> works. Immutable.</summary>
/// <param name="ConnectionString">Where the database is, as Npgsql reads it: <c>Host=…;Database=…;Username=…</c>.</param>
/// <param name="AttachmentsFolder">
/// Folder of the attachments; made when there is none. All nodes must see the same one.
/// </param>
public sealed record PostgresStoreOptions(string ConnectionString, string AttachmentsFolder)
{
    /// <summary>
    /// Name of the database schema that holds everything; made when there is none. Lower-case letters, digits and
    /// underscores. Installations in one database take different ones.
    /// </summary>
    public string Schema { get; init; } = "lowcode";

    /// <summary>Connections for readers; who finds none free waits. 32 unless set.</summary>
    public int Connections { get; init; } = 32;

    /// <summary>How many batches may wait for their commit; callers beyond that wait to be let in.</summary>
    public int QueueCapacity { get; init; } = 4096;

    /// <summary>How long an operation waits for a server that is away, or for another node, before it fails. 10 s unless set.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a snapshot may be read from; the versions that records had are kept for twice as long. 10 minutes unless
    /// set. What a query has begun to answer it answers to the end.
    /// </summary>
    public TimeSpan SnapshotLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How many results a query may collect in memory where it cannot give them one after another. 100,000 unless set;
    /// beyond it the query fails.
    /// </summary>
    public int MostCollected { get; init; } = 100_000;

    /// <summary>The clock by which attachments are dated and the ages of snapshots are counted.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
