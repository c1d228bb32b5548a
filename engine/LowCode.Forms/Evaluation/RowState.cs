using System.Globalization;
using LowCode.Definitions.Values;
using LowCode.Forms.Planning;

namespace LowCode.Forms.Evaluation;

/// <summary>One row during an evaluation: the record's own, or one in a table.</summary>
sealed class RowState(PlannedScope scope, Row row, Row? before, RowState? owner, PlannedField? table)
{
    private RowState[]?[]? _rows;

    /// <summary>The fields it has.</summary>
    public PlannedScope Scope { get; } = scope;

    /// <summary>Its values.</summary>
    public Row Row { get; } = row;

    /// <summary>The row in whose table it lies; null for the record's own.</summary>
    public RowState? Owner => owner;

    /// <summary>The table that it lies in; null for the record's own row.</summary>
    public PlannedField? Table => table;

    /// <summary>Its place in its table.</summary>
    public int Position { get; set; }

    /// <summary>The same row as it is stored; null when it is new.</summary>
    public Row? Before { get; } = before;

    /// <summary>By the fields' positions in the scope: true when not relevant.</summary>
    public bool[] Hidden { get; } = new bool[scope.Fields.Length];

    /// <summary>Where it stands, for findings: empty, or <c>supplies[2].</c>. Made when asked for: most rows have no findings.</summary>
    public string Prefix => owner is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{owner.Prefix}{table!.Path}[{Position}].");

    /// <summary>True when the table that it stands in is hidden, or one around that.</summary>
    public bool IsInHiddenTable => owner is not null && (owner.Hidden[table!.Index] || owner.IsInHiddenTable);

    /// <summary>Whether a field is not relevant: by itself, or with the group or table that it stands in.</summary>
    public bool IsHidden(PlannedField field) => Hidden[field.Index] || IsInHiddenTable;

    /// <summary>The rows of one of its tables, in their order.</summary>
    public ReadOnlySpan<RowState> RowsOf(PlannedField field) => _rows?[field.Index];

    /// <summary>Remembers the rows of one of its tables.</summary>
    public void SetRows(PlannedField field, RowState[] rows) => (_rows ??= new RowState[]?[Hidden.Length])[field.Index] = rows;

    /// <summary>Path of a field in it.</summary>
    public string PathOf(PlannedField field) => Prefix + field.Path;
}
