using LowCode.Definitions.Values;
using LowCode.Runtime.Reading;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.OData.Queries;

/// <summary>
/// Related records where expressions are evaluated outside of a store: what an evaluation misses is fetched as the caller,
/// and then it is evaluated again. Not thread-safe.
/// </summary>
internal sealed class FetchedRecords(RecordReader reader, DateTimeOffset now) : IRelatedRecords
{
    private readonly Dictionary<(string Set, Guid Id), Record?> _known = [];
    private readonly HashSet<(string Set, Guid Id)> _missed = [];
    private readonly Dictionary<(string Set, FieldRef Reference, Guid Id), IReadOnlyList<Record>> _referring = [];
    private readonly HashSet<(string Set, FieldRef Reference, Guid Id)> _missedReferring = [];

    /// <summary>True when an evaluation asked for something that was not there yet: its results mean nothing.</summary>
    public bool HasMissed => _missed.Count + _missedReferring.Count > 0;

    public Record? Find(string set, Guid id)
    {
        if (!_known.TryGetValue((set, id), out var record))
            _missed.Add((set, id));
        return record;
    }

    public IReadOnlyList<Record> FindReferring(string set, FieldRef reference, Guid id)
    {
        if (_referring.TryGetValue((set, reference, id), out var records))
            return records;
        _missedReferring.Add((set, reference, id));
        return [];
    }

    /// <summary>Fetches what was missed.</summary>
    public async ValueTask LoadAsync(CancellationToken cancel)
    {
        foreach (var (set, id) in _missed)
            _known[(set, id)] = await reader.FindAsync(AppOf(set), FormOf(set), id, cancel);
        foreach (var missed in _missedReferring)
            _referring[missed] = await ReferringAsync(missed.Set, missed.Reference, missed.Id, cancel);
        _missed.Clear();
        _missedReferring.Clear();
    }

    private async ValueTask<IReadOnlyList<Record>> ReferringAsync(string set, FieldRef reference, Guid id, CancellationToken cancel)
    {
        var result = await reader.QueryAsync(AppOf(set), FormOf(set), new Query(set)
        {
            Filter = new Compare(ComparisonOperator.Equal, new Field(reference), new Constant(Value.Of(id))),
            Now = now,
        }, cancel);
        var records = new List<Record>();
        await foreach (var page in result.Pages.WithCancellation(cancel))
        {
            foreach (var hit in page.Span)
                records.Add(hit.Record);
        }
        return records;
    }

    private static string AppOf(string set) => set[..set.IndexOf('/', StringComparison.Ordinal)];

    private static string FormOf(string set) => set[(set.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
