using LowCode.Definitions.Messages;
using LowCode.Rules.Results;
using LowCode.Rules.Running;
using LowCode.Rules.Types;
namespace LowCode.Rules.Compiling;

/// <summary>JavaScript's methods of lists that take no arrow function, and the standard functions over lists. Thread-safe.</summary>
internal static class ListWork
{
    /// <summary>A base of members and methods; TypeError when it is nothing.</summary>
    public static RuleValue There(RuleValue value) => value.IsNothing ? throw new RuleFailure(RuleFailureMessages.NothingThere) : value;

    /// <summary><c>list[index]</c>.</summary>
    public static RuleValue Item(RuleValue[] list, double index) =>
        index >= 0 && index < list.Length && Math.Truncate(index) == index ? list[(int)index] : RuleValue.Undefined;

    /// <summary><c>rows[index]</c>.</summary>
    public static RuleValue Item(RowFrame[] rows, double index) =>
        index >= 0 && index < rows.Length && Math.Truncate(index) == index ? RuleValue.OfObject(rows[(int)index]) : RuleValue.Undefined;

    public static RuleValue At(RuleValue[] list, double index)
    {
        var at = Range.FromEnd(list.Length, index);
        return at >= 0 && at < list.Length ? list[(int)at] : RuleValue.Undefined;
    }

    public static RuleValue[] Slice(RuleValue[] list, double start, double end)
    {
        var (from, to) = Range.Of(list.Length, start, end);
        return list[from..to];
    }

    /// <summary>SameValueZero: NaN is found.</summary>
    public static bool Includes(RuleValue[] list, RuleValue wanted)
    {
        foreach (var item in list)
        {
            if (Operators.StrictEquals(item, wanted) || (item.IsNumber && wanted.IsNumber && double.IsNaN(item.Number) && double.IsNaN(wanted.Number)))
                return true;
        }
        return false;
    }

    /// <summary>By ===: NaN is not found.</summary>
    public static double IndexOf(RuleValue[] list, RuleValue wanted)
    {
        for (var i = 0; i < list.Length; i++)
        {
            if (Operators.StrictEquals(list[i], wanted))
                return i;
        }
        return -1;
    }

    public static RuleValue[] Concat(RuleValue[] list, RuleValue[] arguments)
    {
        var length = (long)list.Length;
        foreach (var argument in arguments)
            length += argument.IsList ? argument.List.Length : 1;
        if (length > Limits.Items)
            throw new RuleFailure(RuleFailureMessages.ListLength, ("max", Limits.Items));
        var items = new List<RuleValue>((int)length);
        items.AddRange(list);
        foreach (var argument in arguments)
        {
            if (argument.IsList)
                items.AddRange(argument.List);
            else
                items.Add(argument);
        }
        return [.. items];
    }

    public static double Sum(RuleValue[] list) => SumOf(list).Total;

    public static RuleValue Average(RuleValue[] list)
    {
        var (total, count) = SumOf(list);
        return count == 0 ? RuleValue.Null : RuleValue.Of(total / count);
    }

    public static RuleValue Least(RuleValue[] list) => Extreme(list, -1);

    public static RuleValue Greatest(RuleValue[] list) => Extreme(list, 1);

    public static RuleValue[] Distinct(RuleValue[] list)
    {
        var seen = new HashSet<(RuleKinds, double, object?)>();
        return [.. list.Where(item => seen.Add((item.Kind, item.Number + 0.0, item.Reference)))];
    }

    private static (double Total, int Count) SumOf(RuleValue[] list)
    {
        var total = 0.0;
        var count = 0;
        foreach (var item in list)
        {
            if (item.IsNothing)
                continue;
            total += Conversions.ToNumber(item);
            count++;
        }
        return (total, count);
    }

    private static RuleValue Extreme(RuleValue[] list, int sign)
    {
        var best = RuleValue.Null;
        foreach (var item in list)
        {
            if (!item.IsNothing && (best.IsNull || Compare(item, best) * sign > 0))
                best = item;
        }
        return best;
    }

    private static int Compare(RuleValue one, RuleValue other) =>
        one.IsText ? string.CompareOrdinal(one.Text, other.Text) : one.Number.CompareTo(other.Number);
}
