using LowCode.Definitions.Values;

namespace LowCode.Storage.Evaluation;

/// <summary>Three-valued and, or, not, and case. Operands are evaluated from the left until the result is certain.</summary>
internal static class Logic
{
    public static Compiled And(TruthFunction[] operands)
    {
        if (operands is [var first, var second])
        {
            return new(frame =>
            {
                var left = first(frame);
                if (left is Truth.False)
                    return Truth.False;
                var right = second(frame);
                return right is Truth.False ? Truth.False : left is Truth.True ? right : Truth.Unknown;
            });
        }
        return new(frame =>
        {
            var result = Truth.True;
            foreach (var operand in operands)
            {
                var truth = operand(frame);
                if (truth is Truth.False)
                    return Truth.False;
                if (truth is Truth.Unknown)
                    result = Truth.Unknown;
            }
            return result;
        });
    }

    public static Compiled Or(TruthFunction[] operands) => new(frame =>
    {
        var result = Truth.False;
        foreach (var operand in operands)
        {
            var truth = operand(frame);
            if (truth is Truth.True)
                return Truth.True;
            if (truth is Truth.Unknown)
                result = Truth.Unknown;
        }
        return result;
    });

    public static Compiled Not(TruthFunction operand) => new(frame => operand(frame) switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        _ => Truth.Unknown,
    });

    public static Compiled Case((TruthFunction Condition, Compiled Value)[] branches)
    {
        var kinds = branches.Select(branch => branch.Value.Kind).Where(kind => kind is not ValueKind.Empty).Distinct().ToArray();
        var kind = kinds switch
        {
            [] => ValueKind.Empty,
            [var one] => one,
            _ when kinds.All(Comparisons.IsNumber) => ValueKind.Decimal,
            _ => throw new NotSupportedException($"The values of a case are of one kind, not of {string.Join(", ", kinds)}."),
        };
        return new(kind, frame =>
        {
            foreach (var (condition, value) in branches)
            {
                if (condition(frame) is not Truth.True)
                    continue;
                var result = value.Value(frame);
                return kind is ValueKind.Decimal && result.Kind is ValueKind.Integer ? Value.Of(result.AsDecimal()) : result;
            }
            return default;
        });
    }

    public static Truth Of(bool value) => value ? Truth.True : Truth.False;
}
