using LowCode.Definitions.Messages;
using LowCode.Storage.Backups;
using LowCode.Storage.Changes;
using LowCode.Storage.Postgres.Catalogue;
using LowCode.Storage.Postgres.Changes;
using LowCode.Storage.Postgres.Connections;
using LowCode.Storage.Postgres.Translation;
using Npgsql;

namespace LowCode.Storage.Postgres.Backups;

/// <summary>
/// Copies the store while it works. The change log up to a number never changes, and all records follow from it: so the
/// copy is of one moment, and nobody waits for it.
/// </summary>
internal static class BackupWriter
{
    public static async Task WriteAsync(
        Database database, PostgresStoreOptions options, string path, Action<double> progress, CancellationToken cancel)
    {
        var folder = new BackupFolder(Path.GetFullPath(path));
        EmptyFolder.Claim(folder.Path);
        try
        {
            var last = await CopyChangesAsync(database, folder, share => progress(share * 0.4), cancel).ConfigureAwait(false);
            var records = await CopySetsAsync(database, folder, last, cancel).ConfigureAwait(false);
            if (Directory.Exists(options.AttachmentsFolder))
                await Task.Run(() => FolderCopy.Copy(options.AttachmentsFolder, folder.Attachments, cancel), cancel).ConfigureAwait(false);
            var manifest = await Task.Run(() => BackupCheck.Run(folder, share => progress(0.5 + (share * 0.5)), cancel), cancel).ConfigureAwait(false);
            if (manifest.Records != records)
                throw BackupCheck.Damaged(folder, $"{records} records lie in the database, the change log knows {manifest.Records}");
            folder.WriteManifest(manifest);
            progress(1);
        }
        catch
        {
            Directory.Delete(folder.Path, recursive: true);
            throw;
        }
    }

    private static async Task<long> CopyChangesAsync(
        Database database, BackupFolder folder, Action<double> progress, CancellationToken cancel)
    {
        var file = new FileStream(folder.Changes, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1024 * 1024);
        await using (file.ConfigureAwait(false))
        {
            var erased = new ErasedBodies();
            var (copied, last) = (0L, 0L);
            do
            {
                last = await database.LastChangeAsync(cancel).ConfigureAwait(false);
                await foreach (var row in new ChangeReader(database).ReadAsync(copied, last, cancel).ConfigureAwait(false))
                {
                    ChangeFile.Append(file, row);
                    erased.Add(ChangeHead.Read(row.Head), row.Body is not null);
                    copied = row.Number;
                    if (copied % 1024 == 0)
                        progress((double)copied / last);
                }
                if (copied != last)
                    throw new StorageException(StorageMessages.ChainBroken, [("number", copied + 1), ("reason", "the entry is missing")]);
            }
            // What was erased while it was copied has its reason behind what was the end then.
            while (erased.First is not null && copied < await database.LastChangeAsync(cancel).ConfigureAwait(false));
            file.Flush(flushToDisk: true);
            return copied;
        }
    }

    // Read after the log: a set that an entry names has been declared before.
    private static async Task<long> CopySetsAsync(Database database, BackupFolder folder, long last, CancellationToken cancel)
    {
        await using var connection = await database.ReaderAsync(cancel).ConfigureAwait(false);
        var catalogue = await SetCatalogue.ReadAsync(connection, database.Schema, cancel).ConfigureAwait(false);
        folder.WriteSets(catalogue.Tables.Values.OrderBy(table => table.Number).Select(table => table.Set));
        var records = 0L;
        foreach (var table in catalogue.Tables.Values)
        {
            await using var command = new NpgsqlCommand($"SELECT count(*) FROM ({Sources.At(table, "id", withReplaced: true)}) AS a", connection)
            {
                Parameters = { new NpgsqlParameter<long> { TypedValue = last } },
            };
            records += (long)(await command.ExecuteScalarAsync(cancel).ConfigureAwait(false))!;
        }
        return records;
    }
}
