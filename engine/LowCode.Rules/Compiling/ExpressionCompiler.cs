using System.Linq.Expressions;
using LowCode.Rules.Expressions;
using LowCode.Rules.Results;
using LowCode.Rules.Types;
using Code = System.Linq.Expressions.Expression;
namespace LowCode.Rules.Compiling;

/// <summary>
/// Compiles one checked rule to a delegate over a row's frame. A part whose type has one kind becomes a C# double, bool
/// or string; what may be several kinds is a <see cref="RuleValue"/>. The meaning is JavaScript's, bit for bit.
/// </summary>
internal sealed partial class ExpressionCompiler
{
    private readonly ParameterExpression _frame = Code.Parameter(typeof(RowFrame), "row");
    private readonly Dictionary<int, ParameterExpression> _locals = [];

    private ExpressionCompiler()
    {
    }

    /// <summary>The rule as a condition.</summary>
    /// <exception cref="NotCompiled">It uses something that is not covered.</exception>
    public static Func<RowFrame, bool> Condition(RuleExpression rule)
    {
        var compiler = new ExpressionCompiler();
        return Code.Lambda<Func<RowFrame, bool>>(compiler.Truth(rule), compiler._frame).Compile();
    }

    /// <summary>The rule as a value.</summary>
    /// <exception cref="NotCompiled">It uses something that is not covered.</exception>
    public static Func<RowFrame, RuleValue> Value(RuleExpression rule) => ValueCode(rule).Compile();

    /// <summary>What <see cref="Value"/> compiles: for tests that change it and must notice.</summary>
    /// <exception cref="NotCompiled">It uses something that is not covered.</exception>
    public static Expression<Func<RowFrame, RuleValue>> ValueCode(RuleExpression rule)
    {
        var compiler = new ExpressionCompiler();
        return Code.Lambda<Func<RowFrame, RuleValue>>(ToValue(compiler.Compile(rule)), compiler._frame);
    }

    /// <summary>A part, as the C# type that <see cref="TypeOf"/> says.</summary>
    private Code Compile(RuleExpression part) => part switch
    {
        Constant { Value: double number } => Code.Constant(number),
        Constant { Value: bool truth } => Code.Constant(truth),
        Constant { Value: string text } => Code.Constant(text),
        Constant constant => constant.Type == RuleType.Undefined ? Static(nameof(RuleValue.Undefined)) : Static(nameof(RuleValue.Null)),
        FieldRead read => As(Code.Call(Row(read.Outwards), nameof(RowFrame.Read), null, Code.Constant(read.Slot.Index)), read.Type),
        LocalRead read => As(_locals[read.Local.Id], read.Type),
        ContextRead read => Code.Property(Code.Property(_frame, nameof(RowFrame.Session)), read.Object.ToString()),
        MemberRead or LengthRead or ItemRead or MethodCall => As(Spine(part, made => made), part.Type),
        Chain chain => As(Spine(chain.Inner, ToValue), chain.Type),
        Unary { Operator: "!" } unary => Code.Not(Truth(unary.Operand)),
        Unary { Operator: "-" } unary => Code.Negate(Number(unary.Operand)),
        Unary { Operator: "+" } unary => Number(unary.Operand),
        Binary binary => CompileBinary(binary),
        Logical logical => CompileLogical(logical),
        Conditional conditional => Code.Condition(
            Truth(conditional.Test), As(Compile(conditional.Then), conditional.Type), As(Compile(conditional.Else), conditional.Type)),
        Template template => CompileTemplate(template),
        ListLiteral list => ListOf(Code.NewArrayInit(typeof(RuleValue), list.Items.Select(item => ToValue(Compile(item))))),
        FunctionCall call => CompileFunction(call),
        LookupCall call => As(Code.Call(Session, nameof(CompiledSession.Lookup), null,
            Code.Constant(call.Set), Code.Constant(call.Slot), ToValue(Compile(call.Reference))), call.Type),
        OptionCall call => CompileOption(call),
        PatternTest test => Code.Call(Session, nameof(CompiledSession.Matches), null, Code.Constant(test.Pattern.Matcher), Text(test.Text)),
        _ => throw new NotCompiled(part.GetType().Name),
    };

