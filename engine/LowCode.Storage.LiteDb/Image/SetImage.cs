using System.Collections.Immutable;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Image;

/// <summary>The current records of one set with their indexes, at one moment. Immutable.</summary>
/// <param name="Set">The set as it was last declared.</param>
/// <param name="Number">The set's number in the file.</param>
/// <param name="ById">The records by id, with their places in the file.</param>
/// <param name="Indexes">One tree for each of the set's indexes, in their order.</param>
/// <param name="Deleted">Where the history of deleted records begins.</param>
/// <param name="Bytes">Memory that the records take, estimated.</param>
/// <param name="Columns">The columns of the leaves of <paramref name="ById"/>.</param>
internal sealed record SetImage(
    RecordSet Set, int Number, RecordTree ById, ImmutableArray<RecordTree> Indexes,
    ImmutableDictionary<Guid, RowRef> Deleted, long Bytes, SetColumns Columns)
{
    /// <summary>The image of a set from its records, sorted by id, and the trees of its indexes.</summary>
    public static SetImage Of(
        RecordSet set, int number, Record[] byId, RowRef[] rows, RecordTree[] indexes, ImmutableDictionary<Guid, RowRef> deleted, long bytes, SetColumns columns) =>
        new(set, number, RecordTree.Of(RecordOrder.ById, byId, rows), [.. indexes], deleted, bytes, columns);

    /// <summary>The same records under a new declaration: indexes that stay are kept, new ones are built.</summary>
    public SetImage Redeclared(RecordSet set)
    {
        var records = new Lazy<Record[]>(() =>
            [.. ById.Runs(RecordTree.Start, ById.End).SelectMany(run => run.ToArray())]);
        var indexes = set.Indexes.Select(index =>
        {
            var known = Indexes.FirstOrDefault(tree => tree.Order.Fields.SequenceEqual(index.Fields));
            return known ?? IndexSort.Tree(index.Fields, records.Value);
        });
        return this with { Set = set, Indexes = [.. indexes] };
    }

    /// <summary>Two records that a unique index should have kept apart, or null.</summary>
    public (RecordIndex Index, Guid One, Guid Other)? FindDuplicate()
    {
        for (var i = 0; i < Indexes.Length; i++)
        {
            if (!Set.Indexes[i].Unique)
                continue;
            var tree = Indexes[i];
            Record? before = null;
            foreach (var run in tree.Runs(RecordTree.Start, tree.End))
            {
                foreach (var record in run.Span)
                {
                    if (before is not null && UniqueKey.Same(tree.Order, before, record))
                        return (Set.Indexes[i], before.Id, record.Id);
                    before = record;
                }
            }
        }
        return null;
    }
}
