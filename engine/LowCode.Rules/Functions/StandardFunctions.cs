using System.Collections.Frozen;
using System.Collections.Immutable;
using LowCode.Rules.Types;

namespace LowCode.Rules.Functions;

/// <summary>All functions that rules may call by name.</summary>
internal static class StandardFunctions
{
    /// <summary>In the order of the documentation.</summary>
    public static ImmutableArray<StandardFunction> All { get; } =
    [
        Ours("today", [], _ => RuleType.Date),
        Ours("now", [], _ => RuleType.Instant),
        Ours("date", [Parameter.Number, Parameter.Number, Parameter.Number], _ => RuleType.Date.OrNull),
        Ours("addDays", [Parameter.Date, Parameter.Number], DateOf),
        Ours("addMonths", [Parameter.Date, Parameter.Number], DateOf),
        Ours("addYears", [Parameter.Date, Parameter.Number], DateOf),
        Ours("daysBetween", [Parameter.Date, Parameter.Date], NumberOf),
        Ours("monthsBetween", [Parameter.Date, Parameter.Date], NumberOf),
        Ours("hoursBetween", [Parameter.Instant, Parameter.Instant], NumberOf),
        Ours("year", [Parameter.Date], NumberOf),
        Ours("month", [Parameter.Date], NumberOf),
        Ours("day", [Parameter.Date], NumberOf),
        Ours("weekday", [Parameter.Date], NumberOf),
        Ours("age", [Parameter.Date, Parameter.Date], NumberOf) with { Required = 1 },

        Ours("count", [Parameter.List], _ => RuleType.Number) with { Over = "filter" },
        Ours("sum", [Parameter.Numbers], _ => RuleType.Number) with { Over = "map" },
        Ours("average", [Parameter.Numbers], _ => RuleType.Number.OrNull) with { Over = "map" },
        Ours("min", [Parameter.Ordered], ItemOf) with { Over = "map" },
        Ours("max", [Parameter.Ordered], ItemOf) with { Over = "map" },
        Ours("distinct", [Parameter.Scalars], types => types[0]) with { Over = "map" },
        Ours("isEmpty", [Parameter.Any], _ => RuleType.Boolean),
        Ours("round", [Parameter.Number, Parameter.Number], _ => RuleType.Number) with { Required = 1 },

        Native("Math.abs", [Parameter.Number]),
        Native("Math.ceil", [Parameter.Number]),
        Native("Math.floor", [Parameter.Number]),
        Native("Math.max", [Parameter.Number]) with { Repeats = true },
        Native("Math.min", [Parameter.Number]) with { Repeats = true },
        Native("Math.round", [Parameter.Number]),
        Native("Math.sign", [Parameter.Number]),
        Native("Math.sqrt", [Parameter.Number]),
        Native("Math.trunc", [Parameter.Number]),
        Native("Number", [Parameter.Scalar]),
        Native("String", [Parameter.Scalar]) with { Result = _ => RuleType.Text },
        Native("Boolean", [Parameter.Any]) with { Result = _ => RuleType.Boolean },
        Native("parseInt", [Parameter.Scalar, Parameter.Number]) with { Required = 1 },
        Native("parseFloat", [Parameter.Scalar]),
        Native("Number.isInteger", [Parameter.Any]) with { Result = _ => RuleType.Boolean },
        Native("Number.isFinite", [Parameter.Any]) with { Result = _ => RuleType.Boolean },
        Native("Number.isNaN", [Parameter.Any]) with { Result = _ => RuleType.Boolean },
    ];

    /// <summary>Functions that are checked in their own way: <c>title</c>, <c>parent</c> and <c>lookup</c>.</summary>
    public static ImmutableArray<string> Special { get; } = ["title", "parent", "lookup"];

    private static readonly FrozenDictionary<string, StandardFunction> ByName =
        All.ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    /// <summary>The function of a name, or null.</summary>
    public static StandardFunction? Find(string name) => ByName.GetValueOrDefault(name);

    private static StandardFunction Ours(string name, ImmutableArray<Parameter> parameters, Func<ImmutableArray<RuleType>, RuleType> result) =>
        new(name, parameters, parameters.Length, result);

    private static StandardFunction Native(string name, ImmutableArray<Parameter> parameters) =>
        new(name, parameters, parameters.Length, _ => RuleType.Number) { IsNative = true };

    private static RuleType DateOf(ImmutableArray<RuleType> arguments) => EmptyWhenEmpty(RuleType.Date, arguments);

    private static RuleType NumberOf(ImmutableArray<RuleType> arguments) => EmptyWhenEmpty(RuleType.Number, arguments);

    private static RuleType ItemOf(ImmutableArray<RuleType> arguments) =>
        arguments[0].Item is { IsBroken: false } item ? item.OrNull : RuleType.Null;

    private static RuleType EmptyWhenEmpty(RuleType result, ImmutableArray<RuleType> arguments) =>
        arguments.Any(argument => argument.MayBe(RuleKinds.Nothing)) ? result.OrNull : result;
}
