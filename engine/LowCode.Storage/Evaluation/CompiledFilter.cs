using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>A Boolean expression made ready to run over many records. Immutable and thread-safe.</summary>
public sealed class CompiledFilter
{
    private readonly TruthFunction _truth;
    private readonly TruthFunction[] _conditions;

    private CompiledFilter(TruthFunction truth, TruthFunction[] conditions) => (_truth, _conditions) = (truth, conditions);

    /// <summary>
    /// Compiles a filter. What has no meaning (comparing text with a number, a text as a filter) or is not supported
    /// throws <see cref="NotSupportedException"/>.
    /// </summary>
    /// <param name="filter">The expression; null is true for everything.</param>
    /// <param name="overRows">True when it will be evaluated over table rows instead of records.</param>
    public static CompiledFilter Compile(Expression? filter, bool overRows = false)
    {
        var compiler = new ExpressionCompiler(overRows);
        TruthFunction[] conditions = [.. Conjuncts.Of(filter).Select(condition => compiler.Compile(condition).Truth)];
        return new(filter is null ? static _ => Truth.True : compiler.Compile(filter).Truth, conditions);
    }

    /// <summary>
    /// True when the filter is true; a filter that is unknown does not match. Of conditions that must all be true the
    /// first that is not decides: those behind it, which it may keep from failing, are not evaluated.
    /// </summary>
    /// <exception cref="EvaluationException">A calculation failed.</exception>
    public bool Matches(EvaluationFrame frame)
    {
        foreach (var condition in _conditions)
        {
            if (condition(frame) is not Truth.True)
                return false;
        }
        return true;
    }

    /// <summary>The filter's truth value.</summary>
    /// <exception cref="EvaluationException">A calculation failed.</exception>
    public Truth Evaluate(EvaluationFrame frame) => _truth(frame);
}
