using LowCode.Rules.Expressions;
using LowCode.Rules.Results;
using LowCode.Rules.Types;
namespace LowCode.Rules.Compiling;

/// <summary>One rule's code, made when first asked for. Thread-safe.</summary>
internal sealed class CompiledRule(RuleExpression expression)
{
    private readonly Lock _compiling = new();
    private Func<RowFrame, bool>? _condition;
    private Func<RowFrame, double>? _number;
    private Func<RowFrame, RuleValue>? _value;
    private volatile string? _why;

    /// <summary>What it means.</summary>
    public RuleExpression Expression => expression;

    /// <summary>The rule as a condition; null when it is not covered.</summary>
    public Func<RowFrame, bool>? Condition => _condition ?? (_why is null ? Make(ref _condition, ExpressionCompiler.Condition) : null);

    /// <summary>The rule as a number, when it gives nothing else (null as 0, undefined as NaN); null when it may, or is not covered.</summary>
    public Func<RowFrame, double>? Number => _number
        ?? (_why is null && expression.Type.IsOnly(RuleKinds.Number | RuleKinds.Nothing) ? Make(ref _number, ExpressionCompiler.Number) : null);

    /// <summary>The rule as a value; null when it is not covered.</summary>
    public Func<RowFrame, RuleValue>? Value => _value ?? (_why is null ? Make(ref _value, ExpressionCompiler.Value) : null);

    /// <summary>What the compiler does not cover; null when it covers the rule.</summary>
    public string? WhyNot => Value is null ? _why : null;

    private T? Make<T>(ref T? code, Func<RuleExpression, T> compile) where T : class
    {
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
