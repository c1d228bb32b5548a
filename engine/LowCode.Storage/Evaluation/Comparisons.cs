using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>
/// Comparisons are never unknown: eq and ne treat empty as a value of its own, the others are false when an operand is
/// empty. A whole number and a decimal compare exactly; other kinds compare only with themselves.
/// </summary>
internal static class Comparisons
{
    public static Compiled Compare(ExpressionCompiler compiler, Compare compare)
    {
        if (OfRecordId(compare) is { } byId)
            return byId;
        var left = compiler.Compile(compare.Left);
        var right = compiler.Compile(compare.Right);
        Check(compare.Operator, left.Kind, right.Kind);
        if (left.Kind is ValueKind.Text && compare.Right is Constant { Value.Kind: ValueKind.Text } text)
        {
            if (compare.Operator is ComparisonOperator.Equal)
                return TextEquals(left.Value, text.Value.AsText(), Truth.True, Truth.False);
            if (compare.Operator is ComparisonOperator.NotEqual)
                return TextEquals(left.Value, text.Value.AsText(), Truth.False, Truth.True);
        }
        return new(Function(compare.Operator, left.Value, right.Value));
    }

    public static Compiled In(Compiled operand, In membership)
    {
        foreach (var value in membership.Values)
            Check(ComparisonOperator.Equal, operand.Kind, value.Kind);
        var values = membership.Values.ToHashSet();
        var of = operand.Value;
        return new(frame => Logic.Of(values.Contains(of(frame))));
    }

    public static Compiled StartsWith(Compiled operand, string prefix)
    {
        if (operand.Kind is not (ValueKind.Text or ValueKind.Empty))
            throw new NotSupportedException($"{operand.Kind} has no prefix.");
        var of = operand.Value;
        return new(frame =>
        {
            var value = of(frame);
            return value.IsEmpty ? Truth.Unknown : Logic.Of(value.AsText().StartsWith(prefix, StringComparison.Ordinal));
        });
    }

    // The id is kept outside the slots: reading it as a value would allocate for every record.
    private static Compiled? OfRecordId(Compare compare)
    {
        if (compare is not
            {
                Operator: ComparisonOperator.Equal,
                Left: Field { Scope: 0, Ref.System: SystemField.Id },
                Right: Constant { Value.Kind: ValueKind.Id } constant,
            })
            return null;
        var id = constant.Value.AsId();
        return new(frame => Logic.Of((frame.Record?.Id ?? frame.Row.Key) == id));
    }

    private static Compiled TextEquals(ValueFunction of, string text, Truth equal, Truth different) => new(frame =>
    {
        var value = of(frame);
        return !value.IsEmpty && string.Equals(value.AsText(), text) ? equal : different;
    });

    private static TruthFunction Function(ComparisonOperator comparison, ValueFunction left, ValueFunction right) =>
        comparison switch
        {
            ComparisonOperator.Equal => frame => Logic.Of(left(frame).Equals(right(frame))),
            ComparisonOperator.NotEqual => frame => Logic.Of(!left(frame).Equals(right(frame))),
            ComparisonOperator.Less => frame => Ordered(left(frame), right(frame), out var order) && order < 0 ? Truth.True : Truth.False,
            ComparisonOperator.LessOrEqual => frame => Ordered(left(frame), right(frame), out var order) && order <= 0 ? Truth.True : Truth.False,
            ComparisonOperator.Greater => frame => Ordered(left(frame), right(frame), out var order) && order > 0 ? Truth.True : Truth.False,
            ComparisonOperator.GreaterOrEqual => frame => Ordered(left(frame), right(frame), out var order) && order >= 0 ? Truth.True : Truth.False,
            _ => throw new NotSupportedException($"No comparison {comparison}."),
        };

    private static bool Ordered(in Value left, in Value right, out int order)
    {
        if (left.IsEmpty || right.IsEmpty)
        {
            order = 0;
            return false;
        }
        order = Value.Compare(left, right);
        return true;
    }

    private static void Check(ComparisonOperator comparison, ValueKind left, ValueKind right)
    {
        if (left is ValueKind.Empty || right is ValueKind.Empty)
            return;
        if (left != right && !(IsNumber(left) && IsNumber(right)))
            throw new NotSupportedException($"{left} and {right} cannot be compared.");
        if (comparison is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual) && !HasOrder(left))
            throw new NotSupportedException($"{left} has no order.");
    }

    internal static bool IsNumber(ValueKind kind) => kind is ValueKind.Integer or ValueKind.Decimal;

    internal static bool HasOrder(ValueKind kind) =>
        kind is not (ValueKind.Codes or ValueKind.Location or ValueKind.Files or ValueKind.Rows);
}
