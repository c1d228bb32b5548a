namespace LowCode.Packs.Demo;

/// <summary>How big the demonstration city is.</summary>
/// <param name="Seed">The same seed gives the same city.</param>
/// <param name="Inspections">How many inspections, spread evenly over the neighbourhoods.</param>
public sealed record DemoCityOptions(int Seed = 1, int Inspections = 50_000)
{
    /// <summary>The day on which the last inspection is made; the others lie in the 90 days before.</summary>
    public DateOnly Today { get; init; } = new(2026, 6, 15);

    /// <summary>How many records are on their way at once; they share the store's commits.</summary>
    public int Parallel { get; init; } = 64;
}

/// <summary>What was made.</summary>
/// <param name="Sites">Sites: one a neighbourhood.</param>
/// <param name="Inspections">Inspections.</param>
/// <param name="ByState">Inspections by workflow state.</param>
/// <param name="TotalShort">Supplies that are short, over all inspections.</param>
public sealed record DemoCityCounts(long Sites, long Inspections, IReadOnlyDictionary<string, long> ByState, long TotalShort);
