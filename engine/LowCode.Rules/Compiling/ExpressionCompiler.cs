using System.Linq.Expressions;
using LowCode.Rules.Expressions;
using LowCode.Rules.Results;
using LowCode.Rules.Types;
using Code = System.Linq.Expressions.Expression;
namespace LowCode.Rules.Compiling;

/// <summary>
/// Compiles one checked rule to a delegate over a row's frame. A part whose type has one kind becomes a C# double, bool
/// or string, rows become frames, and what may be several kinds is a <see cref="RuleValue"/>. Where a part is only
/// compared, tested or calculated with, it is read as what is wanted of it (<see cref="Truth"/>, <see cref="Number(RuleExpression)"/>,
/// <see cref="Text"/>, <see cref="Day"/>) and no value is made. The meaning is JavaScript's, bit for bit.
/// </summary>
internal sealed partial class ExpressionCompiler
{
    private readonly ParameterExpression _frame;
    private readonly ParameterExpression _seen;
    private readonly Dictionary<int, ParameterExpression> _locals = [];
    private bool _isCounted;
    private bool _isOfDay;

    /// <param name="frame">The row that the rule stands in.</param>
    /// <param name="seen">The same row as rules see it.</param>
    private ExpressionCompiler(ParameterExpression frame, ParameterExpression seen) => (_frame, _seen) = (frame, seen);

    /// <summary>The rule as a condition.</summary>
    /// <exception cref="NotCompiled">It uses something that is not covered.</exception>
    public static Func<RowFrame, bool> Condition(RuleExpression rule) => Compile<bool>(compiler => compiler.Truth(rule)).Compile();

    /// <summary>The rule as a number, null and undefined as 0 or NaN; only for rules that give nothing else.</summary>
    /// <exception cref="NotCompiled">It uses something that is not covered.</exception>
    public static Func<RowFrame, double> Number(RuleExpression rule) => Compile<double>(compiler => compiler.NumberOf(rule)).Compile();

    /// <summary>The rule as a value.</summary>
    /// <exception cref="NotCompiled">It uses something that is not covered.</exception>
    public static Func<RowFrame, RuleValue> Value(RuleExpression rule) => ValueCode(rule).Compile();

    /// <summary>What <see cref="Value"/> compiles: for tests that change it and must notice.</summary>
    /// <exception cref="NotCompiled">It uses something that is not covered.</exception>
    public static Expression<Func<RowFrame, RuleValue>> ValueCode(RuleExpression rule) => Compile<RuleValue>(compiler => ToValue(compiler.Compile(rule)));

    /// <summary>What <see cref="Condition"/> compiles: for tests that change it and must notice.</summary>
    /// <exception cref="NotCompiled">It uses something that is not covered.</exception>
    public static Expression<Func<RowFrame, bool>> ConditionCode(RuleExpression rule) => Compile<bool>(compiler => compiler.Truth(rule));

    /// <summary>The rule as what a slot keeps.</summary>
    /// <exception cref="NotCompiled">It uses something that is not covered.</exception>
    public static Func<RowFrame, Definitions.Values.Value> Stored(RuleExpression rule, Definitions.Values.ValueKind kind, int scale) =>
        Compile<Definitions.Values.Value>(compiler => compiler.StoredOf(rule, kind, scale)).Compile();

    private static Expression<Func<RowFrame, T>> Compile<T>(Func<ExpressionCompiler, Code> make)
    {
        var (frame, seen) = (Code.Parameter(typeof(RowFrame), "row"), Code.Variable(typeof(Definitions.Values.Row), "seen"));
        var compiler = new ExpressionCompiler(frame, seen);
        var made = make(compiler);
        var steps = new List<Code> { Code.Assign(seen, Code.Property(frame, nameof(RowFrame.Seen))), made };
        // Calls of arrow functions are counted from the start of each rule.
        if (compiler._isCounted)
            steps.Insert(0, Code.Call(compiler.Session, nameof(CompiledSession.BeginRule), null));
        return Code.Lambda<Func<RowFrame, T>>(Code.Block([seen], steps), frame);
    }

