using LowCode.Definitions.Messages;

namespace LowCode.Storage.Evaluation;

/// <summary>
/// A calculation in a query has no result for some record: a division by zero, or a number beyond the range.
/// Whoever asked the query caused it.
/// </summary>
public sealed class EvaluationException(Message problem) : Exception(problem.English)
{
    /// <summary>What is wrong, in every language.</summary>
    public Message Problem { get; } = problem;
}
