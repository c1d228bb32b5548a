using LowCode.Definitions.Messages;

namespace LowCode.Storage.Budgets;

/// <summary>The queries of a request cost more than they may. Whoever asked them caused it.</summary>
public sealed class BudgetException(Message problem) : Exception(problem.English)
{
    /// <summary>What is wrong, in every language.</summary>
    public Message Problem { get; } = problem;
}
