using LowCode.Definitions.Messages;
using LowCode.Storage;
using LowCode.Storage.Attachments;
using LowCode.Storage.LiteDb;
using LowCode.Storage.Postgres;

namespace LowCode.Stores;

/// <summary>An open store with its attachments. Whoever takes the records over disposes them.</summary>
/// <param name="Records">Records, history, change log.</param>
/// <param name="Attachments">The bytes of attachments.</param>
public sealed record OpenStore(IRecordStore Records, IAttachmentStore Attachments)
{
    /// <summary>Opens the store of a name; an empty one is made when there is none.</summary>
    /// <exception cref="StorageException">The store cannot be opened; the message says why and what to do.</exception>
    public static async Task<OpenStore> OpenAsync(StoreName name, StoreSettings settings, CancellationToken cancel = default)
    {
        if (name.IsPostgres)
        {
            var postgres = await PostgresStore.OpenAsync(PostgresOptions(name, settings), cancel).ConfigureAwait(false);
            return new OpenStore(postgres, postgres.Attachments);
        }
        var embedded = await LiteDbStore.OpenAsync(LiteDbOptions(name, settings), cancel).ConfigureAwait(false);
        return new OpenStore(embedded, embedded.Attachments);
    }

    internal static LiteDbStoreOptions LiteDbOptions(StoreName name, StoreSettings settings)
    {
        var options = new LiteDbStoreOptions(name.Folder) { Time = settings.Time };
        return settings.MemoryLimitBytes > 0 ? options with { MemoryLimitBytes = settings.MemoryLimitBytes } : options;
    }

    internal static PostgresStoreOptions PostgresOptions(StoreName name, StoreSettings settings) =>
        string.IsNullOrWhiteSpace(settings.ConnectionString)
            ? throw new StorageException(HostMessages.NoConnectionString, [])
            : new PostgresStoreOptions(settings.ConnectionString, name.Attachments) { Schema = settings.Schema, Time = settings.Time };
}
