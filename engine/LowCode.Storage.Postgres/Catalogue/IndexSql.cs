using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LowCode.Storage.Postgres.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Postgres.Catalogue;

/// <summary>
/// A set's index in the database. It serves the contract's order: empty first, then by id. Uniqueness is not the
/// database's: whoever commits holds the commit lock and looks the values up (see Commits).
/// </summary>
internal static class IndexSql
{
    /// <summary>Prefix of the names of a table's indexes.</summary>
    public static string Prefix(int table) => $"i{table.ToString(CultureInfo.InvariantCulture)}_";

    /// <summary>A name that tells the fields, within the length that names may have.</summary>
    public static string NameOf(int table, ImmutableArray<FieldRef> fields)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(',', fields.Select(ColumnNames.Of)) + Beside(fields)));
        return Prefix(table) + Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }

    public static string Create(SetTable table, ImmutableArray<FieldRef> fields, bool concurrently) =>
        $"CREATE INDEX {(concurrently ? "CONCURRENTLY " : "")}IF NOT EXISTS {NameOf(table.Number, fields)} ON {table.Current} ({Keys(fields)}){Beside(fields)}";

    public static string Drop(string schema, string name) => $"DROP INDEX CONCURRENTLY IF EXISTS {schema}.{name}";

    private static string Keys(ImmutableArray<FieldRef> fields)
    {
        var keys = fields.Select(Key).Distinct().ToList();
        if (!fields.Any(field => field.System is SystemField.Id))
            keys.Add("id");
        return string.Join(", ", keys);
    }

    // What is in a subtree is counted in the index alone, which must tell whether a record is younger than the snapshot. No update
    // leaves the index alone that could without: each sets the time of change.
    private static string Beside(ImmutableArray<FieldRef> fields) => fields[0].System is SystemField.Division ? " INCLUDE (since)" : "";

    private static string Key(FieldRef field)
    {
        var column = ColumnNames.Of(field);
        return (SetTable.IsCut(field) ? $"left({column}, {SetTable.IndexedText})" : column) + " NULLS FIRST";
    }
}
