using System.Collections.Immutable;
using System.Security.Cryptography;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Runtime.Users;
using LowCode.Storage;
using LowCode.Storage.Attachments;
using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Uploads;

/// <summary>
/// Uploads that come in parts, over days and by whatever nodes. A part is a file of its own and counts once the upload's record
/// names it: of two for one place the first that is written counts, and the other is told so. Thread-safe.
/// </summary>
public sealed class UploadDirectory
{
    /// <summary>Most uploads of a user that are not whole.</summary>
    public const int MostUnfinished = 100;

    private readonly ServingState _serving;

    internal UploadDirectory(ServingState serving) => _serving = serving;

    /// <summary>For how long an upload may take, and is remembered.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromDays(7);

    /// <summary>Begins an upload; null when the caller has too many that are not whole. One of no bytes is whole at once.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="app">For whose records.</param>
    /// <param name="length">How many bytes it will have.</param>
    /// <param name="metadata">What the client says of it.</param>
    /// <param name="cancel">Gives up before it is written.</param>
    public async Task<Upload?> BeginAsync(Caller caller, string app, long length, string metadata, CancellationToken cancel = default)
    {
        var (at, id) = (_serving.Now(), Guid.CreateVersion7(_serving.Clock.GetUtcNow()));
        using (var snapshot = _serving.Store.Snapshot())
        {
            var own = await snapshot.WhereAsync(UploadSet.Name, UploadSet.User, caller.Name, cancel);
            if (own.Count(upload => upload.Data[UploadSet.Hash].IsEmpty) >= MostUnfinished)
                return null;
        }
        var record = await WriteAsync(caller, null, id, new Row(UploadSet.Shape)
        {
            [UploadSet.User.Index] = Value.Of(caller.Name),
            [UploadSet.App.Index] = Value.Of(app),
            [UploadSet.Length.Index] = Value.Of(length),
            [UploadSet.Offset.Index] = Value.Of(0L),
            [UploadSet.Metadata.Index] = Value.Of(metadata),
            [UploadSet.ExpiresAt.Index] = Value.Of(at + Kept),
        }, cancel) ?? throw new InvalidOperationException("A new upload is there already.");
        return await FinishAsync(caller, record, cancel);
    }

    /// <summary>An upload of the caller's; null when there is none. One of which all bytes have come becomes an attachment now if it has not yet.</summary>
    public async Task<Upload?> FindAsync(Caller caller, Guid id, CancellationToken cancel = default) =>
        await RecordAsync(caller, id, cancel) is { } record ? await FinishAsync(caller, record, cancel) : null;

    /// <summary>
    /// Adds a part. When the sender goes in its middle what has come counts, unless there is a digest to hold it against. With the last
    /// byte the upload becomes an attachment.
    /// </summary>
    /// <param name="caller">Who.</param>
    /// <param name="id">The upload.</param>
    /// <param name="offset">Where the part begins; where the upload goes on.</param>
    /// <param name="content">The part.</param>
    /// <param name="digest">What it must be; null for anything.</param>
    /// <param name="cancel">Ends the part; it is written all the same.</param>
    /// <returns>How it ended, and the upload as it is then; null when there is none.</returns>
    public async Task<(PartEnd End, Upload? Upload)> AppendAsync(
        Caller caller, Guid id, long offset, Stream content, (HashAlgorithmName Algorithm, byte[] Digest)? digest, CancellationToken cancel = default)
    {
        if (await RecordAsync(caller, id, CancellationToken.None) is not { } record)
            return (PartEnd.Unknown, null);
        var upload = Upload.Of(record);
        if (offset != upload.Offset)
            return (PartEnd.WrongOffset, upload);
        var (store, part) = (_serving.Attachments, Guid.CreateVersion7());
        var received = await store.SavePartAsync(id, part, content, upload.Length - offset, digest?.Algorithm, cancel);
        if (received.IsTooLong)
            return (PartEnd.TooLong, upload);
        if (digest is { } expected && !(received.Digest is { } actual && CryptographicOperations.FixedTimeEquals(actual, expected.Digest)))
        {
            store.DeletePart(id, part);
            return (PartEnd.Damaged, upload);
        }
        if (received.Size > 0)
        {
            var row = record.Data.Thaw(UploadSet.Shape);
            row[UploadSet.Offset.Index] = Value.Of(offset + received.Size);
            row[UploadSet.Parts.Index] = Value.Of(string.Join(' ', Upload.PartsOf(record).Append(part)));
            if (await WriteAsync(caller, record, id, row, CancellationToken.None) is not { } written)
            {
                store.DeletePart(id, part);
                var now = await RecordAsync(caller, id, CancellationToken.None);
                return now is null ? (PartEnd.Unknown, null) : (PartEnd.WrongOffset, Upload.Of(now));
            }
            record = written;
        }
        return await FinishAsync(caller, record, CancellationToken.None) is { } kept ? (PartEnd.Kept, kept) : (PartEnd.Unknown, null);
    }

