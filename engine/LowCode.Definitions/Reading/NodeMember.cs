using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;

namespace LowCode.Definitions.Reading;

/// <summary>One JSON property of a record of the model. Immutable.</summary>
internal sealed class NodeMember
{
    private static readonly MethodInfo AtSetter = typeof(Node).GetProperty(nameof(Node.At))!.SetMethod!;
    private static readonly Action<Node, SourceLocation> AtSet = AtSetter.CreateDelegate<Action<Node, SourceLocation>>();
    private static readonly Action<Node, NodePositions> PositionsSet = typeof(Node)
        .GetProperty(nameof(Node.Positions), BindingFlags.Instance | BindingFlags.NonPublic)!.SetMethod!
        .CreateDelegate<Action<Node, NodePositions>>();

    private readonly PropertyInfo _property;

    private NodeMember(PropertyInfo property, int order)
    {
        _property = property;
        Order = order;
        Name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
            ?? char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
        IsRequired = property.IsDefined(typeof(RequiredMemberAttribute));
        Description = property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";
        Binder = Binders.For(property);
    }

    /// <summary>The name in JSON.</summary>
    public string Name { get; }

    /// <summary>Its place among the record's members, from 0.</summary>
    public int Order { get; }

    /// <summary>True when it must be written.</summary>
    public bool IsRequired { get; }

    /// <summary>One line for authors.</summary>
    public string Description { get; }

    /// <summary>What turns JSON into it.</summary>
    public ValueBinder Binder { get; }

    /// <summary>What it is in a record in which it is not written.</summary>
    public object? DefaultIn(Node node) => _property.GetValue(node);

    /// <summary>Sets it in a record that is being made.</summary>
    public void Set(Node node, object? value) => _property.SetValue(node, value);

    /// <summary>The members of a record type that JSON gives.</summary>
    public static IReadOnlyList<NodeMember> Of(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.CanWrite && !property.IsDefined(typeof(JsonIgnoreAttribute)))
            .Select((property, order) => new NodeMember(property, order)),
    ];

    /// <summary>Sets where a record that is being made stands.</summary>
    public static void SetAt(Node node, SourceLocation at) => AtSet(node, at);

    /// <summary>Sets where the members of a record that is being made stand.</summary>
    public static void SetPositions(Node node, NodePositions positions) => PositionsSet(node, positions);
}
