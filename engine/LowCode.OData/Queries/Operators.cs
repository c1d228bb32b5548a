using LowCode.Storage.Queries;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace LowCode.OData.Queries;

/// <summary>OData's operators in the query model.</summary>
internal static class Operators
{
    public static ComparisonOperator? Comparison(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Equal => ComparisonOperator.Equal,
        BinaryOperatorKind.NotEqual => ComparisonOperator.NotEqual,
        BinaryOperatorKind.LessThan => ComparisonOperator.Less,
        BinaryOperatorKind.LessThanOrEqual => ComparisonOperator.LessOrEqual,
        BinaryOperatorKind.GreaterThan => ComparisonOperator.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => ComparisonOperator.GreaterOrEqual,
        _ => null,
    };

    public static ArithmeticOperator? Arithmetic(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => ArithmeticOperator.Add,
        BinaryOperatorKind.Subtract => ArithmeticOperator.Subtract,
        BinaryOperatorKind.Multiply => ArithmeticOperator.Multiply,
        BinaryOperatorKind.Divide => ArithmeticOperator.Divide,
        BinaryOperatorKind.Modulo => ArithmeticOperator.Modulo,
        _ => null,
    };

    public static bool IsTemporal(IEdmTypeReference type) =>
        type.IsTemporal() || type.IsDate() || type.IsTimeOfDay() || type.IsDuration();
}
