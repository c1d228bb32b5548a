using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Runtime.Commands;

namespace LowCode.Runtime.Erasing;

/// <summary>An order to erase was carried out, or looked at.</summary>
/// <param name="Report">What was done, or would be.</param>
public sealed record Erased(ErasureReport Report) : CommandResult;

/// <summary>What an order to erase came to.</summary>
/// <param name="IsDryRun">True when nothing was written.</param>
/// <param name="Fields">Paths of the fields that are emptied; empty when records are deleted.</param>
/// <param name="Records">What became of each record.</param>
/// <param name="Attachments">How many attachments went, because nothing else refers to them.</param>
public sealed record ErasureReport(bool IsDryRun, ImmutableArray<string> Fields, ImmutableArray<ErasedRecord> Records, int Attachments);

/// <summary>What became of one record.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Outcome">What, as <see cref="ErasureMessages"/> says.</param>
/// <param name="Revisions">Of how many earlier revisions the content went.</param>
public sealed record ErasedRecord(Guid Id, Message Outcome, int Revisions);
