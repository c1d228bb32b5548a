using LowCode.Definitions.Values;
using LowCode.Rules;
using LowCode.Runtime.Reading;

namespace LowCode.Runtime.Evaluation;

/// <summary>
/// The records that rules look up, as the caller may see them. Rules run synchronously over what was fetched; what they
/// ask for beyond that is noted as missed, fetched, and the evaluation is done again. Not thread-safe.
/// </summary>
internal sealed class ReferenceRows(RecordReader reader) : IReferenceRows
{
    private readonly Dictionary<(string Set, Guid Id), Row?> _rows = [];
    private readonly List<(string Set, Guid Id)> _missed = [];

    /// <summary>How many it holds.</summary>
    public int Count => _rows.Count;

    /// <summary>True when a rule asked for what had not been fetched.</summary>
    public bool HasMissed => _missed.Count > 0;

    public Row? Find(string set, Guid id)
    {
        if (_rows.TryGetValue((set, id), out var row))
            return row;
        _missed.Add((set, id));
        return null;
    }

    /// <summary>Notes a record that rules are known to need.</summary>
    public void Want(string set, Guid id)
    {
        if (!_rows.ContainsKey((set, id)))
            _missed.Add((set, id));
    }

    /// <summary>Reads what was missed.</summary>
    public async ValueTask FetchAsync(CancellationToken cancel)
    {
        foreach (var (set, id) in _missed)
        {
            if (_rows.ContainsKey((set, id)))
                continue;
            var slash = set.IndexOf('/', StringComparison.Ordinal);
            var record = await reader.FindClearAsync(set[..slash], set[(slash + 1)..], id, cancel);
            _rows[(set, id)] = record?.Data;
        }
        _missed.Clear();
    }
}
