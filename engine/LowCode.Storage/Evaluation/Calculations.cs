using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>
/// Exact arithmetic: whole numbers stay whole (division cuts towards zero), anything with a decimal is decimal, and
/// divby always is. An empty operand gives empty. Overflow and division by zero fail the query.
/// </summary>
internal static class Calculations
{
    public static Compiled Compile(ExpressionCompiler compiler, Arithmetic arithmetic)
    {
        var left = compiler.Compile(arithmetic.Left);
        if (arithmetic.Operator is ArithmeticOperator.Negate)
            return Negate(left);
        var right = compiler.Compile(arithmetic.Right);
        if (TimeCalculations.Compile(arithmetic.Operator, left, right) is { } ofTime)
            return ofTime;
        CheckNumber(left.Kind);
        CheckNumber(right.Kind);
        var (first, second) = (left.Value, right.Value);
        var whole = left.Kind is not ValueKind.Decimal && right.Kind is not ValueKind.Decimal
            && arithmetic.Operator is not ArithmeticOperator.DivideBy;
        if (whole)
        {
            var integers = Integers(arithmetic.Operator);
            return new(ValueKind.Integer, frame =>
            {
                var (a, b) = (first(frame), second(frame));
                return a.IsEmpty || b.IsEmpty ? default : Guarded(integers, a.AsInteger(), b.AsInteger());
            });
        }
        var decimals = Decimals(arithmetic.Operator);
        return new(ValueKind.Decimal, frame =>
        {
            var (a, b) = (first(frame), second(frame));
            return a.IsEmpty || b.IsEmpty ? default : Guarded(decimals, a.AsDecimal(), b.AsDecimal());
        });
    }

    private static Compiled Negate(Compiled operand)
    {
        CheckNumber(operand.Kind);
        var of = operand.Value;
        return new(operand.Kind, frame =>
        {
            var value = of(frame);
            return value.Kind switch
            {
                ValueKind.Empty => default,
                ValueKind.Integer => Guarded(static (a, _) => checked(-a), value.AsInteger(), 0),
                _ => Value.Of(-value.AsDecimal()),
            };
        });
    }

    private static Func<long, long, long> Integers(ArithmeticOperator operation) => operation switch
    {
        ArithmeticOperator.Add => static (a, b) => checked(a + b),
        ArithmeticOperator.Subtract => static (a, b) => checked(a - b),
        ArithmeticOperator.Multiply => static (a, b) => checked(a * b),
        ArithmeticOperator.Divide => static (a, b) => a / b,
        ArithmeticOperator.Modulo => static (a, b) => b == -1 ? 0 : a % b,
        _ => throw new NotSupportedException($"No arithmetic {operation}."),
    };

    private static Func<decimal, decimal, decimal> Decimals(ArithmeticOperator operation) => operation switch
    {
        ArithmeticOperator.Add => static (a, b) => a + b,
        ArithmeticOperator.Subtract => static (a, b) => a - b,
        ArithmeticOperator.Multiply => static (a, b) => a * b,
        ArithmeticOperator.Divide or ArithmeticOperator.DivideBy => static (a, b) => a / b,
        ArithmeticOperator.Modulo => static (a, b) => a % b,
        _ => throw new NotSupportedException($"No arithmetic {operation}."),
    };

    private static Value Guarded(Func<long, long, long> operation, long left, long right)
    {
        try
        {
            return Value.Of(operation(left, right));
        }
        catch (DivideByZeroException)
        {
            throw new EvaluationException(StorageMessages.DivisionByZero);
        }
        catch (OverflowException)
        {
            throw new EvaluationException(StorageMessages.NumberTooLarge);
        }
    }

    private static Value Guarded(Func<decimal, decimal, decimal> operation, decimal left, decimal right)
    {
        try
        {
            return Value.Of(operation(left, right));
        }
        catch (DivideByZeroException)
        {
            throw new EvaluationException(StorageMessages.DivisionByZero);
        }
        catch (OverflowException)
        {
            throw new EvaluationException(StorageMessages.NumberTooLarge);
        }
    }

    internal static void CheckNumber(ValueKind kind)
    {
        if (kind is not ValueKind.Empty && !Comparisons.IsNumber(kind))
            throw new NotSupportedException($"{kind} is not a number.");
    }
}
