using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.LiteDb.Conditions;

/// <summary>A conjunct of a filter that an index can answer: what it asks of one field.</summary>
/// <param name="Field">The field.</param>
/// <param name="Source">The conjunct, exactly.</param>
internal abstract record Condition(FieldRef Field, Expression Source)
{
    /// <summary>What a conjunct asks of one field of the record, or null when no index can help.</summary>
    public static Condition? Of(Expression conjunct, bool overRows) => conjunct switch
    {
        Compare compare => OfComparison(compare, overRows),
        In membership when FieldOf(membership.Operand, overRows) is { } field => new OneOf(field, conjunct, [.. membership.Values.Distinct()]),
        StartsWith prefix when prefix.Prefix.Length > 0 && FieldOf(prefix.Operand, overRows) is { } field => new Prefix(field, conjunct, prefix.Prefix),
        Call { Function: Function.StartsWith, Arguments: [var operand, Constant { Value.Kind: ValueKind.Text } text] }
            when FieldOf(operand, overRows) is { } field => new Prefix(field, conjunct, text.Value.AsText()),
        Not { Operand: Compare compare } => OfComparison(compare, overRows) is Above above
            ? new Below(above.Field, conjunct, above.Bound, !above.Inclusive, OrEmpty: true) : null,
        _ when FieldOf(conjunct, overRows) is { } field => new OneOf(field, conjunct, [Value.Of(true)]),
        Not { Operand: var operand } when FieldOf(operand, overRows) is { } field => new OneOf(field, conjunct, [Value.Of(false)]),
        _ => null,
    };

    /// <summary>The record's field that an expression names, or null.</summary>
    public static FieldRef? FieldOf(Expression expression, bool overRows) => expression switch
    {
        Field { Scope: 0 } field when !overRows => field.Ref,
        OwnerField owner => owner.Ref,
        _ => null,
    };

    private static Condition? OfComparison(Compare compare, bool overRows)
    {
        var (operation, operand, bound) = (compare.Operator, compare.Left, compare.Right);
        if (operand is Constant)
            (operation, operand, bound) = (Mirrored(operation), bound, operand);
        if (FieldOf(operand, overRows) is not { } field || bound is not Constant { Value: var value })
            return null;
        if (operation is ComparisonOperator.Equal)
            return new OneOf(field, compare, [value]);
        if (value.IsEmpty)
            return null;
        return operation switch
        {
            ComparisonOperator.Less => new Below(field, compare, value, Inclusive: false),
            ComparisonOperator.LessOrEqual => new Below(field, compare, value, Inclusive: true),
            ComparisonOperator.Greater => new Above(field, compare, value, Inclusive: false),
            ComparisonOperator.GreaterOrEqual => new Above(field, compare, value, Inclusive: true),
            _ => null,
        };
    }

    /// <summary>The operator that says the same with the operands exchanged.</summary>
    public static ComparisonOperator Mirrored(ComparisonOperator operation) => operation switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => operation,
    };
}

/// <summary>The field has one of these values; empty is a value too.</summary>
internal sealed record OneOf(FieldRef Field, Expression Source, ImmutableArray<Value> Values) : Condition(Field, Source);

/// <summary>The field lies above a bound. Empty does not.</summary>
internal sealed record Above(FieldRef Field, Expression Source, Value Bound, bool Inclusive) : Condition(Field, Source);

/// <summary>The field lies below a bound; or it is empty, when <paramref name="OrEmpty"/>.</summary>
internal sealed record Below(FieldRef Field, Expression Source, Value Bound, bool Inclusive, bool OrEmpty = false) : Condition(Field, Source);

/// <summary>The text starts with a prefix.</summary>
internal sealed record Prefix(FieldRef Field, Expression Source, string Text) : Condition(Field, Source);
