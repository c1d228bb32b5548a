using LowCode.Definitions.Values;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Changes;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Auditing;

/// <summary>The part of the change log outside of which a condition cannot be true, by number and by time.</summary>
/// <param name="First">Lowest number.</param>
/// <param name="Last">Highest number.</param>
/// <param name="From">Earliest time.</param>
/// <param name="Until">Latest time, itself included.</param>
internal readonly record struct ChangeBounds(long First, long Last, DateTimeOffset From, DateTimeOffset Until)
{
    private static readonly ChangeBounds All = new(0, long.MaxValue - 1, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>The bounds of a condition: conditions that must all hold narrow each other, of alternatives the widest count.</summary>
    public static ChangeBounds Of(Expression? condition) => condition switch
    {
        And and => and.Operands.Aggregate(All, (bounds, operand) => bounds.Within(Of(operand))),
        Or or => or.Operands.Select(operand => Of(operand)).Aggregate((bounds, other) => bounds.Around(other)),
        Compare { Left: Field { Scope: 0 } field, Right: Constant { Value.IsEmpty: false } constant } compare => Of(compare.Operator, field.Ref, constant.Value),
        _ => All,
    };

    /// <summary>As the part of the log that is read.</summary>
    public ChangeRange ToRange(bool newestFirst) => new()
    {
        After = Math.Max(0, First - 1),
        Before = Last + 1,
        From = From == DateTimeOffset.MinValue ? null : From,
        Until = Until == DateTimeOffset.MaxValue ? null : Until.AddMilliseconds(1),
        NewestFirst = newestFirst,
    };

    private static ChangeBounds Of(ComparisonOperator comparison, FieldRef field, Value value)
    {
        var isLow = comparison is ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual or ComparisonOperator.Equal;
        var isHigh = comparison is ComparisonOperator.Less or ComparisonOperator.LessOrEqual or ComparisonOperator.Equal;
        if (field == FieldRef.Of(ChangeSet.Number) && value.Kind == ValueKind.Integer)
            return All with { First = isLow ? value.AsInteger() : All.First, Last = isHigh ? Math.Min(value.AsInteger(), All.Last) : All.Last };
        if ((field == FieldRef.Of(ChangeSet.At) || field.System is SystemField.CreatedAt or SystemField.ModifiedAt) && value.Kind == ValueKind.Instant)
            return All with { From = isLow ? value.AsInstant() : All.From, Until = isHigh ? value.AsInstant() : All.Until };
        // The higher the id, the lower the number.
        if (field.System is SystemField.Id && value.Kind == ValueKind.Id && ChangeSet.NumberOf(value.AsId()) is var number)
            return All with { First = isHigh ? number : All.First, Last = isLow ? Math.Min(number, All.Last) : All.Last };
        return All;
    }

    private ChangeBounds Within(ChangeBounds other) => new(
        Math.Max(First, other.First), Math.Min(Last, other.Last), From > other.From ? From : other.From, Until < other.Until ? Until : other.Until);

    private ChangeBounds Around(ChangeBounds other) => new(
        Math.Min(First, other.First), Math.Max(Last, other.Last), From < other.From ? From : other.From, Until > other.Until ? Until : other.Until);
}