    /// <summary>A part, as the C# type that <see cref="TypeOf"/> says, or as a frame or frames.</summary>
    private Code Compile(RuleExpression part) => !_isOfDay && IsOfDay(part) ? OncePerDay(part) : CompileAnew(part);

    private Code CompileAnew(RuleExpression part) => part switch
    {
        Constant { Value: double number } => Code.Constant(number),
        Constant { Value: bool truth } => Code.Constant(truth),
        Constant { Value: string text } => Code.Constant(text),
        Constant constant => constant.Type == RuleType.Undefined ? Static(nameof(RuleValue.Undefined)) : Static(nameof(RuleValue.Null)),
        FieldRead read => ReadSlot(Row(read.Outwards), read.Slot, read.Type),
        LocalRead read => ReadLocal(read),
        ContextRead read => Code.Property(Session, read.Object.ToString()),
        MemberRead or LengthRead or ItemRead or MethodCall => Exactly(Spine(part, made => made), part.Type),
        Chain chain => As(Spine(chain.Inner, ToValue), chain.Type),
        Unary { Operator: "!" } unary => Code.Not(Truth(unary.Operand)),
        Unary { Operator: "-" } unary => Code.Negate(NumberOf(unary.Operand)),
        Unary { Operator: "+" } unary => NumberOf(unary.Operand),
        Binary binary => CompileBinary(binary),
        Logical logical => CompileLogical(logical),
        Conditional conditional => Code.Condition(
            Truth(conditional.Test), As(Compile(conditional.Then), conditional.Type), As(Compile(conditional.Else), conditional.Type)),
        Template template => CompileTemplate(template),
        ListLiteral list => CompileList(list),
        FunctionCall call => CompileFunction(call),
        LookupCall call => As(Code.Call(Session, nameof(CompiledSession.Lookup), null,
            Code.Constant(call.Set), Code.Constant(call.Slot), ToValue(Compile(call.Reference))), call.Type),
        OptionCall call => CompileOption(call),
        PatternTest test => Matches(test),
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

    private Code ReadLocal(LocalRead read)
    {
        var local = _locals[read.Local.Id];
        return IsRow(local.Type) || TypeOf(read.Type) == local.Type ? local
            : local.Type == typeof(string) ? Code.Call(typeof(RuleValue), nameof(RuleValue.OfOptional), null, local)
            : As(local, read.Type);
    }

    /// <summary>JavaScript's truthiness of a part.</summary>
    private Code Truth(RuleExpression part)
    {
        switch (part)
        {
            case Logical { Operator: "&&" } and: return Code.AndAlso(Truth(and.Left), Truth(and.Right));
            case Logical { Operator: "||" } or: return Code.OrElse(Truth(or.Left), Truth(or.Right));
            case Conditional conditional: return Code.Condition(Truth(conditional.Test), Truth(conditional.Then), Truth(conditional.Else));
        }
        if (TruthAt(part) is { } read)
            return read;
        var made = Compile(part);
        return made.Type == typeof(bool) ? made
            : Code.Call(typeof(Conversions), nameof(Conversions.Truth), null, made.Type == typeof(double) || made.Type == typeof(string) ? made : ToValue(made));
    }

    /// <summary>A part as JavaScript converts it to a number.</summary>
    private Code NumberOf(RuleExpression part)
    {
        if (part is Conditional conditional)
            return Code.Condition(Truth(conditional.Test), NumberOf(conditional.Then), NumberOf(conditional.Else));
        if (part is Logical { Operator: "??" } either && FirstNumber(either) is { } first)
            return first;
        if (NumberAt(part, 0) is { } read)
            return read;
        var made = Compile(part);
        return made.Type == typeof(double) ? made
            : made.Type == typeof(bool) ? Code.Condition(made, Code.Constant(1.0), Code.Constant(0.0))
            : Code.Call(typeof(Conversions), nameof(Conversions.ToNumber), null, made);
    }

    /// <summary>The first of several numbers in slots that is filled in, else the last of them as a number; null when one is something else.</summary>
    private Code? FirstNumber(Logical either)
    {
        var parts = Alternatives(either).ToArray();
        if (!parts[..^1].All(part => NumberAt(part, 0) is not null))
            return null;
        return parts[..^1].Reverse().Aggregate(NumberOf(parts[^1]), (rest, part) => Code.Condition(IsEmptyAt(part)!, rest, NumberAt(part, 0)!));
    }

    // Which of them stand in brackets makes no difference.
    private static IEnumerable<RuleExpression> Alternatives(RuleExpression part) =>
        part is Logical { Operator: "??" } either ? Alternatives(either.Left).Concat(Alternatives(either.Right)) : [part];

    /// <summary>A part as JavaScript converts it to a text.</summary>
    private Code Text(RuleExpression part)
    {
        if (part.Type.MayBe(RuleKinds.Composite))
            throw new NotCompiled("String([…])");
        if (!part.Type.IsOnly(RuleKinds.Text) && TextAt(part) is { } read)
            return Code.Coalesce(read, Code.Constant("null"));
        var made = Compile(part);
        return made.Type == typeof(string) ? made
            : Code.Call(typeof(Conversions), nameof(Conversions.ToText), null, made.Type == typeof(bool) ? ToValue(made) : made);
    }

    /// <summary>A list: frames when it holds rows of a table, else values.</summary>
    private Code List(RuleExpression part) => ListIn(Compile(part));

    private Code ListIn(Code made) => made.Type == typeof(RowFrame[]) ? made : Weighed(Part(ToValue(made), nameof(RuleValue.List)));

    private Code Values(Code list) => list.Type == typeof(RowFrame[]) ? Part(ToValue(Weighed(list)), nameof(RuleValue.List)) : list;

    private MethodCallExpression Matches(PatternTest test)
    {
        _isCounted = true;
        return Code.Call(Session, nameof(CompiledSession.Matches), null, Code.Constant(test.Pattern), Text(test.Text));
    }

    /// <summary>A text or list that is read or was made, counted when it is large.</summary>
    private MethodCallExpression Weighed(Code made)
    {
        _isCounted = true;
        return Code.Call(Session, nameof(CompiledSession.Weigh), null, made);
    }

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
        var value = ToValue(made);
        return wanted == typeof(RuleValue) ? value
            : Part(value, wanted == typeof(double) ? nameof(RuleValue.Number) : wanted == typeof(bool) ? nameof(RuleValue.Boolean) : nameof(RuleValue.Text));
    }

