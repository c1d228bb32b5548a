using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>An expression made ready to run over many records. Immutable and thread-safe.</summary>
public sealed class CompiledExpression
{
    private readonly ValueFunction _value;

    private CompiledExpression(Compiled compiled)
    {
        Kind = compiled.Kind;
        _value = compiled.Value;
    }

    /// <summary>The kind of every non-empty result; <see cref="ValueKind.Empty"/> when the result is always empty.</summary>
    public ValueKind Kind { get; }

    /// <summary>Compiles an expression; what has no meaning or is not supported throws <see cref="NotSupportedException"/>.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="overRows">True when it will be evaluated over table rows instead of records.</param>
    public static CompiledExpression Compile(Expression expression, bool overRows = false) =>
        new(new ExpressionCompiler(overRows).Compile(expression));

    /// <summary>The value over what the frame stands on.</summary>
    /// <exception cref="EvaluationException">A calculation failed.</exception>
    public Value Evaluate(EvaluationFrame frame) => _value(frame);
}
