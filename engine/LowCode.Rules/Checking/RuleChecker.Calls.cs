using System.Collections.Immutable;
using System.Globalization;
using Acornima.Ast;
using LowCode.Definitions.Messages;
using LowCode.Rules.Expressions;
using LowCode.Rules.Functions;
using LowCode.Rules.Patterns;
using LowCode.Rules.Types;

namespace LowCode.Rules.Checking;

/// <summary>Calls of functions and methods.</summary>
internal sealed partial class RuleChecker
{
    private static readonly Dictionary<string, string> Instead = new()
    {
        ["forEach"] = "map",
        ["sort"] = "min(…), max(…)",
        ["toSorted"] = "min(…), max(…)",
        ["reverse"] = "at(-1)",
        ["push"] = "concat",
        ["pop"] = "slice(0, -1)",
        ["shift"] = "slice(1)",
        ["flat"] = "reduce",
        ["flatMap"] = "reduce",
        ["toFixed"] = "round(…)",
        ["toString"] = "String(…)",
        ["match"] = "/…/.test(…)",
        ["search"] = "/…/.test(…)",
        ["substr"] = "slice",
        ["toLocaleUpperCase"] = "toUpperCase",
        ["toLocaleLowerCase"] = "toLowerCase",
        ["isNaN"] = "Number.isNaN",
        ["isFinite"] = "Number.isFinite",
        ["Date"] = "today(), now(), date(…)",
        ["Math.random"] = "record.id",
        ["Math.pow"] = "*",
    };

    private RuleExpression BindCall(CallExpression call)
    {
        switch (call.Callee)
        {
            case Identifier identifier:
                return BindFunction(call, identifier, identifier.Name);
            case MemberExpression { Object: RegExpLiteral pattern, Computed: false, Property: Identifier { Name: "test" } }:
                return BindPattern(call, pattern);
            case MemberExpression { Object: RegExpLiteral }:
                return Error(RuleMessages.PatternUse, call);
            case MemberExpression { Computed: false, Object: Identifier { Name: "Math" or "Number" or "Object" or "Array" or "JSON" or "String" } native, Property: Identifier property } member
                when !IsNamed(native.Name):
                return BindFunction(call, member, $"{native.Name}.{property.Name}");
            case MemberExpression { Computed: false, Property: Identifier property } member:
                return BindMethod(call, member, property);
            default:
                return Error(RuleMessages.NotInLanguage, call, ("construct", Slice(call.Callee)));
        }
    }

