using LowCode.Storage.Changes;
using LowCode.Storage.Postgres.Backups;
using LowCode.Storage.Postgres.Connections;
using LowCode.Storage.Records;

namespace LowCode.Storage.Postgres;

/// <summary>Takes over what another store holds.</summary>
public static class PostgresTransfer
{
    /// <summary>Looks whether a schema can be filled; makes it when there is none.</summary>
    /// <exception cref="StorageException">The schema is not empty, or the database cannot be used.</exception>
    public static async Task RefuseContentAsync(PostgresStoreOptions options, CancellationToken cancel)
    {
        await using var database = new Database(options);
        try
        {
            await using var connection = await database.OtherAsync(cancel).ConfigureAwait(false);
            await DatabaseFormat.EnsureAsync(connection, database, cancel).ConfigureAwait(false);
            await Restorer.RefuseContentAsync(database, cancel).ConfigureAwait(false);
        }
        catch (Exception failure) when (Failures.IsOurs(failure))
        {
            throw Failures.ToStorage(failure);
        }
    }

    /// <summary>
    /// Fills an empty schema with a change log, whose entries and hashes stay as they are, and with the records that follow
    /// from it. All of it or nothing: when it fails or is killed it can be done again.
    /// </summary>
    /// <param name="options">Where to.</param>
    /// <param name="sets">Every set that an entry names.</param>
    /// <param name="changes">The whole log from its first entry; read twice.</param>
    /// <param name="cancel">Leaves nothing behind.</param>
    /// <exception cref="StorageException">The schema is not empty, a form has too many fields, or the database cannot be used.</exception>
    public static async Task FillAsync(
        PostgresStoreOptions options, IReadOnlyCollection<RecordSet> sets, Func<IAsyncEnumerable<StoredChange>> changes, CancellationToken cancel)
    {
        await using var database = new Database(options);
        try
        {
            await using var connection = await database.OtherAsync(cancel).ConfigureAwait(false);
            await DatabaseFormat.EnsureAsync(connection, database, cancel).ConfigureAwait(false);
            await FolderMark.ClaimAsync(connection, database, options.AttachmentsFolder, cancel).ConfigureAwait(false);
            await new Restorer(connection, database, sets, changes).RunAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception failure) when (Failures.IsOurs(failure))
        {
            throw Failures.ToStorage(failure);
        }
    }
}
