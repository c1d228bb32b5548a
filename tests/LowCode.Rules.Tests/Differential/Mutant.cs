using System.Linq.Expressions;
using System.Reflection;
using LowCode.Definitions.Values;
using LowCode.Rules.Compiling;
using LowCode.Rules.Functions;
using LowCode.Rules.Results;
using Code = System.Linq.Expressions.Expression;
namespace LowCode.Rules.Tests.Differential;

/// <summary>One mistake that the compiler could make: wherever it writes one thing it writes another.</summary>
sealed record Mutant(string Name)
{
    static readonly Type[] Helpers =
        [typeof(Operators), typeof(Conversions), typeof(TextWork), typeof(ListWork), typeof(RowSlots), typeof(FunctionWork), typeof(Days), typeof(RuleParts), typeof(LetterCase), typeof(NumberTexts), typeof(Numbers), typeof(Compiling.Range)];

    static readonly Dictionary<ExpressionType, ExpressionType[]> Otherwise = new()
    {
        [ExpressionType.Add] = [ExpressionType.Subtract],
        [ExpressionType.Subtract] = [ExpressionType.Add],
        [ExpressionType.Multiply] = [ExpressionType.Divide, ExpressionType.Add],
        [ExpressionType.Divide] = [ExpressionType.Multiply],
        [ExpressionType.Modulo] = [ExpressionType.Divide],
        [ExpressionType.LessThan] = [ExpressionType.LessThanOrEqual, ExpressionType.GreaterThan],
        [ExpressionType.LessThanOrEqual] = [ExpressionType.LessThan],
        [ExpressionType.GreaterThan] = [ExpressionType.GreaterThanOrEqual],
        [ExpressionType.GreaterThanOrEqual] = [ExpressionType.GreaterThan],
        [ExpressionType.Equal] = [ExpressionType.NotEqual],
        [ExpressionType.AndAlso] = [ExpressionType.OrElse],
        [ExpressionType.OrElse] = [ExpressionType.AndAlso],
    };

    /// <summary>What the mistake makes of a node where it applies.</summary>
    public required Func<Code, Code> Change { get; init; }

    /// <summary>All mistakes that could be made at a node: another operator, another helper of the same form, a helper that answers something else.</summary>
    public static IEnumerable<Mutant> At(Code node) => node switch
    {
        BinaryExpression binary when binary.Left.Type != typeof(int) && Otherwise.TryGetValue(binary.NodeType, out var others) =>
            others.Select(other => new Mutant($"{binary.NodeType} of {binary.Left.Type.Name} as {other}")
            {
                Change = made => Code.MakeBinary(other, ((BinaryExpression)made).Left, ((BinaryExpression)made).Right),
            }),
        UnaryExpression { NodeType: ExpressionType.Not or ExpressionType.Negate } unary =>
            [new Mutant($"{unary.NodeType} left out") { Change = made => ((UnaryExpression)made).Operand }],
        ConditionalExpression condition when condition.Type != typeof(void) =>
            [new Mutant($"branches of {condition.Type.Name} exchanged") { Change = made => made is ConditionalExpression c ? Code.Condition(c.Test, c.IfFalse, c.IfTrue) : made }],
        ConstantExpression { Value: double or bool or string } constant => [new Mutant($"another {constant.Type.Name}") { Change = Altered }],
        MethodCallExpression call when call.Method.IsStatic && Helpers.Contains(call.Method.DeclaringType) => AtCall(call),
        MethodCallExpression call when call.Method.DeclaringType == typeof(RowFrame) || call.Method.DeclaringType == typeof(CompiledSession) =>
            call.Type == typeof(void) || call.Type == typeof(RowFrame) ? [] : [new Mutant($"{NameOf(call.Method)} with another result") { Change = Altered }],
        _ => [],
    };

    /// <summary>The expression with the mistake wherever it can be made.</summary>
    public Expression<Func<RowFrame, T>> In<T>(Expression<Func<RowFrame, T>> code) => (Expression<Func<RowFrame, T>>)new Rewriter(this).Visit(code)!;

    /// <summary>Methods that compiled code may call, by what mutants call them.</summary>
    public static string NameOf(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})";

    static IEnumerable<Mutant> AtCall(MethodCallExpression call)
    {
        yield return new Mutant($"{NameOf(call.Method)} with another result") { Change = Altered };
        var types = call.Method.GetParameters().Select(parameter => parameter.ParameterType).ToList();
        var alike = call.Method.DeclaringType!.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(other =>
            other.Name != call.Method.Name && other.ReturnType == call.Method.ReturnType
            && other.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(types));
        foreach (var other in alike)
            yield return new Mutant($"{NameOf(call.Method)} as {other.Name}") { Change = made => Code.Call(other, ((MethodCallExpression)made).Arguments) };
    }

    static MethodCallExpression Altered(Code made) => Code.Call(typeof(Mutant), nameof(Alter), null, made);

    public static double Alter(double value) => double.IsFinite(value) ? value + 1 : 0;

    public static bool Alter(bool value) => !value;

    public static string Alter(string? value) => value + "x";

    public static RuleValue Alter(RuleValue value) => value.IsNumber ? RuleValue.Of(Alter(value.Number))
        : value.IsBoolean ? RuleValue.Of(!value.Boolean)
        : value.IsText ? RuleValue.Of(value.Text + "x")
        : value.IsList ? RuleValue.Of(Alter(value.List))
        : value.IsNull ? RuleValue.Undefined : RuleValue.Null;

    public static int Alter(int value) => value == Days.None ? 0 : value + 1;

    public static RowFrame[] Alter(RowFrame[] rows) => rows.Length == 0 ? rows : rows[1..];

    public static Row[] Alter(Row[] rows) => rows.Length == 0 ? rows : rows[1..];

    public static RuleValue[] Alter(RuleValue[] list) => list.Length == 0 ? [RuleValue.Null] : list[1..];

    sealed class Rewriter(Mutant mutant) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node)
        {
            var made = base.Visit(node);
            // What a node could become is asked of the node as it was: a change below it may have given it another form.
            return node is not null && At(node).Any(candidate => candidate.Name == mutant.Name) ? mutant.Change(made!) : made;
        }
    }
}

/// <summary>Finds the mistakes that could be made in an expression.</summary>
sealed class MutantFinder : ExpressionVisitor
{
    public Dictionary<string, Mutant> Found { get; } = [];

    public override Expression? Visit(Expression? node)
    {
        foreach (var mutant in node is null ? [] : Mutant.At(node))
            Found.TryAdd(mutant.Name, mutant);
        return base.Visit(node);
    }
}
