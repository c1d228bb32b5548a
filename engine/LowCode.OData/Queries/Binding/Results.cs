using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Binding;

/// <summary>Which types a calculation takes and gives (OData 4.01 Part 2, 5.1.1.2).</summary>
internal static class Results
{
    /// <summary>The type of the result; null when the operands do not go together.</summary>
    public static BoundKind? Of(ArithmeticOperator operation, BoundKind left, BoundKind right)
    {
        if (left is BoundKind.Null || right is BoundKind.Null)
            return OfNull(operation, left is BoundKind.Null ? right : left);
        if (OperatorBinder.IsNumber(left) && OperatorBinder.IsNumber(right))
            return operation is ArithmeticOperator.DivideBy || (left | right).HasFlag(BoundKind.Decimal) ? BoundKind.Decimal : BoundKind.Integer;
        return (operation, left, right) switch
        {
            (ArithmeticOperator.Add or ArithmeticOperator.Subtract, BoundKind.Instant or BoundKind.Date or BoundKind.Duration, BoundKind.Duration) => left,
            (ArithmeticOperator.Subtract, BoundKind.Instant, BoundKind.Instant) => BoundKind.Duration,
            (ArithmeticOperator.Subtract, BoundKind.Date, BoundKind.Date) => BoundKind.Duration,
            (ArithmeticOperator.Multiply or ArithmeticOperator.Divide or ArithmeticOperator.DivideBy, BoundKind.Duration, BoundKind.Integer or BoundKind.Decimal) => BoundKind.Duration,
            (ArithmeticOperator.Multiply, BoundKind.Integer or BoundKind.Decimal, BoundKind.Duration) => BoundKind.Duration,
            _ => null,
        };
    }

    private static BoundKind? OfNull(ArithmeticOperator operation, BoundKind other) => other switch
    {
        BoundKind.Integer when operation is ArithmeticOperator.DivideBy => BoundKind.Decimal,
        BoundKind.Null or BoundKind.Integer or BoundKind.Decimal or BoundKind.Duration => other,
        BoundKind.Instant or BoundKind.Date when operation is ArithmeticOperator.Add or ArithmeticOperator.Subtract => other,
        _ => null,
    };
}