    private Code Session => Code.Property(_frame, nameof(RowFrame.Session));

    private Code Row(int outwards)
    {
        Code row = _frame;
        for (var i = 0; i < outwards; i++)
            row = Code.Property(row, nameof(RowFrame.Around));
        return row;
    }

    /// <summary>JavaScript's truthiness of a part.</summary>
    private Code Truth(RuleExpression part)
    {
        if (part is Logical { Operator: "&&" } and)
            return Code.AndAlso(Truth(and.Left), Truth(and.Right));
        if (part is Logical { Operator: "||" } or)
            return Code.OrElse(Truth(or.Left), Truth(or.Right));
        var made = Compile(part);
        return made.Type == typeof(bool) ? made : Code.Call(typeof(Conversions), nameof(Conversions.Truth), null, made);
    }

    /// <summary>A part as JavaScript converts it to a number.</summary>
    private Code Number(RuleExpression part)
    {
        if (part is FieldRead read && part.Type.IsOnly(RuleKinds.Number | RuleKinds.Null))
            return Code.Call(Row(read.Outwards), nameof(RowFrame.NumberAt), null, Code.Constant(read.Slot.Index));
        return Number(Compile(part));
    }

    private static Code Number(Code made) => made.Type == typeof(double) ? made
        : made.Type == typeof(bool) ? Code.Condition(made, Code.Constant(1.0), Code.Constant(0.0))
        : Code.Call(typeof(Conversions), nameof(Conversions.ToNumber), null, made);

    /// <summary>A part as JavaScript converts it to a text.</summary>
    private Code Text(RuleExpression part)
    {
        if (part.Type.MayBe(RuleKinds.Composite))
            throw new NotCompiled("String([…])");
        var made = Compile(part);
        return made.Type == typeof(string) ? made
            : Code.Call(typeof(Conversions), nameof(Conversions.ToText), null, made.Type == typeof(bool) ? ToValue(made) : made);
    }

    private MethodCallExpression List(RuleExpression part) => Weighed(Part(ToValue(Compile(part)), nameof(RuleValue.List)));

    private MethodCallExpression Weighed(Code made) => Code.Call(Session, nameof(CompiledSession.Weigh), null, made);

    /// <summary>The C# type of parts of a rule type.</summary>
    private static Type TypeOf(RuleType type) => type.Kinds switch
    {
        RuleKinds.Number => typeof(double),
        RuleKinds.Boolean => typeof(bool),
        RuleKinds.Text => typeof(string),
        _ => typeof(RuleValue),
    };

    /// <summary>What was made, as the C# type of a rule type: types are exact, so nothing is lost.</summary>
    private static Code As(Code made, RuleType type)
    {
        var wanted = TypeOf(type);
        if (made.Type == wanted)
            return made;
        if (wanted == typeof(RuleValue))
            return ToValue(made);
        var value = ToValue(made);
        return Part(value, wanted == typeof(double) ? nameof(RuleValue.Number) : wanted == typeof(bool) ? nameof(RuleValue.Boolean) : nameof(RuleValue.Text));
    }

    private static Code ToValue(Code made) => made.Type == typeof(RuleValue) ? made
        : Code.Call(typeof(RuleValue), nameof(RuleValue.Of), null, made);

    private static MethodCallExpression ListOf(Code items) => Code.Call(typeof(RuleValue), nameof(RuleValue.Of), null, items);

    private static MemberExpression Static(string name) => Code.Property(null, typeof(RuleValue), name);

    // By a method: a property of a struct cannot be read of an expression that has a loop in it.
    private static MethodCallExpression Part(Code value, string name) => Code.Call(typeof(RuleParts), name, null, value);
}
