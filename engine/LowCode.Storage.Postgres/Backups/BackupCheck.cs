using System.Security.Cryptography;
using LowCode.Definitions.Messages;
using LowCode.Storage.Attachments;
using LowCode.Storage.Changes;

namespace LowCode.Storage.Postgres.Backups;

/// <summary>
/// Reads a backup from end to end: the chain of the change log holds, every entry can be read with its set's shape,
/// every attachment is what its name says.
/// </summary>
internal static class BackupCheck
{
    /// <summary>What the folder really holds.</summary>
    /// <exception cref="StorageException">It is not right.</exception>
    public static BackupManifest Run(BackupFolder folder, Action<double> progress, CancellationToken cancel)
    {
        try
        {
            var (records, check) = ReadChanges(folder, progress, cancel);
            return new BackupManifest(BackupFolder.Format, records, check.LastNumber, check.LastHash, CheckAttachments(folder, cancel));
        }
        catch (Exception failure) when (failure is not (StorageException or OperationCanceledException))
        {
            throw new StorageException(StorageMessages.BackupDamaged, [("path", folder.Path), ("reason", failure.Message)], failure);
        }
    }

    /// <summary>Reads a finished backup and compares it with what it says.</summary>
    public static BackupManifest RunFinished(BackupFolder folder, Action<double> progress, CancellationToken cancel)
    {
        var said = folder.ReadManifest() ?? throw Damaged(folder, "it is unfinished");
        if (said.Format != BackupFolder.Format)
            throw new StorageException(StorageMessages.FormatUnknown, [("file", folder.Path), ("found", said.Format), ("expected", BackupFolder.Format)]);
        return Run(folder, progress, cancel) == said ? said : throw Damaged(folder, "it does not hold what it says");
    }

    public static StorageException Damaged(BackupFolder folder, string reason) =>
        new(StorageMessages.BackupDamaged, [("path", folder.Path), ("reason", reason)]);

    private static (long Records, ChangeLogCheck Check) ReadChanges(BackupFolder folder, Action<double> progress, CancellationToken cancel)
    {
        var shapes = folder.ReadSets().ToDictionary(set => set.Name, set => set.Shape, StringComparer.Ordinal);
        var verifier = new ChangeLogVerifier();
        var records = new HashSet<(string, Guid)>();
        var (read, length) = (0L, (double)new FileInfo(folder.Changes).Length);
        foreach (var row in ChangeFile.Read(folder.Changes))
        {
            cancel.ThrowIfCancellationRequested();
            if (!verifier.Add(row))
                break;
            var entry = ChangeEntry.Read(row, shapes.GetValueOrDefault);
            if (!entry.IsDeletion && !shapes.ContainsKey(entry.Set))
                throw Damaged(folder, $"the set '{entry.Set}' is missing");
            if (entry.IsDeletion || entry.Head.IsNote)
                records.Remove((entry.Set, entry.Id));
            else
                records.Add((entry.Set, entry.Id));
            read += row.Head.Length + (row.Body?.Length ?? 0);
            if (row.Number % 1024 == 0)
                progress(Math.Min(1, read / length));
        }
        return verifier.Result is { Break: { } broken }
            ? throw new StorageException(StorageMessages.ChainBroken, [("number", broken.Number), ("reason", broken.Reason)])
            : (records.Count, verifier.Result);
    }

    private static long CheckAttachments(BackupFolder folder, CancellationToken cancel)
    {
        var attachments = new AttachmentFolder(folder.Attachments, TimeProvider.System);
        var count = 0L;
        foreach (var hash in attachments.Hashes())
        {
            cancel.ThrowIfCancellationRequested();
            using var content = attachments.Open(hash)!;
            if (Convert.ToHexStringLower(SHA256.HashData(content)) != hash)
                throw Damaged(folder, $"the attachment {hash} is not what it was");
            count++;
        }
        return count;
    }
}
