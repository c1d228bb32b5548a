using LowCode.Definitions.Messages;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.Evaluation;

/// <summary>Reads records of a set by id, in the snapshot that is queried; in any order, without those that do not exist.</summary>
public delegate Task<IReadOnlyList<Record>> RelatedReader(string set, IReadOnlyCollection<Guid> ids, CancellationToken cancel);

/// <summary>Reads the records of a set that refer to some records, in the snapshot that is queried; in any order.</summary>
public delegate Task<IReadOnlyList<Record>> ReferringReader(
    string set, FieldRef reference, IReadOnlyCollection<Guid> ids, CancellationToken cancel);

/// <summary>
/// Related records where each must be fetched: what an evaluation misses is noted, fetched for a whole page at once,
/// and the page is evaluated again. Not thread-safe.
/// </summary>
/// <param name="reader">Fetches records by their ids.</param>
/// <param name="referringReader">Fetches records that refer to others; null where expressions have none.</param>
public sealed class RelatedCache(RelatedReader reader, ReferringReader? referringReader) : IRelatedRecords
{
    private const int Most = 20_000;
    private const int MostReferring = 100_000;

    private readonly Dictionary<(string Set, Guid Id), Record?> _known = [];
    private readonly HashSet<(string Set, Guid Id)> _missed = [];
    private readonly Dictionary<(string Set, FieldRef Reference, Guid Id), List<Record>> _referring = [];
    private readonly HashSet<(string Set, FieldRef Reference, Guid Id)> _missedReferring = [];
    private int _referringKnown;

    /// <summary>True when an evaluation asked for something that was not there yet: its results mean nothing.</summary>
    public bool HasMissed => _missed.Count + _missedReferring.Count > 0;

    /// <inheritdoc/>
    public Record? Find(string set, Guid id)
    {
        if (!_known.TryGetValue((set, id), out var record))
            _missed.Add((set, id));
        return record;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Record> FindReferring(string set, FieldRef reference, Guid id)
    {
        if (_referring.TryGetValue((set, reference, id), out var records))
            return records;
        _missedReferring.Add((set, reference, id));
        return [];
    }

    /// <summary>Fetches what was missed.</summary>
    /// <exception cref="EvaluationException">More records refer to the missed ones than may be collected.</exception>
    public async Task LoadAsync(CancellationToken cancel)
    {
        foreach (var missed in _missed.GroupBy(key => key.Set, key => key.Id, StringComparer.Ordinal))
        {
            var ids = missed.ToList();
            foreach (var id in ids)
                _known[(missed.Key, id)] = null;
            foreach (var record in await reader(missed.Key, ids, cancel).ConfigureAwait(false))
                _known[(missed.Key, record.Id)] = record;
        }
        _missed.Clear();
        foreach (var missed in _missedReferring.GroupBy(key => (key.Set, key.Reference), key => key.Id))
            await LoadReferringAsync(missed.Key.Set, missed.Key.Reference, [.. missed], cancel).ConfigureAwait(false);
        _missedReferring.Clear();
    }

    /// <summary>Forgets what it knows when that has become much; between two pages.</summary>
    public void Trim()
    {
        if (_known.Count > Most)
            _known.Clear();
        if (_referring.Count + _referringKnown > Most)
        {
            _referring.Clear();
            _referringKnown = 0;
        }
    }

    private async Task LoadReferringAsync(string set, FieldRef reference, List<Guid> ids, CancellationToken cancel)
    {
        if (referringReader is null)
            throw new NotSupportedException("Referring records cannot be reached from here.");
        foreach (var id in ids)
            _referring[(set, reference, id)] = [];
        foreach (var record in await referringReader(set, reference, ids, cancel).ConfigureAwait(false))
        {
            _referring[(set, reference, reference.Read(record).AsId())].Add(record);
            if (++_referringKnown > MostReferring)
                throw new EvaluationException(StorageMessages.ResultTooLarge);
        }
    }
}
