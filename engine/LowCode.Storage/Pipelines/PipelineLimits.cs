namespace LowCode.Storage.Pipelines;

/// <summary>What a pipeline may keep in memory before it is given up with an error.</summary>
/// <param name="Groups">How many groups a grouping makes.</param>
/// <param name="Distinct">How many different values are told apart, over all groups.</param>
/// <param name="Rows">How many rows are collected: to sort them, to rank them, as results.</param>
public sealed record PipelineLimits(int Groups = 100_000, int Distinct = 1_000_000, int Rows = 2_000_000);
