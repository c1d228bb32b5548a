using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Parsing;

namespace LowCode.Definitions.Reading;

/// <summary>Turns JSON values into values of one C# type. Immutable and thread-safe.</summary>
internal abstract class ValueBinder
{
    /// <summary>What JSON it takes, for messages.</summary>
    public abstract Phrase Expected { get; }

    /// <summary>What stands for a required value that is missing or wrong, so that everything else can still be checked.</summary>
    public virtual object? Placeholder => null;

    /// <summary>The value, or null when it was wrong and has been reported.</summary>
    public abstract object? Bind(JsonValue value, ReadScope scope, string path);

    /// <summary>Adds where elements and entries within the value stand, under its member's name.</summary>
    public virtual void Locate(JsonValue value, string member, List<MemberPosition> positions)
    {
    }
}
