using System.Collections.Immutable;

namespace LowCode.Runtime.Erasing;

/// <summary>An order to erase personal data.</summary>
/// <param name="App">The app.</param>
/// <param name="Form">The form.</param>
/// <param name="Records">The records, at most <see cref="MostRecords"/>; deleted ones too.</param>
/// <param name="Reason">Why; it stands in the audit.</param>
public sealed record ErasureOrder(string App, string Form, ImmutableArray<Guid> Records, string Reason)
{
    /// <summary>Most records of one order.</summary>
    public const int MostRecords = 100;

    /// <summary>Most characters of a reason.</summary>
    public const int MostReason = 500;

    /// <summary>Paths of the fields that are emptied; none for those that are sensitive.</summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>True to delete the records.</summary>
    public bool IsWhole { get; init; }

    /// <summary>True to write nothing: the report says what would be done.</summary>
    public bool IsDryRun { get; init; }
}
