using Jint;
using Jint.Native;
using Jint.Runtime;

namespace LowCode.Rules.Running;

/// <summary>The standard functions over lists. Empty items (null, undefined) are left out.</summary>
internal static class ScriptLists
{
    /// <summary>The items added up in their order, and how many there were.</summary>
    public static (double Total, int Count) Sum(JsArray list)
    {
        var total = 0.0;
        var count = 0;
        foreach (var item in ScriptValues.Items(list))
        {
            if (ScriptValues.IsNothing(item))
                continue;
            total += TypeConverter.ToNumber(item);
            count++;
        }
        return (total, count);
    }

    /// <summary>The mean, or null when there are no items.</summary>
    public static JsValue Average(JsArray list)
    {
        var (total, count) = Sum(list);
        return count == 0 ? JsValue.Null : JsNumber.Create(total / count);
    }

    /// <summary>The smallest (−1) or largest (1) item, the first of equals; null when there are none. NaN is smaller than all.</summary>
    public static JsValue Extreme(JsArray list, int sign)
    {
        var best = JsValue.Null;
        foreach (var item in ScriptValues.Items(list))
        {
            if (!ScriptValues.IsNothing(item) && (best.IsNull() || Compare(item, best) * sign > 0))
                best = item;
        }
        return best;
    }

    /// <summary>The items without repeats, in the order of their first appearance.</summary>
    public static JsValue Distinct(Engine engine, JsArray list)
    {
        var seen = new HashSet<object>();
        return ScriptValues.List(engine, [.. ScriptValues.Items(list).Where(item => seen.Add(Key(item)))]);
    }

    /// <summary>True for what counts as not filled in: null, undefined, NaN, the empty text, the empty list.</summary>
    public static bool IsEmpty(JsValue value) => value switch
    {
        JsArray list => list.Length == 0,
        _ when value.IsString() => value.AsString().Length == 0,
        _ when value.IsNumber() => double.IsNaN(value.AsNumber()),
        _ => ScriptValues.IsNothing(value),
    };

    private static int Compare(JsValue one, JsValue other) =>
        one.IsString() ? string.CompareOrdinal(one.AsString(), other.AsString()) : one.AsNumber().CompareTo(other.AsNumber());

    // Equal as SameValueZero is: NaN is itself, 0 is −0. JavaScript's other scalars exist once each.
    // Objects, not script values: to those every branch would convert, and NaN would not be equal to itself.
    private static object Key(JsValue item) =>
        item.IsNumber() ? (object)(item.AsNumber() + 0.0) : item.IsString() ? (object)item.AsString() : item;
}
