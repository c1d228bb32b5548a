namespace LowCode.Storage.Queries;

/// <summary>A filter as the conditions that must all be true.</summary>
public static class Conjuncts
{
    /// <summary>The conditions of a filter; none when it is null.</summary>
    public static IEnumerable<Expression> Of(Expression? filter) => filter switch
    {
        null => [],
        And and => and.Operands.SelectMany(Of),
        _ => [filter],
    };

    /// <summary>The filter of some conditions; null when there are none.</summary>
    public static Expression? All(IReadOnlyList<Expression> conditions) => conditions.Count switch
    {
        0 => null,
        1 => conditions[0],
        _ => new And([.. conditions]),
    };
}
