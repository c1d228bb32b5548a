using System.Globalization;
using LowCode.Definitions.Values;
using LowCode.Storage.Postgres.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.Postgres.Catalogue;

/// <summary>
/// One set's tables: <c>r7</c> with its current records, <c>o7</c> with the versions that they replaced, for snapshots
/// that are still read from. Immutable.
/// </summary>
internal sealed class SetTable
{
    /// <summary>An index over text is over so much of its beginning: the database cannot index long texts.</summary>
    public const int IndexedText = 200;

    /// <summary>Slots that a set may have: a row must fit on a page, where a column takes up to 18 bytes when its value lies elsewhere.</summary>
    public const int MostFields = 400;

    private readonly HashSet<FieldRef> _indexed;

    public SetTable(string schema, int number, RecordSet set)
    {
        Number = number;
        Set = set;
        var digits = number.ToString(CultureInfo.InvariantCulture);
        Current = $"{schema}.r{digits}";
        Replaced = $"{schema}.o{digits}";
        Columns = string.Join(", ", SystemColumns.Select(column => column.Name)
            .Concat(set.Shape.Slots.Select(slot => ColumnNames.Of(FieldRef.Of(slot)))));
        _indexed = [.. set.Indexes.SelectMany(index => index.Fields)];
    }

    /// <summary>Columns that every set has, in the order in which records are read.</summary>
    public static IReadOnlyList<(string Name, string Type)> SystemColumns { get; } =
    [
        ("id", "uuid NOT NULL"), ("revision", "bigint NOT NULL"), ("app_version", "bigint NOT NULL"),
        ("division", TextType), ("state", TextType), ("created_by", TextType), ("created_at", "timestamptz(3) NOT NULL"),
        ("modified_by", TextType), ("modified_at", "timestamptz(3) NOT NULL"), ("annex", "bytea"),
    ];

    /// <summary>Its number in the catalogue.</summary>
    public int Number { get; }

    public RecordSet Set { get; }

    /// <summary>Table of the current records.</summary>
    public string Current { get; }

    /// <summary>Table of the versions that have been replaced.</summary>
    public string Replaced { get; }

    /// <summary>All columns that hold a record, in the order in which it is read.</summary>
    public string Columns { get; }

    /// <summary>The same columns, with nothing in those that a projection leaves out.</summary>
    public string ColumnsOf(Projection? projection) => projection is null ? Columns : string.Join(", ", SystemColumns
        .Select(column => column.Name is "annex" && !projection.Annex ? "NULL::bytea AS annex" : column.Name)
        .Concat(Set.Shape.Slots.Select(slot => (Name: ColumnNames.Of(FieldRef.Of(slot)), Slot: slot))
            .Select(column => projection.Slots.Contains(column.Slot.Index) ? column.Name : $"NULL::{TypeOf(column.Slot.Kind)} AS {column.Name}")));

    private static string TextType => "text COLLATE \"C\"";

    /// <summary>Type of a slot's column.</summary>
    public static string TypeOf(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => "boolean",
        ValueKind.Integer => "bigint",
        ValueKind.Decimal => "numeric",
        ValueKind.Text => TextType,
        ValueKind.Date => "date",
        ValueKind.Time => "time(0)",
        ValueKind.Instant => "timestamptz(3)",
        ValueKind.Id => "uuid",
        _ => "jsonb",
    };

    /// <summary>True when an index over the field is over its beginning only.</summary>
    public static bool IsCut(FieldRef field) => field.System is SystemField.None && field.Kind is ValueKind.Text;

    /// <summary>True when some index has the field.</summary>
    public bool IsIndexed(FieldRef field) => _indexed.Contains(field);
}
