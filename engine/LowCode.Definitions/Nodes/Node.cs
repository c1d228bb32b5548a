using System.Text.Json.Serialization;
using LowCode.Definitions.Messages;

namespace LowCode.Definitions.Nodes;

/// <summary>
/// Something an author wrote: every object in a definition file. Property names in JSON are the C# names in camelCase
/// unless <see cref="JsonPropertyNameAttribute"/> says otherwise; <c>required</c> members must be present; the
/// <see cref="System.ComponentModel.DescriptionAttribute"/> becomes the description in the JSON Schema.
/// Definitions are immutable.
/// </summary>
public abstract record Node
{
    /// <summary>Where it stands. Two nodes that differ only in position are not equal: compare their content instead.</summary>
    [JsonIgnore]
    public SourceLocation At { get; init; } = SourceLocation.None;

    /// <summary>Where its properties stand.</summary>
    [JsonIgnore]
    internal NodePositions Positions { get; init; } = NodePositions.None;

    /// <summary>
    /// Where the value of one of its properties stands: by the property's JSON name (<c>to</c>), with a position in its
    /// list (<c>from[1]</c>) or the name of an entry (<c>set.reviewedOn</c>). Where the property is not written, the
    /// nearest that is: the property as a whole, then the node.
    /// </summary>
    public SourceLocation AtMember(string member) => Positions.Find(member, name: false, At);

    /// <summary>As <see cref="AtMember"/>, but where the property's name stands.</summary>
    public SourceLocation AtName(string member) => Positions.Find(member, name: true, At);
}
