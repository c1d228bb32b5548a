using LowCode.Storage.Queries;

namespace LowCode.Storage.Postgres.Querying;

/// <summary>How a query is answered, for people who wonder why it is slow. What was asked for stands in it as $2, $3….</summary>
/// <param name="Sql">The statement that finds the candidates, or the results.</param>
/// <param name="Pushed">How many conditions of the filter it answers.</param>
/// <param name="Residual">What the reference evaluator tests of every candidate; null when nothing is left.</param>
/// <param name="InOrder">False when the results are collected and sorted here.</param>
internal sealed record QueryExplanation(string Sql, int Pushed, Expression? Residual, bool InOrder)
{
    /// <summary>True when the database groups and aggregates what a pipeline starts with.</summary>
    public bool IsFolded { get; init; }

    /// <summary>True when the database answers it whole, skip and top included.</summary>
    public bool IsWhole => Residual is null && InOrder;
}
