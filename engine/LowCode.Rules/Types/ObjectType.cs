using System.Collections.Frozen;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Rules.Types;

/// <summary>The members that an object has: a row's fields, a location's parts, <c>me</c>.</summary>
internal class ObjectType(LocalizedText title)
{
    private FrozenDictionary<string, Member> _members = FrozenDictionary<string, Member>.Empty;

    /// <summary>What messages call it.</summary>
    public LocalizedText Title { get; } = title;

    /// <summary>The members by name. Set once, because a table's rows and its form refer to each other.</summary>
    public FrozenDictionary<string, Member> Members
    {
        get => _members;
        init => _members = value;
    }

    /// <summary>Sets the members.</summary>
    protected void Complete(IEnumerable<Member> members) =>
        _members = members.ToFrozenDictionary(member => member.Name, StringComparer.Ordinal);

    /// <summary>An object with the given members, numbered in order.</summary>
    public static ObjectType Of(LocalizedText title, params ReadOnlySpan<(string Name, RuleType Type)> members)
    {
        var all = new List<Member>();
        foreach (var (name, type) in members)
            all.Add(new Member(name, all.Count, type));
        return new ObjectType(title) { Members = all.ToFrozenDictionary(member => member.Name, StringComparer.Ordinal) };
    }
}

/// <summary>One member of an object.</summary>
/// <param name="Name">What rules call it.</param>
/// <param name="Index">Where its value lies in the object: for a row the slot's index.</param>
/// <param name="Type">What it gives.</param>
internal sealed record Member(string Name, int Index, RuleType Type)
{
    /// <summary>The slot, when the object is a row.</summary>
    public Slot? Slot { get; init; }

    /// <summary>The members of a group, whose values lie in the surrounding row; then there is no value of its own.</summary>
    public ObjectType? Group { get; init; }
}
