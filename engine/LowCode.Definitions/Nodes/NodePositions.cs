using LowCode.Definitions.Messages;

namespace LowCode.Definitions.Nodes;

/// <summary>Where a property or an element stands: its name (an element's is its value) and its value.</summary>
internal readonly record struct MemberPosition(string Member, TextPosition Name, TextPosition Value);

/// <summary>A place in a file. Lines and columns count from 1; columns in UTF-16 code units.</summary>
internal readonly record struct TextPosition(int Line, int Column);

/// <summary>Where the properties of one node stand in its file. Immutable.</summary>
internal sealed class NodePositions(MemberPosition[] members)
{
    /// <summary>See <see cref="IsEmptyList"/>.</summary>
    public const string EmptyList = "[]";

    /// <summary>Of a node that was made in code.</summary>
    public static readonly NodePositions None = new([]);

    /// <summary>True when the author wrote the member, whatever its value.</summary>
    public bool Has(string member) => Array.Exists(members, known => known.Member == member);

    /// <summary>True when the author wrote the member as a list without elements, which <see cref="EmptyList"/> behind its name marks.</summary>
    public bool IsEmptyList(string member) => Has(member + EmptyList);

    /// <summary>The names of the properties that the author wrote, in order.</summary>
    public IEnumerable<string> Written() =>
        members.Select(known => known.Member).Where(name => name.AsSpan().IndexOfAny('.', '[') < 0).Distinct(StringComparer.Ordinal);

    /// <summary>Where a member's name or value stands, or the nearest around it that is known.</summary>
    public SourceLocation Find(string member, bool name, SourceLocation node)
    {
        for (var known = member; known.Length > 0; known = Around(known))
        {
            foreach (var found in members)
            {
                if (found.Member != known)
                    continue;
                var (line, column) = name ? found.Name : found.Value;
                return new SourceLocation(node.File, line, column, Join(node.Node, member));
            }
        }
        return node;
    }

    /// <summary>A node's path with a member's behind it.</summary>
    public static string Join(string node, string member) =>
        node.Length == 0 ? member : member.Length == 0 ? node : member[0] == '[' ? node + member : $"{node}.{member}";

    private static string Around(string member) =>
        member[..Math.Max(0, Math.Max(member.LastIndexOf('.'), member.LastIndexOf('[')))];
}
