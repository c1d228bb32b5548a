namespace LowCode.OData.Writing;

/// <summary>A link that is expanded.</summary>
/// <param name="link">The link's name.</param>
/// <param name="target">How its targets are written.</param>
internal abstract class ExpandedStep(string link, WritePlan target) : WriteStep(link)
{
    /// <summary>The link's name.</summary>
    public string Link { get; } = link;

    /// <summary>How its targets are written.</summary>
    public WritePlan Target { get; } = target;
}
