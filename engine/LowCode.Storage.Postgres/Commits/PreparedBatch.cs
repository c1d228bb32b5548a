using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.Postgres.Catalogue;
using LowCode.Storage.Records;

namespace LowCode.Storage.Postgres.Commits;

/// <summary>One write with everything that can be made before it is its turn.</summary>
/// <param name="Write">The write.</param>
/// <param name="Shape">The set's shape as this node knows it.</param>
/// <param name="Body">The body of its change-log entry; null for a deletion.</param>
/// <param name="Tail">The head of that entry but for the number.</param>
/// <param name="Erases">Whether it erases the record's past.</param>
/// <param name="Notes">Whether it leaves no record.</param>
internal sealed record PreparedWrite(RecordWrite Write, Shape Shape, byte[]? Body, byte[] Tail, bool Erases, bool Notes);

/// <summary>A batch, checked and serialized on its caller's thread.</summary>
internal sealed record PreparedBatch(WriteBatch Batch, PreparedWrite[] Writes)
{
    private const int Megabyte = 1024 * 1024;
    private const int MostBytes = 15 * Megabyte;

    /// <summary>Checks what only a bug in the caller can get wrong, and serializes.</summary>
    public static PreparedBatch Of(WriteBatch batch, Func<string, SetTable> tableOf)
    {
        batch.Check();
        var writes = new PreparedWrite[batch.Writes.Length];
        for (var i = 0; i < writes.Length; i++)
        {
            var write = batch.Writes[i];
            var table = tableOf(write.Set);
            var body = write.New is null ? null : RecordJson.ToBytes(write.New);
            if (body?.Length > MostBytes)
                throw new StorageException(StorageMessages.RecordTooLarge, [("size", body.Length / Megabyte), ("limit", MostBytes / Megabyte)]);
            if (body.AsSpan().IndexOf("\\u0000"u8) >= 0 && !TextCheck.CanKeep(write.New!))
                throw new StorageException(StorageMessages.TextUnkeepable, [("set", write.Set)]);
            var entry = body is null ? null : ChangeBody.Of(body);
            writes[i] = new PreparedWrite(write, table.Set.Shape, entry, ChangeHeadJson.Tail(batch, write, entry), batch.Erases(write), batch.Notes(write));
        }
        return new PreparedBatch(batch, writes);
    }
}
