using System.Collections.Immutable;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Image;

/// <summary>Everything that is current, at one moment. Immutable: readers keep the one they have.</summary>
/// <param name="Sets">The declared sets by name.</param>
/// <param name="LastChange">Number of the last change-log entry that it contains.</param>
internal sealed record StoreImage(ImmutableDictionary<string, SetImage> Sets, long LastChange)
{
    public long Records { get; } = Sets.Values.Sum(set => set.ById.Count);

    public long Bytes { get; } = Sets.Values.Sum(set => set.Bytes + (set.ById.Count * set.Columns.BytesPerRecord));

    public SetImage this[string set] => Sets.GetValueOrDefault(set)
        ?? throw new ArgumentException($"The set '{set}' has not been declared.", nameof(set));

    public Record? Find(string set, Guid id)
    {
        var records = this[set].ById;
        return records.Find(id, out var position) ? records.At(position) : null;
    }
}
