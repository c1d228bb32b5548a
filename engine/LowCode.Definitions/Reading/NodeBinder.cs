using System.Collections.Frozen;
using System.Reflection;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Parsing;

namespace LowCode.Definitions.Reading;

/// <summary>An object of the model, bound member by member. Its members are found out once a type.</summary>
internal sealed class NodeBinder : ValueBinder
{
    private readonly Lazy<FrozenDictionary<string, NodeMember>> _byName;
    private readonly ConstructorInfo _constructor;

    public NodeBinder(Type type)
    {
        Type = type;
        _constructor = type.GetConstructor(Type.EmptyTypes)
            ?? throw new InvalidOperationException($"{type} has no constructor without parameters.");
        _byName = new(() => NodeMember.Of(type).ToFrozenDictionary(member => member.Name, StringComparer.Ordinal));
    }

    /// <summary>The record's type.</summary>
    public Type Type { get; }

    /// <summary>What JSON may give, in the model's order.</summary>
    public IEnumerable<NodeMember> Members => _byName.Value.Values.OrderBy(member => member.Order);

    public override Phrase Expected { get; } = new(Words.Object);

    public override object? Bind(JsonValue value, ReadScope scope, string path)
    {
        if (value.Kind != JsonKind.Object)
        {
            scope.WrongType(value, path.Length == 0 ? scope.File : path, Expected);
            return null;
        }
        var node = (Node)_constructor.Invoke(null);
        NodeMember.SetAt(node, scope.At(value.At, path));
        List<MemberPosition> positions = new(value.Members.Count);
        foreach (var written in value.Members)
        {
            if (_byName.Value.TryGetValue(written.Name, out var member))
            {
                positions.Add(new(member.Name, written.At, written.Value.At));
                member.Binder.Locate(written.Value, member.Name, positions);
                if (member.Binder.Bind(written.Value, scope, NodePositions.Join(path, member.Name)) is { } bound)
                    member.Set(node, bound);
                else if (member.IsRequired)
                    member.Set(node, member.Binder.Placeholder);
            }
            else if (!scope.IsFull && (path.Length > 0 || written.Name != "$schema"))
            {
                scope.Error(ReadingMessages.UnknownProperty, written.At, NodePositions.Join(path, written.Name),
                    ("property", written.Name), ("suggestion", Suggestion.For(written.Name, _byName.Value.Keys)));
            }
        }
        NodeMember.SetPositions(node, new NodePositions([.. positions]));
        foreach (var member in _byName.Value.Values)
        {
            if (!member.IsRequired || value.Members.Any(written => written.Name == member.Name))
                continue;
            scope.Error(ReadingMessages.MissingProperty, value.At, path, ("property", member.Name));
            member.Set(node, member.Binder.Placeholder);
        }
        return node;
    }
}
