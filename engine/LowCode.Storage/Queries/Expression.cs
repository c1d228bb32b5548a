using System.Collections.Immutable;
using LowCode.Definitions.Values;

namespace LowCode.Storage.Queries;

/// <summary>
/// An expression over a record, with OData's meaning (OData 4.01 Part 2, 5.1.1): a comparison with an empty operand
/// other than eq and ne is false; <c>not</c>, <c>and</c>, <c>or</c> are three-valued; a function of an empty argument is
/// empty; a record is in a filter's result only when the filter is true. Immutable.
/// </summary>
public abstract record Expression;

/// <summary>A literal.</summary>
public sealed record Constant(Value Value) : Expression;

/// <summary>
/// A field of the record in <paramref name="Scope"/>: 0 is the record the query is over (or the row, when the query is
/// over a table), 1 the variable of the outermost lambda, and so on.
/// </summary>
public sealed record Field(FieldRef Ref, int Scope = 0) : Expression;

/// <summary>
/// A field of the record that a table row belongs to, when the query is over a table (<see cref="Query.Table"/>).
/// </summary>
public sealed record OwnerField(FieldRef Ref) : Expression;

/// <summary>
/// <paramref name="Inner"/>, evaluated over the record that a reference points to: its <see cref="Field"/>s in scope 0
/// read that record. Empty when the reference is empty or points to nothing that the caller may see.
/// </summary>
/// <param name="Reference">An Id-valued expression.</param>
/// <param name="Set">Set of the record that it points to.</param>
/// <param name="Visible">What the caller may see of that set; null means all of it.</param>
/// <param name="Inner">The expression over it.</param>
public sealed record Related(Expression Reference, string Set, Expression? Visible, Expression Inner) : Expression;

/// <summary>A comparison.</summary>
public sealed record Compare(ComparisonOperator Operator, Expression Left, Expression Right) : Expression;

/// <summary>Comparison operators.</summary>
public enum ComparisonOperator
{
    /// <summary>Equal; two empties are equal.</summary>
    Equal,

    /// <summary>Not equal; empty differs from any value.</summary>
    NotEqual,

    /// <summary>Less than.</summary>
    Less,

    /// <summary>Less than or equal.</summary>
    LessOrEqual,

    /// <summary>Greater than.</summary>
    Greater,

    /// <summary>Greater than or equal.</summary>
    GreaterOrEqual,
}

/// <summary>True when all are; three-valued.</summary>
public sealed record And(ImmutableArray<Expression> Operands) : Expression;

/// <summary>True when one is; three-valued.</summary>
public sealed record Or(ImmutableArray<Expression> Operands) : Expression;

/// <summary>Three-valued negation.</summary>
public sealed record Not(Expression Operand) : Expression;

/// <summary>True when the operand equals one of the values.</summary>
public sealed record In(Expression Operand, ImmutableArray<Value> Values) : Expression;

/// <summary>True when a text starts with a constant prefix: what an index answers. Used for division subtrees.</summary>
public sealed record StartsWith(Expression Operand, string Prefix) : Expression;

/// <summary>
/// Arithmetic; a division of integers is integer, by zero an error. A duration is a number of seconds: it can be added to
/// and subtracted from an instant or a date (of which only whole days count), and is the difference of two of them.
/// </summary>
public sealed record Arithmetic(ArithmeticOperator Operator, Expression Left, Expression Right) : Expression;

/// <summary>Arithmetic operators.</summary>
public enum ArithmeticOperator
{
    /// <summary>Addition.</summary>
    Add,

    /// <summary>Subtraction.</summary>
    Subtract,

    /// <summary>Multiplication.</summary>
    Multiply,

    /// <summary>Division; of two integers an integer.</summary>
    Divide,

    /// <summary>Division with a fraction.</summary>
    DivideBy,

    /// <summary>Remainder.</summary>
    Modulo,

    /// <summary>Negation; the right operand is not used.</summary>
    Negate,
}

/// <summary>A canonical OData function.</summary>
public sealed record Call(Function Function, ImmutableArray<Expression> Arguments) : Expression;

/// <summary>
/// Canonical functions (OData 4.01 Part 2, 5.1.1.5 to 5.1.1.9); the meaning is the specification's. Those of texts from
/// concat to substring also take codes: several of them in a row.
/// </summary>
public enum Function
{
    /// <summary>concat.</summary>
    Concat,

    /// <summary>contains: text in text, or a code among codes.</summary>
    Contains,

    /// <summary>endswith.</summary>
    EndsWith,

    /// <summary>startswith.</summary>
    StartsWith,

    /// <summary>indexof.</summary>
    IndexOf,

    /// <summary>length.</summary>
    Length,

    /// <summary>substring.</summary>
    Substring,

    /// <summary>tolower.</summary>
    ToLower,

    /// <summary>toupper.</summary>
    ToUpper,

    /// <summary>trim.</summary>
    Trim,

    /// <summary>matchesPattern (linear-time expressions only).</summary>
    MatchesPattern,

    /// <summary>year.</summary>
    Year,

    /// <summary>month.</summary>
    Month,

    /// <summary>day.</summary>
    Day,

    /// <summary>hour.</summary>
    Hour,

    /// <summary>minute.</summary>
    Minute,

    /// <summary>second.</summary>
    Second,

    /// <summary>fractionalseconds.</summary>
    FractionalSeconds,

    /// <summary>date.</summary>
    Date,

    /// <summary>time.</summary>
    Time,

    /// <summary>now: the query's <see cref="Query.Now"/>.</summary>
    Now,

    /// <summary>round.</summary>
    Round,

    /// <summary>floor.</summary>
    Floor,

    /// <summary>ceiling.</summary>
    Ceiling,

    /// <summary>$count of a collection.</summary>
    Count,

    /// <summary>One part of a location: latitude.</summary>
    Latitude,

    /// <summary>One part of a location: longitude.</summary>
    Longitude,

    /// <summary>One part of a location: the radius in metres within which it is, as the device said; empty when unknown.</summary>
    Accuracy,

    /// <summary>totaloffsetminutes: 0, because instants are in UTC.</summary>
    TotalOffsetMinutes,

    /// <summary>hassubset: whether the first codes have each of the second. Codes that are empty are none.</summary>
    HasSubset,

    /// <summary>hassubsequence: whether the first codes have the second in their order. Codes that are empty are none.</summary>
    HasSubsequence,

    /// <summary>geo.distance of two locations: metres along the great circle, to the millimetre.</summary>
    Distance,
}

/// <summary>A lambda over the rows of a table, the codes of a multiple choice or attachments.</summary>
/// <param name="All">True for <c>all</c>, false for <c>any</c>.</param>
/// <param name="Collection">A Rows-, Codes- or Files-valued expression.</param>
/// <param name="Scope">The scope number of its variable: how many lambdas surround it, plus one.</param>
/// <param name="Predicate">Over the variable; null for an <c>any</c> without one.</param>
public sealed record Lambda(bool All, Expression Collection, int Scope, Expression? Predicate) : Expression;

/// <summary>The variable of a lambda over codes: the code itself.</summary>
public sealed record CodeVariable(int Scope) : Expression;

/// <summary>A value that an earlier step of the query's pipeline has computed for the row.</summary>
/// <param name="Column">Its index among the columns at that step.</param>
/// <param name="Kind">The column's kind.</param>
public sealed record ComputedField(int Column, ValueKind Kind) : Expression;
