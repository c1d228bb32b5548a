using LowCode.Definitions.Messages;
using Npgsql;

namespace LowCode.Storage.Postgres.Connections;

/// <summary>
/// Makes sure that all nodes have the same folder of attachments: the folder holds a file with a number that the database
/// knows. A node whose folder is another one, or is not mounted, would take uploads that nobody else finds.
/// </summary>
internal static class FolderMark
{
    private const string FileName = "folder.id";

    /// <summary>The first node marks the folder; every other must find the mark.</summary>
    /// <exception cref="StorageException">The folder is another one, or cannot be used.</exception>
    public static async Task ClaimAsync(NpgsqlConnection connection, Database database, string folder, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        await using (var one = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({database.DeclareLock})", connection))
            await one.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
        await using var known = new NpgsqlCommand($"SELECT mark FROM {database.Schema}.folder", connection);
        if (await known.ExecuteScalarAsync(cancel).ConfigureAwait(false) is Guid mark)
        {
            if (Find(folder) != mark)
                throw new StorageException(HostMessages.FolderNotShared, [("folder", folder)]);
            return;
        }
        await using var keep = new NpgsqlCommand($"INSERT INTO {database.Schema}.folder VALUES ($1)", connection)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = Find(folder) ?? Make(folder) } },
        };
        await keep.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
        await transaction.CommitAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Removes a mark that was copied from elsewhere.</summary>
    public static void Forget(string folder) => File.Delete(Path.Combine(folder, FileName));

    private static Guid? Find(string folder)
    {
        var file = Path.Combine(folder, FileName);
        return File.Exists(file) && Guid.TryParse(File.ReadAllText(file), out var mark) ? mark : null;
    }

    private static Guid Make(string folder)
    {
        var mark = Guid.NewGuid();
        try
        {
            Directory.CreateDirectory(folder);
            using (var file = new FileStream(Path.Combine(folder, FileName), FileMode.Create, FileAccess.Write))
            {
                file.Write(System.Text.Encoding.ASCII.GetBytes(mark.ToString()));
                file.Flush(flushToDisk: true);
            }
            FolderSync.Sync(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(StorageMessages.FolderUnusable, [("folder", folder), ("reason", failure.Message)], failure);
        }
        return mark;
    }
}
