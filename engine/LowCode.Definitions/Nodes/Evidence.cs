using System.ComponentModel;

namespace LowCode.Definitions.Nodes;

/// <summary>How well a piece of content is founded.</summary>
public enum EvidenceGrade
{
    /// <summary>V1: an official text or data that can be computed again.</summary>
    [Description("Official text or reproducible data (官方原文)")] V1,

    /// <summary>V2: a second-hand page, to be compared with the original.</summary>
    [Description("Second-hand source (二手来源)")] V2,

    /// <summary>M: from memory; shown as 待核对.</summary>
    [Description("From memory, unverified: shown as 待核对")] M,

    /// <summary>D: a design proposal, no regulation.</summary>
    [Description("Design proposal, no regulation (设计建议)")] D,
}

/// <summary>The source of an indicator, threshold, duty or field.</summary>
public sealed record Evidence : Node
{
    /// <summary>How well it is founded.</summary>
    [Description("How well it is founded: V1, V2, M (待核对) or D")]
    public required EvidenceGrade Grade { get; init; }

    /// <summary>Law and article, document or page.</summary>
    [Description("Law and article, document or page")]
    public string? Source { get; init; }
}
