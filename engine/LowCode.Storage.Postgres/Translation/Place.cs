using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Postgres.Catalogue;
using LowCode.Storage.Postgres.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Postgres.Translation;

/// <summary>Where fields are read from: a table's columns, or a JSON value.</summary>
internal abstract class Place(string alias)
{
    public string Alias => alias;

    public abstract Sql Read(FieldRef field);
}

/// <summary>A record of a set.</summary>
internal sealed class RecordPlace(string alias, SetTable table) : Place(alias)
{
    private readonly SortedSet<string> _used = new(StringComparer.Ordinal) { "id" };

    public SetTable Table => table;

    /// <summary>Columns that have been read.</summary>
    public IReadOnlyCollection<string> Used => _used;

    public override Sql Read(FieldRef field)
    {
        var column = ColumnNames.Of(field);
        _used.Add(column);
        return new Sql($"{Alias}.{column}", field.Kind);
    }
}

/// <summary>A table row, or one code: an element of a JSON array.</summary>
internal sealed class ElementPlace(string alias) : Place(alias)
{
    /// <summary>The element as a code.</summary>
    public Sql Code => new($"({Alias}.value COLLATE \"C\")", ValueKind.Text);

    /// <summary>A part of the element as an attachment.</summary>
    public Sql File(FilePart part) => part switch
    {
        FilePart.Size => new($"({Alias}.value ->> '{NestedJson.FileSize}')::bigint", ValueKind.Integer),
        FilePart.Hash => Text(NestedJson.FileHash),
        FilePart.Name => Text(NestedJson.FileName),
        _ => Text(NestedJson.FileMediaType),
    };

    public override Sql Read(FieldRef field)
    {
        var name = field.System is SystemField.Id ? NestedJson.RowKey : ColumnNames.Slot(field.Slot);
        var text = $"({Alias}.value ->> '{name}')";
        var value = field.Kind switch
        {
            ValueKind.Text => $"({text} COLLATE \"C\")",
            ValueKind.Boolean => text + "::boolean",
            ValueKind.Integer => text + "::bigint",
            ValueKind.Decimal => text + "::numeric",
            ValueKind.Date => text + "::date",
            ValueKind.Time => text + "::time",
            ValueKind.Instant => text + "::timestamptz",
            ValueKind.Id => text + "::uuid",
            _ => $"({Alias}.value -> '{name}')",
        };
        return new Sql(value, field.Kind);
    }

    private Sql Text(string name) => new($"nullif({Alias}.value ->> '{name}' COLLATE \"C\", '')", ValueKind.Text);
}

/// <summary>What an expression's scopes stand for.</summary>
/// <param name="Zero">The record or row that the query is over.</param>
/// <param name="Owner">The record of that row, or that record.</param>
/// <param name="Variables">The variables of lambdas, by scope number.</param>
internal sealed record Scope(Place Zero, RecordPlace Owner, ImmutableDictionary<int, Place> Variables);
