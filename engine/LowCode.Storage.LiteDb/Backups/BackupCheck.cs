using System.Security.Cryptography;
using LowCode.Definitions.Messages;
using LowCode.Storage.Attachments;
using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb.Disk;
using LowCode.Storage.LiteDb.Engine;

namespace LowCode.Storage.LiteDb.Backups;

/// <summary>
/// Reads a copied data file from end to end, without changing it: the chain of the change log holds, every record is
/// what its newest entry says, and no record is missing; every attachment is what its name says.
/// </summary>
internal static class BackupCheck
{
    private const int Slice = 1024;

    /// <summary>What the folder really holds.</summary>
    /// <exception cref="StorageException">It is not right.</exception>
    public static BackupManifest Run(string folder, Action<double> progress, CancellationToken cancel)
    {
        using var data = new DiskFile(Path.Combine(folder, FolderDisk.DataName), readOnly: true);
        StoreFormat.CheckHeader(data, folder);
        StoreFormat.CheckWhole(data, folder);
        using var log = new MemoryFile();
        using var engine = StoreEngine.Open(data, log);
        var rows = ReadRows(engine, cancel);
        var check = ReadChanges(engine, folder, rows, progress, cancel);
        return new BackupManifest(
            StoreFormat.Version, rows.Values.Count(row => !row.IsDeleted), check.LastNumber, check.LastHash,
            CheckAttachments(folder, cancel));
    }

    private static Dictionary<long, RowMark> ReadRows(StoreEngine engine, CancellationToken cancel)
    {
        var rows = new Dictionary<long, RowMark>();
        foreach (var collection in engine.ReadSets().Values.Select(Documents.CollectionOf).Distinct())
        {
            for (var after = 0L; ;)
            {
                cancel.ThrowIfCancellationRequested();
                var slice = engine.ReadRecords(collection, after, Slice);
                foreach (var row in slice)
                    rows.Add(row.LastChange, RowMark.Of(row));
                if (slice.Count < Slice)
                    break;
                after = slice[^1].Row;
            }
        }
        return rows;
    }

    private static ChangeLogCheck ReadChanges(
        StoreEngine engine, string folder, Dictionary<long, RowMark> rows, Action<double> progress, CancellationToken cancel)
    {
        var verifier = new ChangeLogVerifier();
        var (newest, records) = (0, 0);
        while (verifier.LastNumber < engine.LastChange)
        {
            cancel.ThrowIfCancellationRequested();
            var slice = engine.ReadChanges(verifier.LastNumber, Slice);
            foreach (var change in slice)
            {
                if (!verifier.Add(change.ToStored()))
                    throw Broken(verifier.Break!);
                records += change.Previous == 0 && !verifier.LastHead!.IsNote ? 1 : 0;
                if (!rows.TryGetValue(change.Number, out var row))
                    continue;
                newest++;
                if (!row.Matches(change.Body))
                    throw Damaged(folder, $"a record is not what change {change.Number} says");
            }
            if (slice.Count == 0)
                throw Broken(new ChangeLogBreak(verifier.LastNumber + 1, "the entry is missing"));
            progress((double)verifier.LastNumber / engine.LastChange);
        }
        if (newest != rows.Count || records != rows.Count)
            throw Damaged(folder, $"{rows.Count} records lie in the file, the change log knows {records}");
        if (verifier.Result.Break is { } broken)
            throw Broken(broken);
        return verifier.Result;
    }

    private static long CheckAttachments(string folder, CancellationToken cancel)
    {
        var attachments = new AttachmentFolder(Path.Combine(folder, FolderDisk.AttachmentsName), TimeProvider.System);
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

    internal static StorageException Damaged(string folder, string reason) =>
        new(StorageMessages.BackupDamaged, [("path", folder), ("reason", reason)]);

    private static StorageException Broken(ChangeLogBreak at) =>
        new(StorageMessages.ChainBroken, [("number", at.Number), ("reason", at.Reason)]);

    // Enough of a record to know it again in its change.
    private readonly record struct RowMark(bool IsDeleted, int Length, UInt128 Hash)
    {
        public static RowMark Of(in RecordRow row) =>
            row.Body is null ? new(true, 0, 0) : new(false, row.Body.Length, HashOf(row.Body));

        public bool Matches(byte[]? body) =>
            body is null ? IsDeleted : !IsDeleted && ChangeBody.RecordOf(body).Length == Length && HashOf(ChangeBody.RecordOf(body)) == Hash;

        private static UInt128 HashOf(ReadOnlySpan<byte> bytes)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(bytes, hash);
            return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
        }
    }
}
