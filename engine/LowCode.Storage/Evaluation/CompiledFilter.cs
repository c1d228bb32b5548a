using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>A Boolean expression made ready to run over many records. Immutable and thread-safe.</summary>
public sealed class CompiledFilter
{
    private readonly TruthFunction _truth;

    private CompiledFilter(TruthFunction truth) => _truth = truth;

    /// <summary>
    /// Compiles a filter. What has no meaning (comparing text with a number, a text as a filter) or is not supported
    /// throws <see cref="NotSupportedException"/>.
    /// </summary>
    /// <param name="filter">The expression; null is true for everything.</param>
    /// <param name="overRows">True when it will be evaluated over table rows instead of records.</param>
    public static CompiledFilter Compile(Expression? filter, bool overRows = false) =>
        new(filter is null ? static _ => Truth.True : new ExpressionCompiler(overRows).Compile(filter).Truth);

    /// <summary>True when the filter is true; a filter that is unknown does not match.</summary>
    /// <exception cref="EvaluationException">A calculation failed.</exception>
    public bool Matches(EvaluationFrame frame) => _truth(frame) == Truth.True;

    /// <summary>The filter's truth value.</summary>
    /// <exception cref="EvaluationException">A calculation failed.</exception>
    public Truth Evaluate(EvaluationFrame frame) => _truth(frame);
}
