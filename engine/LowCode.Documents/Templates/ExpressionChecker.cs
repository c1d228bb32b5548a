using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Documents.Names;
using Scriban.Syntax;

namespace LowCode.Documents.Templates;

/// <summary>Checks the expressions of a template: names, what they stand for, operators and functions.</summary>
internal sealed class ExpressionChecker(
    ImmutableDictionary<string, NameType> names, FieldLabels labels, Action<int, Message, (string Name, object? Value)[]> report)
{
    private readonly Dictionary<string, Stack<NameType?>> _loops = [];

    /// <summary>Enters a loop: its variable stands for what the list holds.</summary>
    public void Enter(string variable, ScriptExpression list)
    {
        var type = TypeOf(list);
        if (type is not (null or ListName))
            Report(list, DocumentMessages.NotAList, ("name", list));
        if (names.ContainsKey(variable) || TemplateNames.Functions.Contains(variable))
            Report(list, DocumentMessages.NotAllowed, ("construct", variable), ("functions", Functions));
        if (!_loops.TryGetValue(variable, out var stack))
            _loops[variable] = stack = new Stack<NameType?>();
        stack.Push((type as ListName)?.Item);
    }

    /// <summary>Leaves the loop again.</summary>
    public void Leave(string variable) => _loops[variable].Pop();

    /// <summary>Checks a condition.</summary>
    public void Check(ScriptExpression expression) => TypeOf(expression);

    /// <summary>Checks an expression whose value is printed.</summary>
    public void CheckPrinted(ScriptExpression expression)
    {
        if (TypeOf(expression) is GroupName or ListName)
            Report(expression, DocumentMessages.NoText, ("name", expression));
    }

    /// <summary>Reports something that a template may not use.</summary>
    public void Refuse(ScriptNode node) => Report(node, DocumentMessages.NotAllowed, ("construct", node), ("functions", Functions));

    private static string Functions => string.Join(", ", TemplateNames.Functions);

    // Null when the expression is wrong, which has then been reported, or when nothing more is known.
    private NameType? TypeOf(ScriptExpression? expression)
    {
        switch (expression)
        {
            case ScriptLiteral: return NameType.Single;
            case ScriptNestedExpression nested: return TypeOf(nested.Expression);
            case ScriptVariableGlobal variable: return Variable(variable);
            case ScriptMemberExpression member: return Member(member);
            case ScriptUnaryExpression { Operator: ScriptUnaryOperator.Not or ScriptUnaryOperator.Negate } unary:
                TypeOf(unary.Right);
                return NameType.Single;
            case ScriptBinaryExpression binary when IsAllowed(binary.Operator):
                var left = TypeOf(binary.Left);
                var right = TypeOf(binary.Right);
                return binary.Operator != ScriptBinaryOperator.EmptyCoalescing ? NameType.Single
                    : left is GroupName or ListName ? left : right;
            case ScriptFunctionCall { Target: ScriptVariableGlobal function } call:
                return Call(call, function.Name, [.. call.Arguments]);
            case ScriptPipeCall { From: { } from, To: ScriptVariableGlobal function } pipe:
                return Call(pipe, function.Name, [from]);
            case ScriptPipeCall { From: { } from, To: ScriptFunctionCall { Target: ScriptVariableGlobal function } call } pipe:
                return Call(pipe, function.Name, [from, .. call.Arguments]);
            case null: return null;
            default:
                Refuse(expression);
                return null;
        }
    }

    private static bool IsAllowed(ScriptBinaryOperator which) => which is
        ScriptBinaryOperator.EmptyCoalescing or ScriptBinaryOperator.And or ScriptBinaryOperator.Or
        or ScriptBinaryOperator.CompareEqual or ScriptBinaryOperator.CompareNotEqual
        or ScriptBinaryOperator.CompareLess or ScriptBinaryOperator.CompareLessOrEqual
        or ScriptBinaryOperator.CompareGreater or ScriptBinaryOperator.CompareGreaterOrEqual;

    private NameType? Variable(ScriptVariableGlobal variable)
    {
        if (_loops.TryGetValue(variable.Name, out var stack) && stack.TryPeek(out var item))
            return item;
        if (names.TryGetValue(variable.Name, out var type))
            return type;
        Unknown(variable, variable.Name, names.Keys.Concat(_loops.Where(loop => loop.Value.Count > 0).Select(loop => loop.Key)));
        return null;
    }

    private NameType? Member(ScriptMemberExpression member)
    {
        if (TypeOf(member.Target) is not { } target)
            return null;
        var name = member.Member?.Name ?? "";
        if (target is GroupName group && group.Members.TryGetValue(name, out var type))
            return type;
        Unknown(member, $"{member.Target}.{name}", target is GroupName known ? known.Members.Keys.Select(key => $"{member.Target}.{key}") : []);
        return null;
    }

    private NameType? Call(ScriptNode call, string function, ImmutableArray<ScriptExpression> arguments)
    {
        switch (function)
        {
            case "label":
                if (arguments is not [ScriptLiteral { Value: string path }])
                    BadCall(call, function, "label 'field'");
                else if (labels.Find(path) is null)
                    Unknown(call, path, labels.Paths);
                return NameType.Single;
            case "count":
                if (arguments is not [var list] || TypeOf(list) is not (null or ListName))
                    BadCall(call, function, "fields.table | count");
                return NameType.Single;
            case "has":
                if (arguments is not [var codes, ScriptLiteral { Value: string }] || TypeOf(codes) is not (null or ListName))
                    BadCall(call, function, "has stored.choices 'code'");
                return NameType.Single;
            default:
                Refuse(call);
                return null;
        }
    }

    private void BadCall(ScriptNode call, string function, string usage) =>
        Report(call, DocumentMessages.BadCall, ("function", function), ("usage", usage));

    private void Unknown(ScriptNode node, string name, IEnumerable<string> known) =>
        Report(node, DocumentMessages.UnknownName, ("name", name), ("suggestion", Suggestion.For(name, known)));

    private void Report(ScriptNode node, Message message, params (string Name, object? Value)[] arguments) =>
        report(node.Span.Start.Offset, message, [.. arguments.Select(argument => (argument.Name, argument.Value is ScriptNode shown ? Short(shown) : argument.Value))]);

    private static string Short(ScriptNode node)
    {
        var text = node.ToString()?.Trim() ?? "";
        return text.Length <= 40 ? text : text[..40] + "…";
    }
}
