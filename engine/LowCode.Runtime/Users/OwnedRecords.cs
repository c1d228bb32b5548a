using LowCode.Definitions.Values;
using LowCode.Storage;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Users;

/// <summary>The few records that have one value in one field.</summary>
internal static class OwnedRecords
{
    public static async Task<IReadOnlyList<Record>> WhereAsync(
        this IStoreSnapshot snapshot, string set, Slot slot, string value, CancellationToken cancel)
    {
        var filter = new Compare(ComparisonOperator.Equal, new Field(FieldRef.Of(slot)), new Constant(Value.Of(value)));
        return await snapshot.AllAsync(new Query(set) { Filter = filter }, cancel);
    }

    public static async Task<IReadOnlyList<Record>> AllAsync(this IStoreSnapshot snapshot, Query query, CancellationToken cancel)
    {
        var found = new List<Record>();
        var result = await snapshot.QueryAsync(query, cancel);
        await foreach (var page in result.Pages.WithCancellation(cancel))
            found.AddRange(page.ToArray().Select(hit => hit.Record));
        return found;
    }
}
