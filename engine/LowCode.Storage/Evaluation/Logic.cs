namespace LowCode.Storage.Evaluation;

/// <summary>Three-valued and, or, not. Operands are evaluated from the left until the result is certain.</summary>
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

    public static Truth Of(bool value) => value ? Truth.True : Truth.False;
}
