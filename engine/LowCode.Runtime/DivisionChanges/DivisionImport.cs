using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Divisions;

namespace LowCode.Runtime.DivisionChanges;

/// <summary>What a file of divisions comes to.</summary>
/// <param name="Added">Divisions that are new.</param>
/// <param name="Renamed">Divisions that are there under another name; with the new one.</param>
/// <param name="Missing">Open divisions that the file does not name. Nothing becomes of them: they are closed, moved or merged one by one.</param>
public sealed record DivisionImport(ImmutableArray<Division> Added, ImmutableArray<Division> Renamed, ImmutableArray<Division> Missing)
{
    internal static DivisionImport Nothing { get; } = new([], [], []);
}

/// <summary>A file was imported, or looked at.</summary>
/// <param name="Import">What it comes to.</param>
/// <param name="IsDryRun">True when nothing was written.</param>
public sealed record DivisionsImported(DivisionImport Import, bool IsDryRun) : CommandResult;

/// <summary>Nothing was imported, because of what is wrong with the file; all of it is told, up to a thousand.</summary>
/// <param name="Problems">What is wrong, line by line.</param>
public sealed record ImportRefused(ImmutableArray<Diagnostic> Problems) : CommandResult;
