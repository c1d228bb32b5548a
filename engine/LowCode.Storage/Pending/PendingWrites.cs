using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Storage.Pending;

/// <summary>
/// What is going to be written together, while it grows: of each record one write, from what is stored to the last that
/// was said of it. Not thread-safe.
/// </summary>
public sealed class PendingWrites
{
    private readonly OrderedDictionary<(string Set, Guid Id), (RecordWrite Write, string Command)> _writes = [];
    private readonly Dictionary<string, int> _sets = new(StringComparer.Ordinal);
    private readonly HashSet<RecordKey> _absent = [];

    /// <summary>True while there is nothing to write.</summary>
    public bool IsEmpty => _writes.Count == 0;

    /// <summary>Whether something of a set is going to be written.</summary>
    public bool Touches(string set) => _sets.GetValueOrDefault(set) > 0;

    /// <summary>
    /// Adds a write of what is pending, or else of what is stored. A record that is written again keeps the revision that
    /// the first write gave it: the whole is one revision. One that is made and deleted again is not written at all.
    /// </summary>
    /// <param name="write">The write.</param>
    /// <param name="command">What is done, see <see cref="WriteBatch.Command"/>.</param>
    /// <exception cref="ArgumentException">It is not a write of the pending record.</exception>
    public void Add(RecordWrite write, string command)
    {
        var key = (write.Set, write.Id);
        if (!_writes.TryGetValue(key, out var pending))
        {
            _writes.Add(key, (write, command));
            _sets[write.Set] = _sets.GetValueOrDefault(write.Set) + 1;
            return;
        }
        if (write.ExpectedRevision != (pending.Write.New?.Revision ?? 0))
            throw new ArgumentException($"{write.Set} {write.Id} is pending at another revision than {write.ExpectedRevision}.", nameof(write));
        var stored = pending.Write.ExpectedRevision;
        if (stored == 0 && write.New is null)
        {
            _writes.Remove(key);
            _sets[write.Set]--;
            return;
        }
        _writes[key] = (
            new RecordWrite(write.Set, write.Id, stored, write.New is { } record ? record with { Revision = stored + 1 } : null) { Was = write.Was },
            Both(pending.Command, command));
    }

    /// <summary>Says that records must not exist when all of it is written; see <see cref="WriteBatch.Absent"/>.</summary>
    public void Expect(IEnumerable<RecordKey> absent) => _absent.UnionWith(absent);

    /// <summary>What is pending of a record; false when nothing is. A record that is going to be deleted is null.</summary>
    public bool TryFind(string set, Guid id, out Record? record)
    {
        var found = _writes.TryGetValue((set, id), out var pending);
        record = found ? pending.Write.New : null;
        return found;
    }

    /// <summary>What is pending of a set, in the order in which it was first said.</summary>
    public IEnumerable<RecordWrite> Of(string set) => !Touches(set) ? [] : _writes.Values.Select(pending => pending.Write).Where(write => write.Set == set);

    /// <summary>All of it. Each change tells what was done to its own record.</summary>
    public WriteBatch ToBatch(string by, DateTimeOffset at)
    {
        var command = IsEmpty ? "" : _writes.GetAt(0).Value.Command;
        return new WriteBatch(by, at, command,
            [.. _writes.Values.Select(pending => pending.Command == command ? pending.Write : pending.Write with { Command = pending.Command })])
        {
            Absent = [.. _absent],
        };
    }

    private static string Both(string before, string after) => before.Split('+').Contains(after) ? before : $"{before}+{after}";
}
