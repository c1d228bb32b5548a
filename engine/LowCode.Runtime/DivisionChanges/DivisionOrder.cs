using System.Collections.Immutable;
using LowCode.Storage.Records;

namespace LowCode.Runtime.DivisionChanges;

/// <summary>What is to become of a division with everything in it.</summary>
/// <param name="Code">The division.</param>
public abstract record DivisionOrder(string Code);

/// <summary>It gets another parent, and so another code, with all below.</summary>
/// <param name="Code">The division.</param>
/// <param name="Parent">Its new parent.</param>
/// <param name="As">Its new code; null for the new parent's with the end of the old one.</param>
public sealed record MoveDivision(string Code, string Parent, string? As = null) : DivisionOrder(Code);

/// <summary>It becomes part of another of its level: what is below it comes below the other, its records become the other's.</summary>
/// <param name="Code">The division, which is closed.</param>
/// <param name="Into">The other.</param>
public sealed record MergeDivision(string Code, string Into) : DivisionOrder(Code);

/// <summary>Part of it goes to another beside it: some of what is below, some of its own records. The rest stays.</summary>
/// <param name="Code">The division.</param>
/// <param name="To">The other: one that there is, or the code of a new one.</param>
/// <param name="Name">The name of a new one; null when it is there.</param>
/// <param name="Children">Divisions right below that go over, with all below them.</param>
/// <param name="Records">Records that go over, as far as they belong to the division itself; at most <see cref="MostRecords"/>.</param>
public sealed record SplitDivision(
    string Code, string To, string? Name, ImmutableArray<string> Children, ImmutableArray<RecordKey> Records) : DivisionOrder(Code)
{
    /// <summary>Most records that are named at once.</summary>
    public const int MostRecords = 20_000;
}
