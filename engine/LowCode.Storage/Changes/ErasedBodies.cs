namespace LowCode.Storage.Changes;

/// <summary>
/// Whose bodies a reader of the change log has missed and not yet met the entry that erased them. It holds records, not
/// entries, and only until that entry. Not thread-safe.
/// </summary>
public sealed class ErasedBodies
{
    private readonly Dictionary<string, int> _sets = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Set, Guid Id), long> _missing = [];

    /// <summary>The first entry whose body is missing without reason so far; null when there is none.</summary>
    public long? First => _missing.Count == 0 ? null : _missing.Values.Min();

    /// <summary>Takes the next entry.</summary>
    public void Add(ChangeHead head, bool hasBody)
    {
        if (!_sets.TryGetValue(head.Set, out var set))
            _sets.Add(head.Set, set = _sets.Count);
        var record = (set, head.Id);
        if (head.Erases)
            _missing.Remove(record);
        if (!hasBody && !head.IsDeletion)
            _missing.TryAdd(record, head.Number);
    }
}
