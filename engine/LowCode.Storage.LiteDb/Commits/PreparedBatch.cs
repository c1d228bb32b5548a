using LowCode.Definitions.Messages;
using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Commits;

/// <summary>One write with everything that can be made before it is its turn.</summary>
/// <param name="Write">The write.</param>
/// <param name="Body">The record's canonical bytes, or null for a deletion.</param>
/// <param name="Entry">The body of its change-log entry, or null for a deletion.</param>
/// <param name="Tail">The head of that entry but for the number.</param>
/// <param name="Erases">Whether it erases the record's past.</param>
/// <param name="Notes">Whether it leaves no record.</param>
/// <param name="At">When, in milliseconds since 1970.</param>
/// <param name="Bytes">Memory the new record takes.</param>
internal sealed record PreparedWrite(RecordWrite Write, byte[]? Body, byte[]? Entry, byte[] Tail, bool Erases, bool Notes, long At, long Bytes);

/// <summary>A batch, checked and serialized on its caller's thread.</summary>
internal sealed record PreparedBatch(WriteBatch Batch, PreparedWrite[] Writes)
{
    // The engine keeps documents up to 16.6 MB; a change-log entry is a record with some more around it.
    private const int Megabyte = 1024 * 1024;
    private const int MostBytes = 15 * Megabyte;

    /// <summary>Checks what only a bug in the caller can get wrong, and serializes.</summary>
    public static PreparedBatch Of(WriteBatch batch, StoreImage image)
    {
        batch.Check();
        var writes = new PreparedWrite[batch.Writes.Length];
        for (var i = 0; i < writes.Length; i++)
        {
            var write = batch.Writes[i];
            _ = image[write.Set];
            var body = write.New is null ? null : RecordJson.ToBytes(write.New);
            if (body?.Length > MostBytes)
                throw new StorageException(StorageMessages.RecordTooLarge, [("size", body.Length / Megabyte), ("limit", MostBytes / Megabyte)]);
            var entry = body is null ? null : ChangeBody.Of(body);
            writes[i] = new PreparedWrite(
                write, body, entry, ChangeHeadJson.Tail(batch, write, entry), batch.Erases(write), batch.Notes(write), batch.At.ToUnixTimeMilliseconds(),
                write.New is null || batch.Notes(write) ? 0 : RecordSize.Of(write.New));
        }
        return new PreparedBatch(batch, writes);
    }
}
