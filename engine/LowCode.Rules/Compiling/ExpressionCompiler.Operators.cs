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
            case "+" when !binary.Type.MayBe(RuleKinds.Text): return Code.Add(Number(binary.Left), Number(binary.Right));
            case "+" when binary.Type.IsOnly(RuleKinds.Text): return Joined(Text(binary.Left), Text(binary.Right));
            case "+": return Weighed(Operator(nameof(Operators.Add), binary.Left, binary.Right));
            case "-": return Code.Subtract(Number(binary.Left), Number(binary.Right));
            case "*": return Code.Multiply(Number(binary.Left), Number(binary.Right));
            case "/": return Code.Divide(Number(binary.Left), Number(binary.Right));
            case "%": return Code.Modulo(Number(binary.Left), Number(binary.Right));
            case "===" or "==": return Equal(binary);
            case "!==" or "!=": return Code.Not(Equal(binary));
        }
        var (left, right) = (binary.Left, binary.Right);
        if ((left.Type.Kinds & right.Type.Kinds & RuleKinds.Composite) != 0 || left.Type.MayBe(RuleKinds.Composite) || right.Type.MayBe(RuleKinds.Composite))
            throw new NotCompiled($"[…] {binary.Operator} …");
        if (!left.Type.MayBe(RuleKinds.Text) || !right.Type.MayBe(RuleKinds.Text))
        {
            var (a, b) = (Number(left), Number(right));
            return binary.Operator switch
            {
                "<" => Code.LessThan(a, b),
                "<=" => Code.LessThanOrEqual(a, b),
                ">" => Code.GreaterThan(a, b),
                _ => Code.GreaterThanOrEqual(a, b),
            };
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
        if (right is Constant { Value: string constant } && left is FieldRead read && left.Type.IsOnly(RuleKinds.Text | RuleKinds.Null)
            && read.Slot.Kind == Definitions.Values.ValueKind.Text)
        {
            return Code.Equal(
                Code.Call(Row(read.Outwards), nameof(RowFrame.TextAt), null, Code.Constant(read.Slot.Index)), Code.Constant(constant));
        }
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
        var left = Code.Variable(typeof(RuleValue));
        var right = ToValue(Compile(logical.Right));
        Code test = logical.Operator == "??" ? Code.Not(Part(left, nameof(RuleValue.IsNothing)))
            : Code.Call(typeof(Conversions), nameof(Conversions.Truth), null, left);
        return As(Code.Block(typeof(RuleValue), [left], Code.Assign(left, ToValue(Compile(logical.Left))),
            logical.Operator == "&&" ? Code.Condition(test, right, left) : Code.Condition(test, left, right)), logical.Type);
    }

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

    private MethodCallExpression Joined(params Code[] parts) =>
        Weighed(Code.Call(typeof(TextWork), nameof(TextWork.Join), null, Code.NewArrayInit(typeof(string), parts)));

    /// <summary>
    /// A chain of members, items and methods from its base outwards. Where it says <c>?.</c> and the base is nothing,
    /// all of what follows is left out and the chain is undefined.
    /// </summary>
    private Code Spine(RuleExpression part, Func<Code, Code> then) => part switch
    {
        MemberRead read => Spine(read.Object, made => Present(made, read.Optional, there =>
            then(As(Code.Call(typeof(RowFrame), nameof(RowFrame.Member), null, there, Code.Constant(read.Member.Index)), read.Type)))),
        LengthRead read => Spine(read.Object, made => Present(made, read.Optional, there => then(Length(there, read.Object.Type)))),
        ItemRead read => Spine(read.Object, made => Present(made, read.Optional, there => then(As(Item(there, read), read.Type)))),
        MethodCall call => Spine(call.Object, made => Present(made, call.Optional, there => then(CompileMethod(there, call)))),
        _ => then(Compile(part)),
    };

    private static Code Present(Code made, bool optional, Func<Code, Code> then)
    {
        if (made.Type != typeof(RuleValue))
            return optional ? ToValue(then(made)) : then(made);
        var value = Code.Variable(typeof(RuleValue));
        Code rest = optional
            ? Code.Condition(Part(value, nameof(RuleValue.IsNothing)), Static(nameof(RuleValue.Undefined)), ToValue(then(value)))
            : then(Code.Call(typeof(ListWork), nameof(ListWork.There), null, value));
        return Code.Block(rest.Type, [value], Code.Assign(value, made), rest);
    }

    private static UnaryExpression Length(Code made, RuleType type)
    {
        if (made.Type == typeof(string))
            return Code.Convert(Code.Property(made, nameof(string.Length)), typeof(double));
        return type.Present.IsOnly(RuleKinds.List) ? Code.Convert(Code.ArrayLength(Part(made, nameof(RuleValue.List))), typeof(double))
            : type.Present.IsOnly(RuleKinds.Text) ? Code.Convert(Code.Property(Part(made, nameof(RuleValue.Text)), nameof(string.Length)), typeof(double))
            : throw new NotCompiled("….length");
    }

    private MethodCallExpression Item(Code made, ItemRead read)
    {
        if (!read.Index.Type.IsOnly(RuleKinds.Number))
            throw new NotCompiled("…[null]");
        var index = Number(read.Index);
        if (made.Type == typeof(string))
            return Code.Call(typeof(TextWork), nameof(TextWork.Item), null, made, index);
        var type = read.Object.Type.Present;
        return type.IsOnly(RuleKinds.List) ? Code.Call(typeof(ListWork), nameof(ListWork.Item), null, Part(made, nameof(RuleValue.List)), index)
            : type.IsOnly(RuleKinds.Text) ? Code.Call(typeof(TextWork), nameof(TextWork.Item), null, Part(made, nameof(RuleValue.Text)), index)
            : throw new NotCompiled("…[0]");
    }
}
