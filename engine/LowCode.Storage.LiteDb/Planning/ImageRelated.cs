using System.Collections.Concurrent;
using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.LiteDb.Conditions;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Planning;

/// <summary>Related records of one query, in its image. Thread-safe.</summary>
internal sealed class ImageRelated(StoreImage image) : IRelatedRecords
{
    private static readonly QueryOrder NoOrder = new([], overRows: false);
    private readonly ConcurrentDictionary<(string Set, FieldRef Reference), ILookup<Guid, Record>> _scanned = [];

    public Record? Find(string set, Guid id) => image.Find(set, id);

    public IReadOnlyList<Record> FindReferring(string set, FieldRef reference, Guid id)
    {
        var records = image[set];
        if (records.Indexes.FirstOrDefault(index => index.Order.Fields[0] == reference) is not { } tree)
            return [.. Scanned(set, reference)[id]];
        var condition = new OneOf(reference, new Constant(default), [Value.Of(id)]);
        var found = new List<Record>();
        foreach (var run in IndexPlan.Of(tree, [condition], NoOrder).Records())
            found.AddRange(run.Span);
        return found;
    }

    // Without an index the set is read once, however many records are asked about.
    private ILookup<Guid, Record> Scanned(string set, FieldRef reference)
    {
        if (_scanned.TryGetValue((set, reference), out var known))
            return known;
        var tree = image[set].ById;
        var all = new List<Record>();
        foreach (var run in tree.Runs(RecordTree.Start, tree.End))
        {
            foreach (var record in run.Span)
            {
                if (!reference.Read(record).IsEmpty)
                    all.Add(record);
            }
        }
        return _scanned[(set, reference)] = all.ToLookup(record => reference.Read(record).AsId());
    }
}
