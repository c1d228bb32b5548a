using LowCode.Definitions.Values;
using LowCode.Runtime.Serving;
using LowCode.Storage;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Erasing;

/// <summary>Attachments by what refers to them.</summary>
internal static class FileHashes
{
    /// <summary>The hashes of all attachments of a row, of the rows in it too.</summary>
    public static IEnumerable<string> Of(Row row)
    {
        foreach (var slot in row.Shape.Slots)
        {
            if (slot.Kind == ValueKind.Files)
            {
                foreach (var file in row[slot.Index].AsFiles().ToArray())
                    yield return file.Hash;
            }
            else if (slot.Rows is not null)
            {
                foreach (var hash in row[slot.Index].AsRows().ToArray().SelectMany(Of))
                    yield return hash;
            }
        }
    }

    /// <summary>Takes out of some hashes those to which a current record refers. Looks at every record of every form that has attachments.</summary>
    /// <param name="hashes">The hashes.</param>
    /// <param name="serving">What serves.</param>
    /// <param name="snapshot">The records.</param>
    /// <param name="instead">Records that are going to be otherwise, or no longer.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task LeaveUsedAsync(
        HashSet<string> hashes, ServingState serving, IStoreSnapshot snapshot, IReadOnlyDictionary<RecordKey, Record?> instead, CancellationToken cancel)
    {
        foreach (var form in serving.Apps.Values.SelectMany(app => app.Forms.Values).Where(form => HasFiles(form.Shape)))
        {
            if (hashes.Count == 0)
                return;
            var result = await snapshot.QueryAsync(new Query(form.SetName)
            {
                Projection = new Projection([.. form.Shape.Slots.Where(slot => slot.Kind == ValueKind.Files || slot.Rows is not null).Select(slot => slot.Index)], Annex: false),
            }, cancel);
            await foreach (var page in result.Pages.WithCancellation(cancel))
            {
                for (var i = 0; i < page.Length; i++)
                {
                    var record = page.Span[i].Record;
                    if (instead.TryGetValue(new RecordKey(form.SetName, record.Id), out var other))
                        record = other;
                    if (record is not null)
                        hashes.ExceptWith(Of(record.Data));
                }
            }
        }
    }

    private static bool HasFiles(Shape shape) => shape.Slots.Any(slot => slot.Kind == ValueKind.Files || (slot.Rows is { } rows && HasFiles(rows)));
}
