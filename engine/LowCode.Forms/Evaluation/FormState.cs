using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Forms.Evaluation;

/// <summary>A record after an evaluation: calculated, checked, with what is hidden. Not thread-safe.</summary>
public sealed class FormState
{
    private readonly FormRun _run;

    internal FormState(FormRun run, ImmutableArray<Finding> findings)
    {
        _run = run;
        Findings = findings;
    }

    /// <summary>The evaluated row, hidden drafts included: what is kept while the record is a draft.</summary>
    public Row Row => _run.Session.Root;

    /// <summary>What is wrong or worth knowing, in the order of the form.</summary>
    public ImmutableArray<Finding> Findings { get; }

    /// <summary>True when a finding holds the record up.</summary>
    public bool HasErrors => Findings.Any(finding => finding.Severity == Severity.Error);

    /// <summary>Paths of fields, groups and tables that are not relevant now; what lies in a hidden group or table is listed too. Empty unless <see cref="FormRequest.Describe"/>.</summary>
    public IReadOnlySet<string> Hidden { get; internal init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Paths of visible fields that must be filled in. Empty unless <see cref="FormRequest.Describe"/>.</summary>
    public IReadOnlySet<string> Required { get; internal init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Paths of fields that a person cannot change now. Empty unless <see cref="FormRequest.Describe"/>.</summary>
    public IReadOnlySet<string> Readonly { get; internal init; } = ImmutableHashSet<string>.Empty;

    /// <summary>The codes offered for each choice, by path. Empty unless <see cref="FormRequest.Describe"/>.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<string>> Options { get; internal init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Whether a field of the record's row, or of a row in one of its tables, is not relevant now.</summary>
    public bool IsHidden(Row row, Slot slot) => _run.IsHidden(row, slot);

    /// <summary>The row as it is submitted: what is hidden is gone. A copy; nothing calculated changes by it.</summary>
    public Row Pruned() => _run.Prune();
}
