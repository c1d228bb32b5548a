namespace LowCode.Storage.Queries;

/// <summary>One value out of many rows.</summary>
/// <param name="Name">The column that it fills.</param>
/// <param name="Method">How it is made.</param>
/// <param name="Of">
/// What it is made of: a value of each row, or several (<see cref="MemberValues"/>, <see cref="PerEntity"/>). Null for
/// <see cref="AggregateMethod.Count"/> of rows only.
/// </param>
public sealed record Aggregate(string Name, AggregateMethod Method, Expression? Of);

/// <summary>How one value is made of many. Empty ones are passed over; of none but empty ones only counts are not empty.</summary>
public enum AggregateMethod
{
    /// <summary>
    /// The exact sum of numbers, rounded once (a midpoint away from zero) where no decimal holds it. Of whole numbers a
    /// whole number. A sum beyond the range is an error.
    /// </summary>
    Sum,

    /// <summary>The lowest value.</summary>
    Min,

    /// <summary>The highest value.</summary>
    Max,

    /// <summary>The exact sum over how many there are, a decimal of at most 28 places, rounded once like a sum.</summary>
    Average,

    /// <summary>How many different values there are.</summary>
    CountDistinct,

    /// <summary>How many rows there are, or values where several are of a row, empty ones too.</summary>
    Count,
}
