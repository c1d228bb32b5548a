using System.Collections.Frozen;
using System.Collections.Immutable;
using LowCode.Rules.Types;

namespace LowCode.Rules.Functions;

/// <summary>
/// All methods that rules may call. None changes its object, and none makes a text or list that is longer than what it
/// was given, apart from <c>concat</c> and <c>join</c>, whose results are limited when a rule runs.
/// </summary>
internal static class Methods
{
    /// <summary>In the order of the documentation.</summary>
    public static ImmutableArray<Method> All { get; } =
    [
        OfList("some", [Parameter.Arrow], (_, _) => RuleType.Boolean),
        OfList("every", [Parameter.Arrow], (_, _) => RuleType.Boolean),
        OfList("filter", [Parameter.Arrow], (list, _) => RuleType.ListOf(list.Item!)),
        OfList("map", [Parameter.Arrow], (_, arguments) => RuleType.ListOf(arguments[0])),
        OfList("find", [Parameter.Arrow], (list, _) => ItemOf(list).OrUndefined),
        OfList("findIndex", [Parameter.Arrow], (_, _) => RuleType.Number),
        OfList("reduce", [Parameter.Arrow, Parameter.Any], (_, arguments) => arguments[1]),
        OfList("includes", [Parameter.Any], (_, _) => RuleType.Boolean),
        OfList("indexOf", [Parameter.Any], (_, _) => RuleType.Number),
        OfList("slice", [Parameter.Number, Parameter.Number], (list, _) => RuleType.ListOf(list.Item!)) with { Required = 0 },
        OfList("at", [Parameter.Number], (list, _) => ItemOf(list).OrUndefined),
        OfList("concat", [Parameter.Any], Concatenated) with { Repeats = true },
        OfList("join", [Parameter.FilledText], (_, _) => RuleType.Text) with { Required = 0 },

        OfText("includes", [Parameter.FilledText], RuleType.Boolean),
        OfText("startsWith", [Parameter.FilledText], RuleType.Boolean),
        OfText("endsWith", [Parameter.FilledText], RuleType.Boolean),
        OfText("indexOf", [Parameter.FilledText], RuleType.Number),
        OfText("lastIndexOf", [Parameter.FilledText], RuleType.Number),
        OfText("slice", [Parameter.Number, Parameter.Number], RuleType.Text) with { Required = 0 },
        OfText("substring", [Parameter.Number, Parameter.Number], RuleType.Text) with { Required = 1 },
        OfText("charAt", [Parameter.Number], RuleType.Text),
        OfText("at", [Parameter.Number], RuleType.Text.OrUndefined),
        OfText("trim", [], RuleType.Text),
        OfText("trimStart", [], RuleType.Text),
        OfText("trimEnd", [], RuleType.Text),
        OfText("toUpperCase", [], RuleType.Text),
        OfText("toLowerCase", [], RuleType.Text),
        OfText("split", [Parameter.FilledText], RuleType.ListOf(RuleType.Text)),
        OfText("concat", [Parameter.Scalar], RuleType.Text) with { Repeats = true },
    ];

    private static readonly FrozenDictionary<(string, RuleKinds), Method> ByName =
        All.ToFrozenDictionary(method => (method.Name, method.Of));

    /// <summary>The method of a name, or null.</summary>
    public static Method? Find(string name, RuleKinds of) => ByName.GetValueOrDefault((name, of));

    /// <summary>What an item of a list is; undefined for the empty list literal, which has none.</summary>
    public static RuleType ItemOf(RuleType list) => list.Item is { IsBroken: false } item ? item : RuleType.Undefined;

    private static Method OfList(
        string name, ImmutableArray<Parameter> parameters, Func<RuleType, ImmutableArray<RuleType>, RuleType> result) =>
        new(name, RuleKinds.List, parameters, parameters.Length, result);

    private static Method OfText(string name, ImmutableArray<Parameter> parameters, RuleType result) =>
        new(name, RuleKinds.Text, parameters, parameters.Length, (_, _) => result);

    // JavaScript spreads lists among the arguments of concat and adds other arguments as items.
    private static RuleType Concatenated(RuleType list, ImmutableArray<RuleType> arguments)
    {
        var result = list;
        foreach (var argument in arguments)
        {
            if (argument.MayBe(RuleKinds.List))
                result = RuleType.Join(result, RuleType.ListOf(argument.Item!));
            if (!argument.IsOnly(RuleKinds.List))
                result = RuleType.Join(result, RuleType.ListOf(argument with { Kinds = argument.Kinds & ~RuleKinds.List, Item = null }));
        }
        return RuleType.ListOf(result.Item!);
    }
}
