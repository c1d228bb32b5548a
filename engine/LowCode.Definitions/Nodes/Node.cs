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
}
