namespace LowCode.Definitions.Reading;

/// <summary>How large an app may be. What is larger is a diagnostic, not an exception.</summary>
/// <param name="Files">Most files that are read.</param>
/// <param name="FileBytes">Most bytes of one file.</param>
/// <param name="TotalBytes">Most bytes of all files that are read.</param>
/// <param name="Problems">Most diagnostics of one reading.</param>
public sealed record PackLimits(
    int Files = 1_000, int FileBytes = 4 * 1024 * 1024, long TotalBytes = 64L * 1024 * 1024, int Problems = 1_000)
{
    /// <summary>1,000 files, 4 MiB a file, 64 MiB together, 1,000 diagnostics.</summary>
    public static readonly PackLimits Default = new();
}
