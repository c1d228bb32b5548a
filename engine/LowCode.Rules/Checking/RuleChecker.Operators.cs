using System.Collections.Immutable;
using Acornima;
using Acornima.Ast;
using LowCode.Definitions.Messages;
using LowCode.Rules.Expressions;
using LowCode.Rules.Types;

namespace LowCode.Rules.Checking;

/// <summary>Operators and what their operands must be.</summary>
internal sealed partial class RuleChecker
{
    /// <summary>Binary operators of the language, apart from the logical ones.</summary>
    internal static readonly ImmutableArray<string> BinaryOperators =
        ["+", "-", "*", "/", "%", "===", "!==", "==", "!=", "<", "<=", ">", ">="];

    private RuleExpression BindUnary(UnaryExpression node)
    {
        var symbol = node.Operator switch
        {
            Operator.LogicalNot => "!",
            Operator.UnaryNegation => "-",
            Operator.UnaryPlus => "+",
            _ => null,
        };
        if (symbol is null)
            return Error(RuleMessages.NotInLanguage, node, ("construct", FirstWord(node)));
        var operand = Bind(node.Argument);
        if (symbol == "!")
        {
            ConditionCheck.Check(operand, node.Argument.Start, _report);
            return new Unary(symbol, operand, RuleType.Boolean);
        }
        if (operand.Type.MayBe(symbol == "+" ? RuleKinds.Composite : RuleKinds.Composite | RuleKinds.Text))
            return RefuseArithmetic(node, symbol, operand.Type);
        if (symbol == "-" && operand is Constant { Value: double number })
            return new Constant(-number, RuleType.Number);
        return new Unary(symbol, operand, operand.Type.IsBroken ? RuleType.Broken : RuleType.Number);
    }

    private RuleExpression BindLogical(LogicalExpression node)
    {
        var left = Bind(node.Left);
        var symbol = node.Operator switch
        {
            Operator.LogicalAnd => "&&",
            Operator.LogicalOr => "||",
            _ => "??",
        };
        if (symbol != "??")
            ConditionCheck.Check(left, node.Left.Start, _report);
        var right = Knowing(symbol switch { "&&" => Facts.WhenTrue(left), "||" => Facts.WhenFalse(left), _ => [] }, node.Right);
        if (left.Type.IsBroken || right.Type.IsBroken)
            return Broken;
        // What is left of || and ?? when it is given back is there; what && gives back of the left is falsy.
        var leftType = symbol switch
        {
            "&&" when left.Type.IsOnly(RuleKinds.Object | RuleKinds.Nothing) => left.Type with { Kinds = left.Type.Kinds & RuleKinds.Nothing },
            "&&" => left.Type with { Kinds = left.Type.Kinds & ~RuleKinds.Composite },
            _ => left.Type with { Kinds = left.Type.Kinds & ~RuleKinds.Nothing },
        };
        var type = leftType.IsBroken ? right.Type : RuleType.Join(leftType, right.Type);
        return new Logical(symbol, left, right, type);
    }

    private Conditional BindConditional(ConditionalExpression node)
    {
        var test = Bind(node.Test);
        ConditionCheck.Check(test, node.Test.Start, _report);
        var then = Knowing(Facts.WhenTrue(test), node.Consequent);
        var otherwise = Knowing(Facts.WhenFalse(test), node.Alternate);
        return new Conditional(test, then, otherwise, RuleType.Join(then.Type, otherwise.Type));
    }

    private RuleExpression Knowing(ImmutableHashSet<string> filled, Expression node)
    {
        var before = _filled;
        _filled = before.Union(filled);
        var bound = Bind(node);
        _filled = before;
        return bound;
    }

    private RuleExpression BindBinary(BinaryExpression node)
    {
        var symbol = node.Operator switch
        {
            Operator.Addition => "+",
            Operator.Subtraction => "-",
            Operator.Multiplication => "*",
            Operator.Division => "/",
            Operator.Remainder => "%",
            Operator.StrictEquality => "===",
            Operator.StrictInequality => "!==",
            Operator.Equality => "==",
            Operator.Inequality => "!=",
            Operator.LessThan => "<",
            Operator.LessThanOrEqual => "<=",
            Operator.GreaterThan => ">",
            Operator.GreaterThanOrEqual => ">=",
            _ => null,
        };
        if (symbol is null)
            return RefuseOperator(node);
        var left = Bind(node.Left);
        var right = Bind(node.Right);
        if (left.Type.IsBroken || right.Type.IsBroken)
            return Broken;
        if (symbol is "+")
            return BindAddition(node, left, right);
        if (symbol is "-" or "*" or "/" or "%")
        {
            if ((left.Type.Kinds & (RuleKinds.Composite | RuleKinds.Text)) != 0)
                return RefuseArithmetic(node.Left, symbol, left.Type);
            if ((right.Type.Kinds & (RuleKinds.Composite | RuleKinds.Text)) != 0)
                return RefuseArithmetic(node.Right, symbol, right.Type);
            return new Binary(symbol, left, right, RuleType.Number);
        }
        ComparisonCheck.Check(symbol, left, right, node.Start, _report);
        return new Binary(symbol, left, right, RuleType.Boolean);
    }

    private RuleExpression BindAddition(BinaryExpression node, RuleExpression left, RuleExpression right)
    {
        CheckText(left, node.Left);
        CheckText(right, node.Right);
        const RuleKinds numeric = RuleKinds.Number | RuleKinds.Boolean | RuleKinds.Nothing;
        if ((IsDate(left) && right.Type.IsOnly(numeric)) || (IsDate(right) && left.Type.IsOnly(numeric)))
            return Error(RuleMessages.DateArithmetic, node);
        var kinds = RuleKinds.None;
        if (left.Type.MayBe(RuleKinds.Text) || right.Type.MayBe(RuleKinds.Text))
            kinds |= RuleKinds.Text;
        if (left.Type.MayBe(numeric) && right.Type.MayBe(numeric))
            kinds |= RuleKinds.Number;
        return kinds == RuleKinds.None ? Broken : new Binary("+", left, right, new RuleType(kinds));
    }

    private static bool IsDate(RuleExpression expression) =>
        expression is not Constant && expression.Type is { Meaning: Meaning.Date or Meaning.Time or Meaning.Instant };

    private Constant RefuseArithmetic(Node node, string symbol, RuleType type) =>
        type is { Meaning: Meaning.Date or Meaning.Time or Meaning.Instant } && type.IsOnly(RuleKinds.Text | RuleKinds.Nothing)
            ? Error(RuleMessages.DateArithmetic, node)
            : Error(RuleMessages.Arithmetic, node, ("type", type.Title), ("operator", symbol));

    private Constant RefuseOperator(BinaryExpression node)
    {
        var (symbol, instead) = node.Operator switch
        {
            Operator.BitwiseAnd => ("&", "&&"),
            Operator.BitwiseOr => ("|", "||"),
            Operator.BitwiseXor => ("^", "!=="),
            Operator.Exponentiation => ("**", "*"),
            Operator.In => ("in", "includes(…)"),
            Operator.InstanceOf => ("instanceof", "==="),
            Operator.LeftShift => ("<<", "*"),
            Operator.RightShift => (">>", "Math.floor(… / …)"),
            _ => (">>>", "Math.floor(… / …)"),
        };
        return Error(RuleMessages.NotInLanguageUse, node, ("construct", symbol), ("instead", instead));
    }
}
