namespace LowCode.Documents.Rendering;

/// <summary>How much a document may be.</summary>
/// <param name="Lines">How many times its loops may run, all together.</param>
/// <param name="Characters">How many characters it may have.</param>
public sealed record DocumentLimits(int Lines, int Characters)
{
    /// <summary>20,000 lines and four million characters: some hundred printed pages.</summary>
    public static DocumentLimits Default { get; } = new(20_000, 4_000_000);
}
