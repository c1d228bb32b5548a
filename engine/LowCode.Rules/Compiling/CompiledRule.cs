using LowCode.Definitions.Values;
using LowCode.Rules.Expressions;
using LowCode.Rules.Results;
using LowCode.Rules.Types;
namespace LowCode.Rules.Compiling;

/// <summary>One rule's code, made when first asked for. Thread-safe.</summary>
/// <param name="expression">What it means.</param>
/// <param name="kind">Kind of the slot that takes its value, or null.</param>
/// <param name="scale">Decimal places that the slot keeps.</param>
internal sealed class CompiledRule(RuleExpression expression, ValueKind? kind, int scale)
{
    private readonly Lock _compiling = new();
    private Func<RowFrame, bool>? _condition;
    private Func<RowFrame, double>? _number;
    private Func<RowFrame, Value>? _stored;
    private Func<RowFrame, RuleValue>? _value;
    private volatile string? _why;

    /// <summary>What it means.</summary>
    public RuleExpression Expression => expression;

    /// <summary>The rule as a condition; null when it is not covered.</summary>
    public Func<RowFrame, bool>? Condition => _condition ?? Make(ref _condition, ExpressionCompiler.Condition);

    /// <summary>The rule as a number, when it gives nothing else (null as 0, undefined as NaN); null when it may, or is not covered.</summary>
    public Func<RowFrame, double>? Number => _number
        ?? (expression.Type.IsOnly(RuleKinds.Number | RuleKinds.Nothing) ? Make(ref _number, ExpressionCompiler.Number) : null);

    /// <summary>The rule as what its slot keeps; null when it is not covered.</summary>
    public Func<RowFrame, Value>? Stored => _stored ?? Make(ref _stored, rule => ExpressionCompiler.Stored(rule, kind!.Value, scale));

    /// <summary>The rule as a value; null when it is not covered.</summary>
    public Func<RowFrame, RuleValue>? Value => _value ?? Make(ref _value, ExpressionCompiler.Value);

    /// <summary>What the compiler does not cover; null when it covers the rule.</summary>
    public string? WhyNot => Value is null ? _why : null;

    private T? Make<T>(ref T? code, Func<RuleExpression, T> compile) where T : class
    {
        if (_why is not null)
            return null;
        lock (_compiling)
        {
            if (code is not null || _why is not null)
                return code;
            try
            {
                return code = compile(expression);
            }
            catch (NotCompiled reason)
            {
                _why = reason.Message;
                return null;
            }
        }
    }
}
