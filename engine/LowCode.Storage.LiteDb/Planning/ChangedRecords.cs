using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb.Image;

namespace LowCode.Storage.LiteDb.Planning;

/// <summary>Finds the records of a set that have changed after a number: every record is looked at, in memory.</summary>
internal static class ChangedRecords
{
    public static IReadOnlyList<RecordChange> Find(SetImage set, long after, int top, CancellationToken cancel)
    {
        // The smallest numbers are kept: the largest of those is the first to go.
        var kept = new PriorityQueue<RecordChange, long>();
        void Add(RecordChange change)
        {
            if (kept.Count < top)
                kept.Enqueue(change, -change.Number);
            else if (top > 0 && change.Number < kept.Peek().Number)
                kept.EnqueueDequeue(change, -change.Number);
        }

        foreach (var leaf in set.ById.Leaves)
        {
            cancel.ThrowIfCancellationRequested();
            for (var i = 0; i < leaf.Count; i++)
            {
                if (leaf.RowAt(i).LastChange > after)
                    Add(new RecordChange(leaf.RowAt(i).LastChange, leaf[i].Id, leaf[i]));
            }
        }
        foreach (var (id, row) in set.Deleted)
        {
            if (row.LastChange > after)
                Add(new RecordChange(row.LastChange, id, null));
        }
        return [.. kept.UnorderedItems.Select(item => item.Element).OrderBy(change => change.Number)];
    }
}
