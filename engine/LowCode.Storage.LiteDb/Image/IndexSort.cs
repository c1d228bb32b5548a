using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Image;

/// <summary>
/// Builds an index over many records at once. Fields that are indexed mostly repeat (divisions, states, references), so
/// records are dealt into one bucket a value and only the values are sorted, then each bucket by what follows.
/// </summary>
internal static class IndexSort
{
    // Its loops run once, at the start of a server: they are compiled well at once instead of being tried out first.
    /// <param name="fields">What is indexed.</param>
    /// <param name="byId">The records by id.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RecordTree Tree(ImmutableArray<FieldRef> fields, Record[] byId)
    {
        var (values, bucketOf, sizes) = Deal(fields[0], byId);
        var order = new int[values.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (x, y) => Value.Compare(values[x], values[y]));
        var next = new int[order.Length];
        var start = 0;
        foreach (var bucket in order)
        {
            next[bucket] = start;
            start += sizes[bucket];
        }
        var sorted = new Record[byId.Length];
        for (var i = 0; i < byId.Length; i++)
            sorted[next[bucketOf[i]]++] = byId[i];
        if (fields.Length > 1)
            SortBuckets(sorted, order, sizes, new RecordOrder(fields[1..]));
        return RecordTree.Of(new RecordOrder(fields), sorted, []);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (List<Value> Values, int[] BucketOf, List<int> Sizes) Deal(FieldRef field, Record[] byId)
    {
        var buckets = new Dictionary<Value, int>();
        var values = new List<Value>();
        var sizes = new List<int>();
        var bucketOf = new int[byId.Length];
        for (var i = 0; i < byId.Length; i++)
        {
            var value = field.Read(byId[i]);
            if (!buckets.TryGetValue(value, out var bucket))
            {
                bucket = values.Count;
                buckets.Add(value, bucket);
                values.Add(value);
                sizes.Add(0);
            }
            bucketOf[i] = bucket;
            sizes[bucket]++;
        }
        return (values, bucketOf, sizes);
    }

    private static void SortBuckets(Record[] records, int[] order, List<int> sizes, RecordOrder rest)
    {
        var start = 0;
        foreach (var bucket in order)
        {
            Array.Sort(records, start, sizes[bucket], rest);
            start += sizes[bucket];
        }
    }
}
