using LowCode.Storage.Records;

namespace LowCode.Storage.Evaluation;

/// <summary>Reads records of a set by id, in the snapshot that is queried; in any order, without those that do not exist.</summary>
public delegate Task<IReadOnlyList<Record>> RelatedReader(string set, IReadOnlyCollection<Guid> ids, CancellationToken cancel);

/// <summary>
/// Related records where each must be fetched: what an evaluation misses is noted, fetched for a whole page at once,
/// and the page is evaluated again. Not thread-safe.
/// </summary>
internal sealed class RelatedCache(RelatedReader reader) : IRelatedRecords
{
    private const int Most = 20_000;

    private readonly Dictionary<(string Set, Guid Id), Record?> _known = [];
    private readonly HashSet<(string Set, Guid Id)> _missed = [];

    /// <summary>True when an evaluation asked for something that was not there yet: its results mean nothing.</summary>
    public bool HasMissed => _missed.Count > 0;

    public Record? Find(string set, Guid id)
    {
        if (!_known.TryGetValue((set, id), out var record))
            _missed.Add((set, id));
        return record;
    }

    /// <summary>Fetches what was missed.</summary>
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
    }

    /// <summary>Forgets what it knows when that has become much; between two pages.</summary>
    public void Trim()
    {
        if (_known.Count > Most)
            _known.Clear();
    }
}
