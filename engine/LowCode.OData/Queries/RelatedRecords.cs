using LowCode.Definitions.Values;
using LowCode.Runtime.Reading;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.OData.Queries;

/// <summary>Related records where expressions are evaluated outside of a store, fetched as the caller.</summary>
internal static class RelatedRecords
{
    // As many ids as an index is asked for at once.
    private const int Batch = 1000;

    public static RelatedCache Of(RecordReader reader, DateTimeOffset now) => new(
        (set, ids, cancel) => FindAsync(reader, set, new Field(FieldRef.Of(SystemField.Id)), ids, now, cancel),
        (set, reference, ids, cancel) => FindAsync(reader, set, new Field(reference), ids, now, cancel));

    private static async Task<IReadOnlyList<Record>> FindAsync(
        RecordReader reader, string set, Field field, IReadOnlyCollection<Guid> ids, DateTimeOffset now, CancellationToken cancel)
    {
        var slash = set.IndexOf('/', StringComparison.Ordinal);
        var records = new List<Record>();
        foreach (var some in ids.Chunk(Batch))
        {
            var result = await reader.QueryAsync(set[..slash], set[(slash + 1)..], new Query(set)
            {
                Filter = new In(field, [.. some.Select(Value.Of)]),
                Now = now,
            }, cancel);
            await foreach (var page in result.Pages.WithCancellation(cancel))
                records.AddRange(page.ToArray().Select(hit => hit.Record));
        }
        return records;
    }
}
