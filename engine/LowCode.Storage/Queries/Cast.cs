using LowCode.Definitions.Values;

namespace LowCode.Storage.Queries;

/// <summary>
/// The operand as a value of another kind; empty when it is none. Between numbers a fraction is cut off towards zero;
/// an instant's date and time are those in UTC, a date's instant is its beginning in UTC; texts are as in OData's JSON,
/// decimals without zeros at their end.
/// </summary>
public sealed record Cast(Expression Operand, ValueKind Kind) : Expression;
