using System.Linq.Expressions;
using LowCode.Rules.Expressions;
using LowCode.Rules.Results;
using LowCode.Rules.Types;
using Code = System.Linq.Expressions.Expression;
namespace LowCode.Rules.Compiling;

/// <summary>Operators, templates and chains.</summary>
internal sealed partial class ExpressionCompiler
{
    private Code CompileBinary(Binary binary)
    {
        switch (binary.Operator)
        {
            case "+" when !binary.Type.MayBe(RuleKinds.Text): return Code.Add(NumberOf(binary.Left), NumberOf(binary.Right));
            case "+" when binary.Type.IsOnly(RuleKinds.Text): return Joined(Text(binary.Left), Text(binary.Right));
            case "+": return Weighed(Operator(nameof(Operators.Add), binary.Left, binary.Right));
            case "-": return Code.Subtract(NumberOf(binary.Left), NumberOf(binary.Right));
            case "*": return Code.Multiply(NumberOf(binary.Left), NumberOf(binary.Right));
            case "/": return Code.Divide(NumberOf(binary.Left), NumberOf(binary.Right));
            case "%": return Code.Modulo(NumberOf(binary.Left), NumberOf(binary.Right));
            case "===" or "==": return Equal(binary);
            case "!==" or "!=": return Code.Not(Equal(binary));
        }
        var (left, right) = (binary.Left, binary.Right);
        if ((left.Type.Kinds & right.Type.Kinds & RuleKinds.Composite) != 0 || left.Type.MayBe(RuleKinds.Composite) || right.Type.MayBe(RuleKinds.Composite))
            throw new NotCompiled($"[…] {binary.Operator} …");
        if (IsDay(left) && IsDay(right))
            return CompareDays(binary.Operator, left, right);
        if (!left.Type.MayBe(RuleKinds.Text) || !right.Type.MayBe(RuleKinds.Text))
        {
            var (a, b) = (NumberOf(left), NumberOf(right));
            return binary.Operator switch
            {
                "<" => Code.LessThan(a, b),
                "<=" => Code.LessThanOrEqual(a, b),
                ">" => Code.GreaterThan(a, b),
                _ => Code.GreaterThanOrEqual(a, b),
            };
        }
        if (left.Type.IsOnly(RuleKinds.Text) && right.Type.IsOnly(RuleKinds.Text))
        {
            var order = Code.Call(typeof(string), nameof(string.CompareOrdinal), null, Text(left), Text(right));
            return Code.MakeBinary(
                binary.Operator switch
                {
                    "<" => ExpressionType.LessThan,
                    "<=" => ExpressionType.LessThanOrEqual,
                    ">" => ExpressionType.GreaterThan,
                    _ => ExpressionType.GreaterThanOrEqual,
                },
                order, Code.Constant(0));
        }
        // The left is evaluated first, whichever way round the comparison is asked.
        return binary.Operator switch
        {
            "<" => Operator(nameof(Operators.Less), left, right),
            "<=" => Operator(nameof(Operators.LessOrEqual), left, right),
            ">" => Swapped(nameof(Operators.Less), left, right),
            _ => Swapped(nameof(Operators.LessOrEqual), left, right),
        };
    }

    private Code Equal(Binary binary)
    {
        var (left, right) = (binary.Left, binary.Right);
        var loose = binary.Operator is "==" or "!=";
        if (IsDay(left) && IsDay(right))
            return CompareDays("===", left, right);
        if ((EqualAt(left, right, loose) ?? EqualAt(right, left, loose)) is { } read)
            return read;
        if (left.Type.MayBe(RuleKinds.Composite) && right.Type.MayBe(RuleKinds.Composite))
            throw new NotCompiled($"[…] {binary.Operator} […]");
        if (loose && (left.Type.MayBe(RuleKinds.Composite) || right.Type.MayBe(RuleKinds.Composite))
            && !left.Type.IsOnly(RuleKinds.Nothing) && !right.Type.IsOnly(RuleKinds.Nothing))
        {
            throw new NotCompiled($"[…] {binary.Operator} …");
        }
        var (a, b) = (Compile(left), Compile(right));
        if (a.Type == b.Type && a.Type != typeof(RuleValue))
            return Code.Equal(a, b);
        return Code.Call(typeof(Operators), loose ? nameof(Operators.LooseEquals) : nameof(Operators.StrictEquals), null, ToValue(a), ToValue(b));
    }

    private MethodCallExpression Operator(string name, RuleExpression left, RuleExpression right) =>
        Code.Call(typeof(Operators), name, null, ToValue(Compile(left)), ToValue(Compile(right)));

    private BlockExpression Swapped(string name, RuleExpression left, RuleExpression right)
    {
        var first = Code.Variable(typeof(RuleValue));
        return Code.Block([first], Code.Assign(first, ToValue(Compile(left))),
            Code.Call(typeof(Operators), name, null, ToValue(Compile(right)), first));
    }

    private Code CompileLogical(Logical logical)
    {
        if (logical.Operator != "??" && logical.Type.IsOnly(RuleKinds.Boolean)
            && logical.Left.Type.IsOnly(RuleKinds.Boolean) && logical.Right.Type.IsOnly(RuleKinds.Boolean))
        {
            return Truth(logical);
        }
        if (logical.Operator == "??" && logical.Type.IsOnly(RuleKinds.Number) && FirstNumber(logical) is { } number)
            return number;
        if (logical.Operator == "??" && logical.Right.Type.IsOnly(RuleKinds.Text) && TextAt(logical.Left) is { } text)
            return Code.Coalesce(text, Text(logical.Right));
        var left = Code.Variable(typeof(RuleValue));
        var right = ToValue(Compile(logical.Right));
        Code test = logical.Operator == "??" ? Code.Not(Part(left, nameof(RuleValue.IsNothing)))
            : Code.Call(typeof(Conversions), nameof(Conversions.Truth), null, left);
        return As(Code.Block(typeof(RuleValue), [left], Code.Assign(left, ToValue(Compile(logical.Left))),
            logical.Operator == "&&" ? Code.Condition(test, right, left) : Code.Condition(test, left, right)), logical.Type);
    }

    private MethodCallExpression CompileList(ListLiteral list)
    {
        if (list.Items.All(item => item is Constant))
            return ListOf(Code.Constant(list.Items.Select(item => ValueOf((Constant)item)).ToArray()));
        return ListOf(Code.NewArrayInit(typeof(RuleValue), list.Items.Select(item => ToValue(Compile(item)))));
    }

    private static RuleValue ValueOf(Constant constant) => constant.Value switch
    {
        double number => RuleValue.Of(number),
        bool truth => RuleValue.Of(truth),
        string text => RuleValue.Of(text),
        _ => constant.Type == RuleType.Undefined ? RuleValue.Undefined : RuleValue.Null,
    };

    private MethodCallExpression CompileTemplate(Template template)
    {
        var parts = new List<Code>();
        for (var i = 0; i < template.Texts.Length; i++)
        {
            if (i > 0)
                parts.Add(Text(template.Parts[i - 1]));
            parts.Add(Code.Constant(template.Texts[i]));
        }
        return Joined([.. parts]);
    }

    private MethodCallExpression Joined(params Code[] parts)
    {
        parts = [.. parts.Where(part => part is not ConstantExpression { Value: "" })];
        return Weighed(Code.Call(typeof(TextWork), nameof(TextWork.Join), null, parts.Length is >= 2 and <= 4 ? parts : [Code.NewArrayInit(typeof(string), parts)]));
    }
}
