using System.Runtime.CompilerServices;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Changes;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Pipelines;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Auditing;

/// <summary>
/// Answers queries over <see cref="ChangeSet"/> with the reference evaluator, over the part of the change log that the
/// condition leaves by number and time, in the log's order where that is the query's.
/// </summary>
internal static class ChangeQuery
{
    private const int PageSize = 256;
    private const int MostCollected = 100_000;

    /// <summary>The answer, as of a snapshot's last change.</summary>
    public static ValueTask<QueryResult> RunAsync(IRecordStore store, long last, Query query, CancellationToken cancel)
    {
        if (query.HasPipeline)
        {
            var pipeline = PipelineQuery.Of(query);
            return PipelineRunner.RunAsync(pipeline, Candidates(store, last, pipeline.Source, cancel), new PipelineLimits(), cancel);
        }
        return StreamRunner.RunAsync(query, Candidates(store, last, query, cancel), MostCollected, cancel);
    }

    /// <summary>The entry of an id, as of a snapshot's last change; null when there is none.</summary>
    public static async ValueTask<Record?> FindAsync(IRecordStore store, long last, Guid id, CancellationToken cancel)
    {
        var number = ChangeSet.NumberOf(id);
        if (number < 1 || number > last || ChangeSet.IdOf(number) != id)
            return null;
        var entry = await store.ChangesAsync(new ChangeRange { After = number - 1, Before = number + 1 }, cancel).FirstOrDefaultAsync(cancel);
        return entry is null ? null : ChangeSet.RecordOf(entry);
    }

    /// <summary>How such a query is answered.</summary>
    public static StoreExplanation Explain(Query query)
    {
        var conditions = Conjuncts.Of(query.Filter).ToList();
        return new StoreExplanation(ChangeSet.Name, conditions.Count, 0, OrderOf(query) is not null, [], null);
    }

    private static StreamedCandidates Candidates(IRecordStore store, long last, Query query, CancellationToken cancel)
    {
        var bounds = ChangeBounds.Of(query.Filter);
        var order = OrderOf(query);
        var range = (bounds with { Last = Math.Min(bounds.Last, last) }).ToRange(order ?? true);
        return new StreamedCandidates(PagesAsync(store, range, cancel), static (_, _, _) => Task.FromResult<IReadOnlyList<Record>>([]))
        {
            Filter = query.Filter,
            InOrder = order is not null,
        };
    }

    // True for newest first, which is by id; null for an order that is not the log's.
    private static bool? OrderOf(Query query) => query.OrderBy switch
    {
        [] => true,
        [{ By: Field { Ref: var by } } first, ..] when by == FieldRef.Of(ChangeSet.Number) => first.Descending,
        [{ By: Field { Ref.System: SystemField.Id } } first, ..] => !first.Descending,
        _ => null,
    };

    private static async IAsyncEnumerable<IReadOnlyList<Candidate>> PagesAsync(
        IRecordStore store, ChangeRange range, [EnumeratorCancellation] CancellationToken cancel)
    {
        var page = new List<Candidate>(PageSize);
        await foreach (var entry in store.ChangesAsync(range, cancel))
        {
            page.Add(new Candidate(new Hit(ChangeSet.RecordOf(entry))));
            if (page.Count < PageSize)
                continue;
            yield return page;
            page = new List<Candidate>(PageSize);
        }
        if (page.Count > 0)
            yield return page;
    }
}
