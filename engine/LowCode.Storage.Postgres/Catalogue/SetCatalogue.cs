using System.Collections.Immutable;
using LowCode.Storage.Records;
using Npgsql;

namespace LowCode.Storage.Postgres.Catalogue;

/// <summary>Every set in the database as it was last declared, by whichever node. Immutable.</summary>
/// <param name="Version">Grows with each declaration that changes something.</param>
/// <param name="Tables">By the set's name.</param>
internal sealed record SetCatalogue(long Version, ImmutableDictionary<string, SetTable> Tables)
{
    public static SetCatalogue Empty { get; } = new(-1, ImmutableDictionary<string, SetTable>.Empty);

    public static string VersionSql(string schema) => $"SELECT coalesce(max(version), 0) FROM {schema}.sets";

    public static async Task<SetCatalogue> ReadAsync(NpgsqlConnection connection, string schema, CancellationToken cancel)
    {
        var version = 0L;
        var tables = ImmutableDictionary.CreateBuilder<string, SetTable>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand($"SELECT number, name, shape::text, indexes::text, version FROM {schema}.sets", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            var shape = ShapeJson.Read(reader.GetString(2));
            var set = new RecordSet(reader.GetString(1), shape, IndexJson.Read(reader.GetString(3), shape));
            tables.Add(set.Name, new SetTable(schema, reader.GetInt32(0), set));
            version = Math.Max(version, reader.GetInt64(4));
        }
        return new SetCatalogue(version, tables.ToImmutable());
    }
}
