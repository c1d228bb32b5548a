using System.Collections.Immutable;
using Acornima.Ast;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Rules.Expressions;
using LowCode.Rules.Functions;
using LowCode.Rules.Types;

namespace LowCode.Rules.Checking;

/// <summary>
/// Turns the syntax tree of a rule into a <see cref="RuleExpression"/>: what the language lacks is refused, names are
/// resolved, types are worked out and compared. Only what is expressly allowed gets through, which is what makes rules safe.
/// One instance a rule.
/// </summary>
internal sealed partial class RuleChecker
{
    /// <summary>Most levels of nesting in a rule.</summary>
    public const int Deepest = 100;

    private const int DeepestArrow = 4;

    private static readonly Constant Broken = new(null, RuleType.Broken);

    private readonly RuleScope _scope;
    private readonly ReferencedForms _forms;
    private readonly HashSet<RuleRead> _reads = [];
    private readonly HashSet<(Shape, Slot, string)> _references = [];
    private readonly List<(Local Local, RuleType Type)> _locals = [];
    private Reporter _report;
    private ImmutableHashSet<string> _filled = [];
    private int _depth;
    private int _arrows;
    private int _nextLocal;
    private bool _isTooDeep;

    private RuleChecker(RuleScope scope, ReferencedForms forms, Reporter report)
    {
        _scope = scope;
        _forms = forms;
        _report = report;
        if (scope.Site.Filled is { } filled)
            _filled = [Facts.Key(new FieldRead(0, scope.Row, filled, RuleType.Broken))!];
    }

    private string Source => _scope.Text.Text;

    /// <summary>Checks a rule.</summary>
    public static CheckedRule Check(RuleScope scope, ReferencedForms forms, Diagnostics diagnostics)
    {
        var report = new Reporter(scope.Text, diagnostics);
        var syntax = RuleParser.Parse(scope.Text.Text, report);
        if (syntax is null)
            return new CheckedRule(null, [], []);
        var checker = new RuleChecker(scope, forms, report);
        var expression = checker.Bind(syntax);
        if (!report.HasErrors)
            ResultCheck.Check(scope, expression, syntax.Start, report);
        var reads = checker._reads.OrderBy(read => read.Shape.Name, StringComparer.Ordinal).ThenBy(read => read.Slot.Index);
        return new CheckedRule(report.HasErrors ? null : expression, [.. reads], [.. checker._references]);
    }

    /// <summary>Binds an expression that is used as a value.</summary>
    private RuleExpression Bind(Expression node)
    {
        var bound = BindAny(node);
        if (bound is not GroupRead group)
            return bound;
        var name = Slice(node);
        return Error(RuleMessages.GroupAsValue, node, ("name", name), ("example", $"{name}.{group.Group.Members.Keys.Order(StringComparer.Ordinal).FirstOrDefault()}"));
    }

    private RuleExpression BindAny(Expression node)
    {
        if (++_depth > Deepest)
        {
            _depth--;
            return TooDeep(node, Deepest);
        }
        var bound = Dispatch(node);
        _depth--;
        return bound;
    }

    private RuleExpression Dispatch(Expression node) => node switch
    {
        NullLiteral => new Constant(null, RuleType.Null),
        BooleanLiteral literal => new Constant(literal.Value, RuleType.Boolean),
        NumericLiteral literal => new Constant(literal.Value, RuleType.Number),
        StringLiteral literal => new Constant(literal.Value, Dates.TryRead(literal.Value, out _) ? RuleType.Date : RuleType.Text),
        TemplateLiteral template => BindTemplate(template),
        RegExpLiteral => Error(RuleMessages.PatternUse, node),
        Identifier identifier => BindName(identifier),
        ChainExpression chain => BindChain(chain),
        MemberExpression member => BindMember(member),
        CallExpression call => BindCall(call),
        UpdateExpression or AssignmentExpression => Error(RuleMessages.Assignment, node),
        UnaryExpression unary => BindUnary(unary),
        LogicalExpression logical => BindLogical(logical),
        BinaryExpression binary => BindBinary(binary),
        ConditionalExpression conditional => BindConditional(conditional),
        ArrayExpression list => BindList(list),
        ArrowFunctionExpression => Error(RuleMessages.ArrowMisplaced, node),
        _ => Refuse(node),
    };

    private Constant Refuse(Expression node) => node switch
    {
        FunctionExpression => Error(RuleMessages.NotInLanguageUse, node, ("construct", "function"), ("instead", "=>")),
        ObjectExpression => Error(RuleMessages.NotInLanguage, node, ("construct", "{ }")),
        SequenceExpression => Error(RuleMessages.NotInLanguage, node, ("construct", ",")),
        TaggedTemplateExpression => Error(RuleMessages.NotInLanguage, node, ("construct", "`…`")),
        SpreadElement => Error(RuleMessages.NotInLanguage, node, ("construct", "...")),
        BigIntLiteral literal => Error(RuleMessages.NotInLanguage, node, ("construct", literal.Raw)),
        _ => Error(RuleMessages.NotInLanguage, node, ("construct", FirstWord(node))),
    };

    private RuleExpression BindList(ArrayExpression list)
    {
        var items = ImmutableArray.CreateBuilder<RuleExpression>(list.Elements.Count);
        RuleType? type = null;
        foreach (var element in list.Elements)
        {
            if (element is null)
                return Error(RuleMessages.NotInLanguage, list, ("construct", "[ , ]"));
            var item = Bind(element);
            items.Add(item);
            type = type is null ? item.Type : RuleType.Join(type, item.Type);
        }
        return new ListLiteral(items.MoveToImmutable(), RuleType.ListOf(type ?? RuleType.Broken));
    }

    private Template BindTemplate(TemplateLiteral template)
    {
        var parts = ImmutableArray.CreateBuilder<RuleExpression>(template.Expressions.Count);
        foreach (var expression in template.Expressions)
        {
            var part = Bind(expression);
            CheckText(part, expression);
            parts.Add(part);
        }
        return new Template([.. template.Quasis.Select(quasi => quasi.Value.Cooked!)], parts.MoveToImmutable());
    }

    private void CheckText(RuleExpression expression, Node node)
    {
        if (expression.Type.MayBe(RuleKinds.Composite))
            Error(RuleMessages.ListAsText, node, ("type", expression.Type.Title));
    }

    private Constant Error(Message message, Node node, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        _report.Error(message, node.Start, arguments);
        return Broken;
    }

    private Constant TooDeep(Node node, int most)
    {
        if (!_isTooDeep)
            _report.Error(RuleMessages.TooDeep, node.Start, ("max", most));
        _isTooDeep = true;
        return Broken;
    }

    private string Slice(Node node) => Source[node.Start..node.End];

    private string FirstWord(Node node)
    {
        var text = Slice(node);
        var end = text.AsSpan().IndexOfAny(" (\n\t");
        return end > 0 ? text[..end] : text;
    }

    /// <summary>A group on the way to one of its fields; never part of a finished rule.</summary>
    private sealed record GroupRead(int Outwards, RowType Row, RuleExpression? Object, bool Optional, ObjectType Group) : RuleExpression(RuleType.Broken);
}
