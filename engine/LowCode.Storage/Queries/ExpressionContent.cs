namespace LowCode.Storage.Queries;

/// <summary>Looks into expressions.</summary>
public static class ExpressionContent
{
    /// <summary>
    /// Whether an expression is or contains one that passes a test. A node whose inside is not known here counts as passing.
    /// </summary>
    public static bool Contains(this Expression? expression, Func<Expression, bool> test)
    {
        if (expression is null)
            return false;
        if (test(expression))
            return true;
        return expression switch
        {
            Constant or Field or OwnerField or CodeVariable or FileField or ComputedField or Search or AnnexRows or ParentKey or JoinedField => false,
            Related related => related.Reference.Contains(test) || related.Visible.Contains(test) || related.Inner.Contains(test),
            Compare compare => compare.Left.Contains(test) || compare.Right.Contains(test),
            Arithmetic arithmetic => arithmetic.Left.Contains(test) || arithmetic.Right.Contains(test),
            And and => and.Operands.Any(operand => operand.Contains(test)),
            Or or => or.Operands.Any(operand => operand.Contains(test)),
            Not not => not.Operand.Contains(test),
            In one => one.Operand.Contains(test),
            StartsWith text => text.Operand.Contains(test),
            Call call => call.Arguments.Any(argument => argument.Contains(test)),
            Lambda lambda => lambda.Collection.Contains(test) || lambda.Predicate.Contains(test),
            Referring referring => referring.Target.Contains(test) || referring.Visible.Contains(test),
            CountWhere count => count.Collection.Contains(test) || count.Predicate.Contains(test),
            MemberValues values => values.Collection.Contains(test) || values.Of.Contains(test),
            PerEntity per => per.Entity.Contains(test) || per.Of.Contains(test),
            Case choice => choice.Branches.Any(branch => branch.Condition.Contains(test) || branch.Value.Contains(test)),
            Cast cast => cast.Operand.Contains(test),
            Within within => within.Point.Contains(test),
            _ => true,
        };
    }
}
