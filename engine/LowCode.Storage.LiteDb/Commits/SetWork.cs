using System.Collections.Immutable;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Commits;

/// <summary>A set while a group changes it.</summary>
internal sealed class SetWork(SetImage start)
{
    private readonly RecordTreeBuilder _byId = new(start.ById, withRows: true);
    private readonly RecordTreeBuilder[] _indexes = [.. start.Indexes.Select(index => new RecordTreeBuilder(index, withRows: false))];
    private readonly List<(Record? Before, Record? After)> _changes = [];
    private ImmutableDictionary<Guid, RowRef> _deleted = start.Deleted;
    private long _bytes = start.Bytes;

    public int Number => start.Number;

    public RecordSet Set => start.Set;

    public Record? Find(Guid id, out RowRef row)
    {
        if (FindPlace(id, out var position))
        {
            row = _byId.RowAt(position);
            return _byId.At(position);
        }
        row = _deleted.GetValueOrDefault(id);
        return null;
    }

    /// <summary>Puts a record in the place of another; null means none. <paramref name="row"/> is where it now lies.</summary>
    public void Put(Guid id, Record? before, Record? after, RowRef row, long bytes)
    {
        _bytes += bytes;
        if (before is null && after is not null)
        {
            _byId.Insert(after, row);
            _deleted = _deleted.Remove(id);
        }
        else if (before is not null && after is null)
        {
            _byId.Remove(before);
            if (row.LastChange > 0)
                _deleted = _deleted.SetItem(id, row);
        }
        else if (before is null)
        {
            _deleted = _deleted.SetItem(id, row);
        }
        else if (FindPlace(id, out var position))
        {
            _byId.Replace(position, after!, row);
        }
        _changes.Add((before, after));
        Reindex(unique: true, before, after);
    }

    /// <summary>Another record that holds the same values of a unique index, with the index; or null.</summary>
    public (Record Existing, RecordIndex Index)? FindDuplicate(Record record)
    {
        for (var i = 0; i < _indexes.Length; i++)
        {
            if (!Set.Indexes[i].Unique)
                continue;
            _indexes[i].Find(record, out var position);
            var (before, after) = _indexes[i].Around(position);
            var order = start.Indexes[i].Order;
            if (before is not null && UniqueKey.Same(order, record, before))
                return (before, Set.Indexes[i]);
            if (after is not null && UniqueKey.Same(order, record, after))
                return (after, Set.Indexes[i]);
        }
        return null;
    }

    /// <summary>The set as it is now; nothing may be put afterwards. Indexes that no write is checked against are made only here.</summary>
    public SetImage ToImage()
    {
        foreach (var (before, after) in _changes)
            Reindex(unique: false, before, after);
        return start with
        {
            ById = _byId.ToTree(),
            Indexes = [.. _indexes.Select(index => index.ToTree())],
            Deleted = _deleted,
            Bytes = _bytes,
        };
    }

    private bool FindPlace(Guid id, out TreePosition position) => _byId.Find(id, out position);

    private void Reindex(bool unique, Record? before, Record? after)
    {
        for (var i = 0; i < _indexes.Length; i++)
        {
            if (Set.Indexes[i].Unique == unique)
                Reindex(_indexes[i], start.Indexes[i].Order, before, after);
        }
    }

    private static void Reindex(RecordTreeBuilder index, RecordOrder order, Record? before, Record? after)
    {
        if (before is not null && after is not null && order.Compare(before, after) == 0)
        {
            index.Replace(index.PlaceOf(before), after, default);
            return;
        }
        if (before is not null)
            index.Remove(before);
        if (after is not null)
            index.Insert(after);
    }
}
