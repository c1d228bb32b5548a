using System.Text.Json;
using System.Text.Json.Serialization;
using LowCode.Definitions.Values;

namespace LowCode.Storage.Postgres.Catalogue;

/// <summary>Shapes as the catalogue keeps them.</summary>
internal static class ShapeJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter<ValueKind>() },
    };

    public static string Write(Shape shape) => JsonSerializer.Serialize(ShapeDto.Of(shape), Options);

    public static Shape Read(string json) => JsonSerializer.Deserialize<ShapeDto>(json, Options)!.ToShape();

    /// <summary>True when <paramref name="shape"/> lacks slots that <paramref name="other"/> has.</summary>
    public static bool IsBehind(Shape shape, Shape other) =>
        !ReferenceEquals(shape, other) && (shape.Slots.Length < other.Slots.Length
            || shape.Slots.Zip(other.Slots).Any(pair =>
                pair.First.Rows is { } rows && pair.Second.Rows is { } otherRows && IsBehind(rows, otherRows)));

    private sealed record ShapeDto(string Name, SlotDto[] Slots)
    {
        public static ShapeDto Of(Shape shape) => new(shape.Name, [.. shape.Slots.Select(SlotDto.Of)]);

        public Shape ToShape() => new(Name, [.. Slots.Select((slot, i) => slot.ToSlot(i))]);
    }

    private sealed record SlotDto(string Path, ValueKind Kind, ShapeDto? Rows, string[]? Former, bool Removed)
    {
        public static SlotDto Of(Slot slot) => new(
            slot.Path, slot.Kind, slot.Rows is null ? null : ShapeDto.Of(slot.Rows),
            slot.FormerPaths.IsEmpty ? null : [.. slot.FormerPaths], slot.IsRemoved);

        public Slot ToSlot(int index) => new(index, Path, Kind, Rows?.ToShape())
        {
            FormerPaths = Former is null ? [] : [.. Former],
            IsRemoved = Removed,
        };
    }
}
