using System.Linq.Expressions;
using System.Reflection;
using LowCode.Definitions.Values;
using LowCode.Rules.Expressions;
using LowCode.Rules.Functions;
using LowCode.Rules.Types;
using Code = System.Linq.Expressions.Expression;
namespace LowCode.Rules.Compiling;

/// <summary>Dates as day numbers, see <see cref="Days"/>.</summary>
internal sealed partial class ExpressionCompiler
{
    /// <summary>True when a part is made as a day number without being written as a text before.</summary>
    private bool IsDay(RuleExpression part) => part switch
    {
        Constant { Value: string } => part.Type == RuleType.Date,
        FunctionCall call => call.Function.Name is "today" or "date" or "addDays" or "addMonths" or "addYears",
        Conditional conditional => IsDay(conditional.Then) && IsDay(conditional.Else),
        Logical { Operator: "??" } either => IsDay(either.Left) && IsDay(either.Right),
        _ => PlaceOf(part) is (_, { Kind: ValueKind.Date }),
    };

    /// <summary>A part that is a date or nothing, as a day number.</summary>
    private Code Day(RuleExpression part)
    {
        if (!IsDay(part))
            return Code.Call(typeof(Days), nameof(Days.OfValue), null, ToValue(Compile(part)));
        switch (part)
        {
            case Constant { Value: string text }:
                return Code.Constant(Dates.TryRead(text, out var date) ? date.DayNumber : throw new NotCompiled(text));
            case Conditional conditional:
                return Code.Condition(Truth(conditional.Test), Day(conditional.Then), Day(conditional.Else));
            case Logical either:
                var left = Code.Variable(typeof(int));
                return Code.Block([left], Code.Assign(left, Day(either.Left)),
                    Code.Condition(Code.Equal(left, Code.Constant(Days.None)), Day(either.Right), left));
            case FunctionCall { Function.Name: "today" }:
                return Code.Property(Session, nameof(CompiledSession.TodayNumber));
            case FunctionCall { Function.Name: "date" } call:
                return Code.Call(typeof(Days), nameof(Days.Of), null, [.. call.Arguments.Select(NumberOf)]);
            case FunctionCall call:
                return Moved(call);
            default:
                var (row, slot) = PlaceOf(part)!.Value;
                return At(row, nameof(RowSlots.DayAt), slot);
        }
    }

    private Code Moved(FunctionCall call)
    {
        var name = call.Function.Name switch
        {
            "addDays" => nameof(Days.AddDays),
            "addMonths" => nameof(Days.AddMonths),
            _ => nameof(Days.AddYears),
        };
        var (date, by) = (Day(call.Arguments[0]), call.Arguments[1]);
        if (!by.Type.MayBe(RuleKinds.Nothing))
            return Code.Call(typeof(Days), name, null, date, NumberOf(by));
        var (day, amount) = (Code.Variable(typeof(int)), Code.Variable(typeof(Results.RuleValue)));
        return Code.Block([day, amount], Code.Assign(day, date), Code.Assign(amount, ToValue(Compile(by))),
            Code.Condition(Part(amount, nameof(RuleParts.IsNothing)), Code.Constant(Days.None),
                Code.Call(typeof(Days), name, null, day, Code.Call(typeof(Results.Conversions), nameof(Results.Conversions.ToNumber), null, amount))));
    }

    // Both sides are days: JavaScript would compare them as texts, to the same result.
    private Code CompareDays(string comparison, RuleExpression left, RuleExpression right) => comparison switch
    {
        "===" or "==" => Code.Equal(Day(left), Day(right)),
        "<" => Code.Call(typeof(Days), nameof(Days.Less), null, Day(left), Day(right)),
        "<=" => Code.Call(typeof(Days), nameof(Days.LessOrEqual), null, Day(left), Day(right)),
        ">" => Code.Call(typeof(Days), nameof(Days.Less), null, Day(right), Day(left)),
        _ => Code.Call(typeof(Days), nameof(Days.LessOrEqual), null, Day(right), Day(left)),
    };

    private Code? CompileOnDates(FunctionCall call)
    {
        var arguments = call.Arguments;
        switch (call.Function.Name)
        {
            case "date" or "addDays" or "addMonths" or "addYears": return As(Code.Call(typeof(Days), nameof(Days.ToValue), null, Day(call)), call.Type);
            case "daysBetween": return Measured(nameof(Days.DaysBetween));
            case "monthsBetween": return Measured(nameof(Days.MonthsBetween));
            case "year": return Measured(nameof(Days.Year));
            case "month": return Measured(nameof(Days.Month));
            case "day": return Measured(nameof(Days.Day));
            case "weekday": return Measured(nameof(Days.Weekday));
            case "age" when arguments.Length == 1:
                return As(Code.Call(typeof(Days), nameof(Days.Age), null, Day(arguments[0]), Code.Property(Session, nameof(CompiledSession.TodayNumber))), call.Type);
            case "age": return Measured(nameof(Days.Age));
            case "hoursBetween":
                return As(Code.Call(typeof(FunctionWork), nameof(FunctionWork.HoursBetween), null, [.. arguments.Select(argument => ToValue(Compile(argument)))]), call.Type);
            default: return null;
        }

        Code Measured(string name) => As(Code.Call(typeof(Days), name, null, [.. arguments.Select(Day)]), call.Type);
    }

    /// <summary>True for what is worked out of nothing but the day: <c>today().slice(0, 4)</c>.</summary>
    private static bool IsOfDay(RuleExpression part) => part is MethodCall or Binary or FunctionCall { Arguments.Length: > 0 } && DependsOnDay(part) == true;

    // False for a constant, null for what depends on something else.
    private static bool? DependsOnDay(RuleExpression part) => part switch
    {
        Constant => false,
        FunctionCall { Function.Name: "today" } => true,
        FunctionCall call => call.Function.Name is "now" or "age" ? null : DependOnDay([.. call.Arguments]),
        MethodCall { Method.Of: RuleKinds.Text } call => DependOnDay([call.Object, .. call.Arguments]),
        Binary binary => DependOnDay([binary.Left, binary.Right]),
        _ => null,
    };

    private static bool? DependOnDay(RuleExpression[] parts)
    {
        var depends = Array.ConvertAll(parts, DependsOnDay);
        return depends.Contains(null) ? null : depends.Contains(true);
    }

    private BlockExpression OncePerDay(RuleExpression part)
    {
        _isOfDay = true;
        var made = CompileAnew(part);
        _isOfDay = false;
        var type = typeof(OfDay<>).MakeGenericType(made.Type);
        var (kept, today) = (Code.Constant(Activator.CreateInstance(type)), Code.Property(Session, nameof(CompiledSession.TodayNumber)));
        var known = Code.Variable(type.GetNestedType("Known", BindingFlags.NonPublic)!.MakeGenericType(made.Type));
        return Code.Block(made.Type, [known], Code.Assign(known, Code.Call(kept, "Find", null, today)),
            Code.Condition(Code.ReferenceNotEqual(known, Code.Constant(null, known.Type)), Code.Field(known, "Value"), Code.Call(kept, "Keep", null, today, made)));
    }
}