    /// <summary>Gives an upload up; false when there is none. What has become an attachment stays one.</summary>
    public async Task<bool> EndAsync(Caller caller, Guid id, CancellationToken cancel = default)
    {
        var isThere = false;
        await _serving.Store.CommitAsync(caller, _serving.Now(), "upload-ended", async (snapshot, writes) =>
        {
            var record = await snapshot.FindAsync(UploadSet.Name, id, cancel);
            isThere = record is not null && record.Data[UploadSet.User].AsText() == caller.Name;
            if (isThere)
                writes.AddDelete(record!);
        }, cancel);
        if (isThere)
            _serving.Attachments.DeleteParts(id);
        return isThere;
    }

    /// <summary>Forgets some uploads whose time is over, with their parts. Returns how many.</summary>
    internal async Task<int> ForgetAsync(CancellationToken cancel)
    {
        // Parts first: of a stop in between the record tells.
        var forgotten = 0;
        foreach (var expired in await ExpiredRecords.ClaimAsync(_serving, UploadSet.Name, UploadSet.ExpiresAt, _serving.Now(), cancel))
        {
            _serving.Attachments.DeleteParts(expired.Id);
            var writes = ImmutableArray.CreateBuilder<RecordWrite>();
            writes.AddDelete(expired);
            if (await _serving.Store.CommitAsync(new WriteBatch(Caller.System.Name, _serving.Now(), "forget", writes.ToImmutable()), cancel) is Committed)
                forgotten++;
        }
        return forgotten;
    }

    private async Task<Record?> RecordAsync(Caller caller, Guid id, CancellationToken cancel)
    {
        using var snapshot = _serving.Store.Snapshot();
        return await snapshot.FindAsync(UploadSet.Name, id, cancel) is { } record && record.Data[UploadSet.User].AsText() == caller.Name
            && record.Data[UploadSet.ExpiresAt].AsInstant() > _serving.Now() ? record : null;
    }

    // All bytes are there: they become an attachment, and the parts go. Of several that find it so each makes the same. Null when
    // parts are missing, as after a move to another store, which takes whole attachments along: then the upload is given up.
    private async Task<Upload?> FinishAsync(Caller caller, Record record, CancellationToken cancel)
    {
        var upload = Upload.Of(record);
        if (upload.Offset < upload.Length || upload.Hash is not null)
            return upload;
        var (store, isMissing) = (_serving.Attachments, false);
        StoredContent? stored;
        await using (var joined = new JoinedParts(Upload.PartsOf(record).Select(part => (Func<Stream>)(() =>
        {
            var content = store.OpenPart(record.Id, part);
            isMissing |= content is null;
            return content ?? Stream.Null;
        }))))
        {
            stored = await store.SaveAsync(joined, upload.Length, cancel);
        }
        if (isMissing)
        {
            // Or who was faster has taken them away.
            if (await RecordAsync(caller, record.Id, cancel) is { } now && Upload.Of(now) is { Hash: not null } whole)
                return whole;
            await EndAsync(caller, record.Id, cancel);
            return null;
        }
        if (stored?.Size != upload.Length)
            throw new StorageException(StorageMessages.AttachmentFailed, [("reason", $"{record.Id}: {stored?.Size} of {upload.Length}")]);
        var row = record.Data.Thaw(UploadSet.Shape);
        row[UploadSet.Hash.Index] = Value.Of(stored.Hash);
        row[UploadSet.Parts.Index] = default;
        await WriteAsync(caller, record, record.Id, row, cancel);
        store.DeleteParts(record.Id);
        return upload with { Hash = stored.Hash };
    }

    // Null when somebody else has written it meanwhile.
    private async Task<Record?> WriteAsync(Caller caller, Record? before, Guid id, Row row, CancellationToken cancel)
    {
        var writes = ImmutableArray.CreateBuilder<RecordWrite>();
        writes.AddWrite(before, UploadSet.Name, id, row, "", caller, _serving.Now());
        return await _serving.Store.CommitAsync(new WriteBatch(caller.Name, _serving.Now(), "upload", writes.ToImmutable()) { From = caller.From }, cancel) is Committed
            ? writes[0].New : null;
    }
}
