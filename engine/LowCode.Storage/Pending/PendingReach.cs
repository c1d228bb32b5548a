using LowCode.Storage.Queries;

namespace LowCode.Storage.Pending;

/// <summary>Tells whether an expression may follow a reference into, or back into, a set of which something is pending.</summary>
internal static class PendingReach
{
    public static bool Reaches(this PendingWrites writes, Expression? expression) => expression switch
    {
        null or Constant or Field or OwnerField or CodeVariable or FileField => false,
        Referring referring => writes.Touches(referring.Set) || writes.Reaches(referring.Target) || writes.Reaches(referring.Visible),
        CountWhere count => writes.Reaches(count.Collection) || writes.Reaches(count.Predicate),
        Case choice => choice.Branches.Any(branch => writes.Reaches(branch.Condition) || writes.Reaches(branch.Value)),
        Cast cast => writes.Reaches(cast.Operand),
        Within within => writes.Reaches(within.Point),
        Related related => writes.Touches(related.Set) || writes.Reaches(related.Reference) || writes.Reaches(related.Visible) || writes.Reaches(related.Inner),
        Compare compare => writes.Reaches(compare.Left) || writes.Reaches(compare.Right),
        Arithmetic arithmetic => writes.Reaches(arithmetic.Left) || writes.Reaches(arithmetic.Right),
        And and => and.Operands.Any(writes.Reaches),
        Or or => or.Operands.Any(writes.Reaches),
        Not not => writes.Reaches(not.Operand),
        In one => writes.Reaches(one.Operand),
        StartsWith text => writes.Reaches(text.Operand),
        Call call => call.Arguments.Any(writes.Reaches),
        Lambda lambda => writes.Reaches(lambda.Collection) || writes.Reaches(lambda.Predicate),
        // Whatever else there may be: the long way is always right.
        _ => true,
    };
}
