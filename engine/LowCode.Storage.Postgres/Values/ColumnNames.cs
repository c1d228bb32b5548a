using System.Globalization;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Postgres.Values;

/// <summary>Names in the database: of our own making, never what a person wrote, so none needs quotes.</summary>
internal static class ColumnNames
{
    private static readonly string[] Numbers = [.. Enumerable.Range(0, 256).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    /// <summary>A slot's name inside nested JSON: its number.</summary>
    public static string Slot(int index) => index < Numbers.Length ? Numbers[index] : index.ToString(CultureInfo.InvariantCulture);

    public static string Of(FieldRef field) => field.System switch
    {
        SystemField.None => "f" + Slot(field.Slot),
        SystemField.Id => "id",
        SystemField.AppVersion => "app_version",
        SystemField.Division => "division",
        SystemField.State => "state",
        SystemField.CreatedBy => "created_by",
        SystemField.CreatedAt => "created_at",
        SystemField.ModifiedBy => "modified_by",
        SystemField.ModifiedAt => "modified_at",
        SystemField.Revision => "revision",
        _ => throw new InvalidOperationException($"No column for {field.System}."),
    };
}
