using LowCode.Definitions.Values;

namespace LowCode.Storage.Postgres.Translation;

/// <summary>
/// An expression in SQL. NULL is empty; of a condition, unknown. <paramref name="Kind"/> is that of every result that is
/// not NULL; <see cref="ValueKind.Empty"/> when it always is.
/// </summary>
internal readonly record struct Sql(string Text, ValueKind Kind)
{
    public static Sql Nothing { get; } = new("NULL", ValueKind.Empty);

    public static Sql Of(bool truth) => new(truth ? "TRUE" : "FALSE", ValueKind.Boolean);

    public static Sql Condition(string text) => new(text, ValueKind.Boolean);
}