    private RuleExpression BindFunction(CallExpression call, Node callee, string name)
    {
        switch (name)
        {
            case "lookup": return BindLookup(call);
            case "title" or "parent": return BindOptionCall(call, name);
        }
        if (StandardFunctions.Find(name) is not { } function)
        {
            if (Instead.TryGetValue(name, out var instead))
                return Error(RuleMessages.NotInLanguageUse, callee, ("construct", name), ("instead", instead));
            var known = StandardFunctions.All.Select(standard => standard.Name).Concat(StandardFunctions.Special);
            _report.Unknown(RuleMessages.UnknownFunction, RuleMessages.UnknownFunctionSuggest, callee.Start, name, known);
            return Broken;
        }
        if (!CheckArity(call, name, function.Required, function.Most))
            return Broken;
        var arguments = ImmutableArray.CreateBuilder<RuleExpression>();
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            if (function.Over is { } over && i == function.Parameters.Length)
            {
                arguments[0] = ApplyOver(call.Arguments[i], arguments[0], Methods.Find(over, RuleKinds.List)!, name);
                break;
            }
            arguments.Add(Bind(call.Arguments[i]));
        }
        for (var i = 0; i < arguments.Count; i++)
            CheckArgument(name, function.Parameters[Math.Min(i, function.Parameters.Length - 1)], arguments[i], call.Arguments[i], i);
        if (arguments.Any(argument => argument.Type.IsBroken))
            return Broken;
        return new FunctionCall(function, arguments.ToImmutable(), function.Result([.. arguments.Select(argument => argument.Type)]));
    }

    // sum(list, f) is sum(list.map(f)), count(list, f) is count(list.filter(f)).
    private RuleExpression ApplyOver(Expression node, RuleExpression list, Method method, string name)
    {
        if (list.Type.IsBroken)
            return Broken;
        if (!list.Type.IsOnly(RuleKinds.List))
            return list;
        var arrow = BindArrow(node, name, 2, [Methods.ItemOf(list.Type), RuleType.Number], condition: method.Name == "filter");
        return arrow is null ? Broken : new MethodCall(list, method, [arrow], false, method.Result(list.Type, [arrow.Type]));
    }

    private RuleExpression BindMethod(CallExpression call, MemberExpression member, Identifier property)
    {
        var name = property.Name;
        var target = Bind(member.Object);
        if (target.Type.IsBroken)
            return Broken;
        var type = target.Type.Present;
        var kind = type.IsOnly(RuleKinds.List) ? RuleKinds.List : type.IsOnly(RuleKinds.Text) ? RuleKinds.Text : RuleKinds.None;
        if (Methods.Find(name, kind) is not { } method)
        {
            return Instead.TryGetValue(name, out var instead)
                ? Error(RuleMessages.NotInLanguageUse, property, ("construct", name), ("instead", instead))
                : Error(RuleMessages.UnknownMethod, property, ("type", type.Title), ("name", name));
        }
        if (call.Optional)
            return Error(RuleMessages.NotInLanguage, call, ("construct", "?.("));
        CheckFilled(member.Object, target, member.Optional);
        if (!CheckArity(call, name, method.Required, method.Repeats ? int.MaxValue : method.Parameters.Length))
            return Broken;
        if (name == "reduce")
            return BindReduce(call, target, member.Optional, method);
        var arguments = ImmutableArray.CreateBuilder<RuleExpression>();
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            var node = call.Arguments[i];
            var parameter = method.Parameters[Math.Min(i, method.Parameters.Length - 1)];
            if (parameter == Parameter.Arrow)
            {
                var condition = name is "some" or "every" or "filter" or "find" or "findIndex";
                if (BindArrow(node, name, i + 1, [Methods.ItemOf(type), RuleType.Number], condition) is not { } arrow)
                    return Broken;
                arguments.Add(arrow);
                continue;
            }
            arguments.Add(Bind(node));
            CheckArgument(name, parameter, arguments[i], node, i);
        }
        if (arguments.Any(argument => argument.Type.IsBroken))
            return Broken;
        if (kind == RuleKinds.List && name is ("includes" or "indexOf"))
            ComparisonCheck.CheckItem(target, arguments[0], call.Arguments[0].Start, _report);
        if (name == "join" && type.Item!.MayBe(RuleKinds.Composite))
            return Error(RuleMessages.ListAsText, member.Object, ("type", type.Item.Title));
        return Limited(new MethodCall(target, method, arguments.ToImmutable(), member.Optional, method.Result(type, [.. arguments.Select(argument => argument.Type)])), call);
    }

    private RuleExpression BindReduce(CallExpression call, RuleExpression list, bool optional, Method method)
    {
        var initial = Bind(call.Arguments[1]);
        if (initial.Type.IsBroken)
            return Broken;
        // What is accumulated has the type of the first value and of all that the arrow function makes of it.
        var type = initial.Type;
        var item = Methods.ItemOf(list.Type.Present);
        var report = _report;
        while (true)
        {
            _report = report.Silent();
            var deep = _isTooDeep;
            var trial = BindArrow(call.Arguments[0], "reduce", 1, [type, item, RuleType.Number], condition: false);
            (_report, _isTooDeep) = (report, deep);
            var next = trial is null || trial.Type.IsBroken ? type : RuleType.Join(type, trial.Type);
            if (next.IsTooDeep)
                return Error(RuleMessages.TypeTooDeep, call);
            if (next == type)
                break;
            type = next;
        }
        if (BindArrow(call.Arguments[0], "reduce", 1, [type, item, RuleType.Number], condition: false) is not { } arrow || arrow.Type.IsBroken)
            return Broken;
        return new MethodCall(list, method, [arrow, initial], optional, type);
    }

    private Lambda? BindArrow(Expression node, string name, int position, ImmutableArray<RuleType> types, bool condition)
    {
        if (node is not ArrowFunctionExpression arrow)
        {
            Error(RuleMessages.ArrowNeeded, node, ("name", name), ("position", position));
            return null;
        }
        if (arrow.Async || arrow.Params.Count > types.Length || arrow.Body is not Expression body || arrow.Params.Any(parameter => parameter is not Identifier))
        {
            Error(RuleMessages.ArrowForm, node, ("max", types.Length));
            return null;
        }
        if (++_arrows > DeepestArrow)
        {
            _arrows--;
            TooDeep(node, DeepestArrow);
            return null;
        }
        var parameters = arrow.Params.Select(parameter => new Local(_nextLocal++, ((Identifier)parameter).Name)).ToImmutableArray();
        _locals.AddRange(parameters.Select((local, i) => (local, types[i])));
        var bound = Bind(body);
        _locals.RemoveRange(_locals.Count - parameters.Length, parameters.Length);
        _arrows--;
        if (condition)
            ConditionCheck.CheckWhole(bound, body.Start, _report);
        return new Lambda(parameters, bound);
    }

    private RuleExpression BindPattern(CallExpression call, RegExpLiteral literal)
    {
        if (!CheckArity(call, "test", 1, 1))
            return Broken;
        var text = Bind(call.Arguments[0]);
        CheckText(text, call.Arguments[0]);
        return PatternReader.Read(literal.RegExp.Pattern, literal.RegExp.Flags, out var problem) is { } pattern
            ? new PatternTest(pattern, text)
            : Error(RuleMessages.Pattern, literal, ("detail", problem));
    }

    private RuleExpression Limited(RuleExpression expression, Node node) =>
        expression.Type.IsTooDeep ? Error(RuleMessages.TypeTooDeep, node) : expression;

    private void CheckArgument(string name, Parameter parameter, RuleExpression argument, Node node, int index)
    {
        if (!parameter.Accepts(argument.Type))
            Error(RuleMessages.ArgumentType, node, ("name", name), ("position", index + 1), ("expected", parameter.Title), ("actual", argument.Type.Title));
    }

    private bool CheckArity(CallExpression call, string name, int least, int most)
    {
        if (call.Optional)
        {
            Error(RuleMessages.NotInLanguage, call, ("construct", "?.("));
            return false;
        }
        if (call.Arguments.FirstOrDefault(argument => argument is SpreadElement) is { } spread)
        {
            Error(RuleMessages.NotInLanguageUse, spread, ("construct", "..."), ("instead", "max(…), min(…), sum(…), concat(…)"));
            return false;
        }
        if (call.Arguments.Count >= least && call.Arguments.Count <= most)
            return true;
        var expected = least == most ? least.ToString(CultureInfo.InvariantCulture)
            : most == int.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"{least}+")
            : string.Create(CultureInfo.InvariantCulture, $"{least}–{most}");
        Error(RuleMessages.WrongArity, call, ("name", name), ("expected", expected), ("given", call.Arguments.Count));
        return false;
    }
}
