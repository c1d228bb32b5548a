using Jint;
using Jint.Native;
using Jint.Runtime;
using Jint.Runtime.Interop;
using LowCode.Definitions.Messages;
using LowCode.Rules.Functions;

namespace LowCode.Rules.Running;

/// <summary>The standard functions for one engine, under the names that <see cref="ScriptWriter"/> writes.</summary>
internal sealed class ScriptLibrary
{
    private static readonly string[] Names =
    [
        "$me", "$record", "$option", "$add", "$template", "$test", "$option_text", "$lookup",
        .. StandardFunctions.All.Where(function => !function.IsNative).Select(function => "$" + function.Name),
    ];

    private readonly EngineHost _host;
    private readonly Engine _engine;

    public ScriptLibrary(EngineHost host, Engine engine)
    {
        _host = host;
        _engine = engine;
    }

    /// <summary>The names as parameters of the script.</summary>
    public static string Parameters { get; } = string.Join(",", Names);

    /// <summary>What the parameters stand for.</summary>
    public JsValue[] Arguments() => [.. Names.Select(Make)];

    private JsValue Make(string name) => name switch
    {
        "$me" => new ContextCells(_engine, _host.ReadMe),
        "$record" => new ContextCells(_engine, _host.ReadRecord),
        "$option" => new ContextCells(_engine, _host.ReadOption),
        "$add" => Function(arguments => ScriptTexts.Add(arguments[0], arguments[1])),
        "$template" => Function(ScriptTexts.Join),
        "$test" => Function(arguments => _host.Test((int)arguments[0].AsNumber(), arguments[1])),
        "$option_text" => Function(arguments => _host.OptionText((int)arguments[0].AsNumber(), arguments[1])),
        "$lookup" => Function(arguments => _host.Lookup((int)arguments[0].AsNumber(), arguments[1])),
        "$today" => Function(_ => ScriptValues.Text(Dates.Write(_host.Context.Today))),
        "$now" => Function(_ => ScriptValues.Text(Dates.Write(_host.Context.Now))),
        "$date" => Function(arguments => Dates.Of(Number(arguments[0]), Number(arguments[1]), Number(arguments[2])) is { } date
            ? Date(date) : JsValue.Null),
        "$addDays" => OnDate((date, arguments) => Date(Dates.AddDays(date, Number(arguments[1]))), 1),
        "$addMonths" => OnDate((date, arguments) => Date(Dates.AddMonths(date, Number(arguments[1]))), 1),
        "$addYears" => OnDate((date, arguments) => Date(Dates.AddMonths(date, Math.Truncate(Number(arguments[1])) * 12)), 1),
        "$daysBetween" => OnDates((from, to) => Dates.DaysBetween(from, to)),
        "$monthsBetween" => OnDates(Dates.MonthsBetween),
        "$hoursBetween" => Function(HoursBetween),
        "$year" => OnDate((date, _) => JsNumber.Create(date.Year)),
        "$month" => OnDate((date, _) => JsNumber.Create(date.Month)),
        "$day" => OnDate((date, _) => JsNumber.Create(date.Day)),
        "$weekday" => OnDate((date, _) => JsNumber.Create(Dates.Weekday(date))),
        "$age" => Function(Age),
        "$count" => Function(arguments => JsNumber.Create((double)((JsArray)arguments[0]).Length)),
        "$sum" => Function(arguments => JsNumber.Create(ScriptLists.Sum((JsArray)arguments[0]).Total)),
        "$average" => Function(arguments => ScriptLists.Average((JsArray)arguments[0])),
        "$min" => Function(arguments => ScriptLists.Extreme((JsArray)arguments[0], -1)),
        "$max" => Function(arguments => ScriptLists.Extreme((JsArray)arguments[0], 1)),
        "$distinct" => Function(arguments => ScriptLists.Distinct(_engine, (JsArray)arguments[0])),
        "$isEmpty" => Function(arguments => ScriptValues.Truth(ScriptLists.IsEmpty(arguments[0]))),
        "$round" => Function(arguments => JsNumber.Create(
            Numbers.Round(Number(arguments[0]), arguments.Length > 1 ? Number(arguments[1]) : 0))),
        _ => throw new InvalidOperationException($"The function {name} has no implementation."),
    };

    private ClrFunction Function(Func<JsValue[], JsValue> body) => new(_engine, "", (_, arguments) =>
    {
        if (arguments.Length > 0)
            _host.Weigh(arguments[0]);
        return _host.Weigh(body(arguments));
    });

    private ClrFunction OnDate(Func<DateOnly, JsValue[], JsValue> body, int amounts = 0) => Function(arguments =>
    {
        if (ScriptValues.IsNothing(arguments[0]) || (amounts > 0 && ScriptValues.IsNothing(arguments[1])))
            return JsValue.Null;
        return InRange(() => body(ReadDate(arguments[0]), arguments));
    });

    private ClrFunction OnDates(Func<DateOnly, DateOnly, int> body) => Function(arguments =>
        ScriptValues.IsNothing(arguments[0]) || ScriptValues.IsNothing(arguments[1])
            ? JsValue.Null
            : JsNumber.Create(body(ReadDate(arguments[0]), ReadDate(arguments[1]))));

    private JsValue Age(JsValue[] arguments)
    {
        if (ScriptValues.IsNothing(arguments[0]) || (arguments.Length > 1 && ScriptValues.IsNothing(arguments[1])))
            return JsValue.Null;
        var on = arguments.Length > 1 ? ReadDate(arguments[1]) : _host.Context.Today;
        return InRange(() => JsNumber.Create(Dates.Age(ReadDate(arguments[0]), on)));
    }

    private static JsValue HoursBetween(JsValue[] arguments) =>
        ScriptValues.IsNothing(arguments[0]) || ScriptValues.IsNothing(arguments[1])
            ? JsValue.Null
            : JsNumber.Create((ReadInstant(arguments[1]) - ReadInstant(arguments[0])).TotalMilliseconds / 3_600_000);

    private static JsValue InRange(Func<JsValue> body)
    {
        try
        {
            return body();
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new RuleFailure(RuleFailureMessages.DateRange);
        }
    }

    private static DateOnly ReadDate(JsValue value) =>
        value.IsString() && Dates.TryRead(value.AsString(), out var date)
            ? date
            : throw new RuleFailure(RuleFailureMessages.NotADate, ("value", ScriptValues.Written(value)));

    private static DateTimeOffset ReadInstant(JsValue value) =>
        value.IsString() && Dates.TryReadInstant(value.AsString(), out var instant)
            ? instant
            : throw new RuleFailure(RuleFailureMessages.NotADate, ("value", ScriptValues.Written(value)));

    private static JsValue Date(DateOnly date) => ScriptValues.Text(Dates.Write(date));

    private static double Number(JsValue value) => TypeConverter.ToNumber(value);
}