    /// <summary>As <see cref="As"/>, but frames stay frames.</summary>
    private static Code Exactly(Code made, RuleType type) => IsFrames(made.Type) ? made : As(made, type);

    private static bool IsFrames(Type type) => type == typeof(RowFrame) || type == typeof(RowFrame[]);

    private static bool IsRow(Type type) => type == typeof(RowFrame) || type == typeof(Definitions.Values.Row);

    private static Code ToValue(Code made) => made.Type == typeof(RuleValue) ? made
        : made.Type == typeof(RowFrame) ? Code.Call(typeof(RuleValue), nameof(RuleValue.OfObject), null, made)
        : made.Type == typeof(RowFrame[]) ? Code.Call(typeof(RowFrame), nameof(RowFrame.ListOf), null, made)
        : Code.Call(typeof(RuleValue), nameof(RuleValue.Of), null, made);

    private static MethodCallExpression ListOf(Code items) => Code.Call(typeof(RuleValue), nameof(RuleValue.Of), null, items);

    private static MemberExpression Static(string name) => Code.Property(null, typeof(RuleValue), name);

    // By a method: a property of a struct cannot be read of an expression that has a loop in it.
    private static MethodCallExpression Part(Code value, string name) => Code.Call(typeof(RuleParts), name, null, value);
}
