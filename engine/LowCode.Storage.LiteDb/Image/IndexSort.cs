using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Image;

/// <summary>Builds an index over many records at once; the keys are read once instead of at every comparison.</summary>
internal static class IndexSort
{
    /// <param name="fields">What is indexed.</param>
    /// <param name="byId">The records by id.</param>
    public static RecordTree Tree(ImmutableArray<FieldRef> fields, Record[] byId)
    {
        var order = new RecordOrder(fields);
        var keyed = new Keyed[byId.Length];
        for (var i = 0; i < keyed.Length; i++)
            keyed[i] = new Keyed(fields[0].Read(byId[i]), byId[i], i);
        Array.Sort(keyed, new ByKey(fields));
        var sorted = new Record[keyed.Length];
        for (var i = 0; i < keyed.Length; i++)
            sorted[i] = keyed[i].Record;
        return RecordTree.Of(order, sorted, []);
    }

    private readonly record struct Keyed(Value First, Record Record, int Place);

    private sealed class ByKey(ImmutableArray<FieldRef> fields) : IComparer<Keyed>
    {
        public int Compare(Keyed x, Keyed y)
        {
            var order = Value.Compare(x.First, y.First);
            for (var i = 1; order == 0 && i < fields.Length; i++)
                order = Value.Compare(fields[i].Read(x.Record), fields[i].Read(y.Record));
            return order != 0 ? order : x.Place.CompareTo(y.Place);
        }
    }
}
