using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LowCode.Definitions.Values;
using LowCode.Storage.Postgres.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.Postgres.Catalogue;

/// <summary>Declared indexes as the catalogue keeps them: their columns, and whether they are unique.</summary>
internal static class IndexJson
{
    private static readonly Dictionary<string, FieldRef> SystemFields = Enum.GetValues<SystemField>()
        .Where(field => field is not SystemField.None).Select(FieldRef.Of).ToDictionary(ColumnNames.Of, StringComparer.Ordinal);

    public static string Write(ImmutableArray<RecordIndex> indexes) => JsonSerializer.Serialize(
        indexes.Select(index => new IndexDto([.. index.Fields.Select(ColumnNames.Of)], index.Unique)), JsonSerializerOptions.Web);

    public static ImmutableArray<RecordIndex> Read(string json, Shape shape) =>
    [
        .. JsonSerializer.Deserialize<IndexDto[]>(json, JsonSerializerOptions.Web)!
            .Select(index => new RecordIndex([.. index.Fields.Select(name => FieldOf(name, shape))], index.Unique)),
    ];

    private static FieldRef FieldOf(string name, Shape shape) => SystemFields.TryGetValue(name, out var field)
        ? field : FieldRef.Of(shape.Slots[int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture)]);

    private sealed record IndexDto(string[] Fields, bool Unique);
}
