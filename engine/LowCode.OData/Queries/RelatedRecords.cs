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

    /// <summary>
    /// What an evaluation over records at hand gives: as often as it turns out to need other records they are fetched and it
    /// is done again. The time that it takes counts as the store's.
    /// </summary>
    /// <exception cref="EvaluationException">A calculation failed.</exception>
    public static async ValueTask<T> EvaluateAsync<T>(RecordReader reader, DateTimeOffset now, Func<EvaluationFrame, T> evaluate, CancellationToken cancel)
    {
        var related = Of(reader, now);
        var frame = new EvaluationFrame(now, related, reader.Budget);
        while (true)
        {
            var result = reader.Budget is { } budget ? await budget.SpendAsync(_ => ValueTask.FromResult(Try())) : Try();
            if (!related.HasMissed)
                return result!;
            await related.LoadAsync(cancel);
        }

        T? Try()
        {
            try
            {
                return evaluate(frame);
            }
            catch (EvaluationException) when (related.HasMissed)
            {
                return default;
            }
        }
    }

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
