using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Pipelines;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.Pending;

/// <summary>
/// What is stored as it will be once what is pending is written, writes that are added later included. Queries that
/// nothing pending can change are the store's; the others are the reference evaluator's, over the store's records and the
/// pending ones. Not thread-safe. Disposing it disposes the snapshot below.
/// </summary>
/// <param name="stored">What is stored.</param>
/// <param name="writes">What is pending.</param>
public sealed class PendingSnapshot(IStoreSnapshot stored, PendingWrites writes) : IStoreSnapshot
{
    // More results than this are not collected beside what is pending.
    private const int MostCollected = 1_000_000;

    /// <inheritdoc/>
    public long LastChange => stored.LastChange;

    /// <inheritdoc/>
    public ValueTask<Record?> FindAsync(string set, Guid id, CancellationToken cancel = default) =>
        writes.TryFind(set, id, out var record) ? ValueTask.FromResult(record) : stored.FindAsync(set, id, cancel);

    /// <inheritdoc/>
    public ValueTask<QueryResult> QueryAsync(Query query, CancellationToken cancel = default)
    {
        if (writes.IsEmpty)
            return stored.QueryAsync(query, cancel);
        if (query.HasPipeline)
        {
            // Its steps may follow references as well as its filter.
            var pipeline = PipelineQuery.Of(query);
            return PipelineRunner.RunAsync(pipeline, Candidates(pipeline.Source, reaches: true), new PipelineLimits(Rows: MostCollected), cancel);
        }
        var reaches = Reaches(query.Filter) || query.OrderBy.Any(term => Reaches(term.By));
        if (!reaches && !writes.Touches(query.Set))
            return stored.QueryAsync(query, cancel);
        QueryRunner.Check(query);
        return StreamRunner.RunAsync(query, Candidates(query, reaches), MostCollected, cancel);
    }

    /// <summary>What is stored has come to; what is pending is no change yet.</summary>
    public ValueTask<IReadOnlyList<RecordChange>> ChangedAsync(string set, long after, int top, CancellationToken cancel = default) =>
        stored.ChangedAsync(set, after, top, cancel);

    /// <inheritdoc/>
    public ValueTask<StoreExplanation> ExplainAsync(Query query, CancellationToken cancel = default) => stored.ExplainAsync(query, cancel);

    /// <inheritdoc/>
    public void Dispose() => stored.Dispose();

    private bool Reaches(Expression? expression) => expression.Contains(part =>
        (part is Related related && writes.Touches(related.Set)) || (part is Referring referring && writes.Touches(referring.Set)));

    private StreamedCandidates Candidates(Query query, bool reaches) =>
        new(PagesAsync(query, Stored(query, reaches), CancellationToken.None), RelatedAsync) { Filter = query.Filter, Referring = ReferringAsync };

    // The records among which the stored results are, and none of those that are pending.
    private Query Stored(Query query, bool reaches)
    {
        ImmutableArray<Value> pending = [.. writes.Of(query.Set).Select(write => Value.Of(write.Id))];
        var conditions = new List<Expression>();
        if (!pending.IsEmpty)
            conditions.Add(new Not(new In(new Field(FieldRef.Of(SystemField.Id)), pending)));
        if (!query.Table.IsDefaultOrEmpty)
            return new Query(query.Set) { Filter = Conjuncts.All(conditions) };
        conditions.AddRange(Conjuncts.Of(query.Filter).TakeWhile(condition => !Reaches(condition)));
        var narrowed = new Query(query.Set) { Filter = Conjuncts.All(conditions), Now = query.Now };
        return reaches || query.Count || query.Top is not { } top || top > long.MaxValue - query.Skip
            ? narrowed : narrowed with { OrderBy = query.OrderBy, Top = top + query.Skip };
    }

    private async IAsyncEnumerable<IReadOnlyList<Candidate>> PagesAsync(
        Query query, Query narrowed, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = query.Table.IsDefaultOrEmpty ? null : new TableRows(query.Table);
        var result = await stored.QueryAsync(narrowed, cancel).ConfigureAwait(false);
        await foreach (var page in result.Pages.WithCancellation(cancel).ConfigureAwait(false))
            yield return Candidates(rows, page.ToArray().Select(hit => hit.Record));
        yield return Candidates(rows, writes.Of(query.Set).Select(write => write.New).OfType<Record>());
    }

    private static List<Candidate> Candidates(TableRows? rows, IEnumerable<Record> records) => rows is null
        ? [.. records.Select(record => new Candidate(new Hit(record)))]
        : [.. records.SelectMany(record => rows.Of(record).Select((hit, position) => new Candidate(hit, position)))];

    private async Task<IReadOnlyList<Record>> RelatedAsync(string set, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var found = new List<Record>(ids.Count);
        foreach (var id in ids)
        {
            if (await FindAsync(set, id, cancel).ConfigureAwait(false) is { } record)
                found.Add(record);
        }
        return found;
    }

    private async Task<IReadOnlyList<Record>> ReferringAsync(
        string set, FieldRef reference, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var found = new List<Record>();
        var result = await QueryAsync(new Query(set) { Filter = new In(new Field(reference), [.. ids.Select(Value.Of)]) }, cancel).ConfigureAwait(false);
        await foreach (var page in result.Pages.WithCancellation(cancel).ConfigureAwait(false))
            found.AddRange(page.ToArray().Select(hit => hit.Record));
        return found;
    }
}
