using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Commands;

/// <summary>What one attempt at a command came to: an answer at once, or a batch to be written first.</summary>
internal readonly record struct AttemptOutcome(CommandResult? Answer, WriteBatch? Batch, Record? Record, ImmutableArray<Finding> Warnings)
{
    public static implicit operator AttemptOutcome(CommandResult answer) => new(answer, null, null, []);

    /// <summary>A batch that leaves a record, or removes it.</summary>
    public static AttemptOutcome Write(WriteBatch batch, Record record, IEnumerable<Finding> findings) =>
        new(null, batch, record, [.. findings.Where(finding => finding.Severity == Severity.Warning)]);
}
