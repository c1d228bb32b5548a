using LowCode.Storage.Changes;
using LowCode.Storage.Postgres.Catalogue;
using LowCode.Storage.Records;

namespace LowCode.Storage.Postgres.Commits;

/// <summary>What a group needs to know of one set, and what the group makes of it.</summary>
internal sealed class SetState(SetTable table)
{
    private readonly Dictionary<Guid, long> _revisions = [];
    private readonly HashSet<Guid> _present = [];
    private readonly HashSet<Guid> _logged = [];
    private readonly Dictionary<Guid, (Record? Record, long Change)> _written = [];

    public SetTable Table => table;

    public List<UniqueValues> Uniques { get; } =
        [.. table.Set.Indexes.Where(index => index.Unique).Select(index => new UniqueValues(index))];

    /// <summary>Notes a record that is in the database.</summary>
    public void Found(Guid id, long revision)
    {
        _revisions[id] = revision;
        _present.Add(id);
    }

    /// <summary>Notes a record that the change log knows.</summary>
    public void Logged(Guid id) => _logged.Add(id);

    /// <summary>Whether there ever was such a record; told only of those that were asked for, and of what is taken in.</summary>
    public bool WasLogged(Guid id) => _logged.Contains(id) || _written.ContainsKey(id);

    /// <summary>Its revision after what has been taken in so far; 0 when it does not exist.</summary>
    public long Revision(Guid id) => _revisions.GetValueOrDefault(id);

    /// <summary>Takes a change in.</summary>
    public void Write(RecordWrite write, long change)
    {
        _revisions[write.Id] = write.New?.Revision ?? 0;
        _written[write.Id] = (write.New, change);
    }

    /// <summary>Versions in the database that the group replaces, with the change that does it.</summary>
    public IEnumerable<(Guid Id, long Change)> Replaced =>
        _written.Where(pair => _present.Contains(pair.Key)).Select(pair => (pair.Key, pair.Value.Change));

    /// <summary>Records as the group leaves them, with the change that made them.</summary>
    public IEnumerable<(Record Record, long Change)> Left =>
        _written.Values.Where(written => written.Record is not null).Select(written => (written.Record!, written.Change));
}
