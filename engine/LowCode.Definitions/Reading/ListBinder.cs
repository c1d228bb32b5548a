using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Parsing;

namespace LowCode.Definitions.Reading;

/// <summary>A list; elements that are wrong are left out.</summary>
internal abstract class ListBinder(ValueBinder element, bool orOne) : ValueBinder
{
    /// <summary>Most elements of a list; one that has more counts as wrong.</summary>
    protected const int Most = 10_000;

    public override Phrase Expected { get; } =
        orOne ? new(Words.OneOrMany) { Arguments = [("one", element.Expected)] } : new(Words.List);

    /// <summary>What binds an element.</summary>
    public ValueBinder Element => element;

    /// <summary>True when an only element may stand bare.</summary>
    public bool OrOne => orOne;

    public override void Locate(JsonValue value, string member, List<MemberPosition> positions)
    {
        if (value is { Kind: JsonKind.Array, Items.Count: 0 })
            positions.Add(new(member + NodePositions.EmptyList, value.At, value.At));
        for (var i = 0; i < value.Items.Count; i++)
        {
            var name = $"{member}[{i}]";
            positions.Add(new(name, value.Items[i].At, value.Items[i].At));
            element.Locate(value.Items[i], name, positions);
        }
    }
}

/// <inheritdoc/>
internal sealed class ListBinder<T>(ValueBinder element, bool orOne) : ListBinder(element, orOne)
{
    public override object Placeholder => ImmutableArray<T>.Empty;

    public override object? Bind(JsonValue value, ReadScope scope, string path)
    {
        if (value.Kind != JsonKind.Array)
        {
            if (OrOne && value.Kind is JsonKind.Object or JsonKind.String)
                return Element.Bind(value, scope, path) is T only ? ImmutableArray.Create(only) : null;
            scope.WrongType(value, path, Expected);
            return null;
        }
        if (value.Items.Count > Most)
        {
            scope.Error(ReadingMessages.TooManyParts, value.At, path,
                ("property", ReadScope.LastName(path)), ("max", Most), ("count", value.Items.Count));
            return null;
        }
        var elements = ImmutableArray.CreateBuilder<T>(value.Items.Count);
        for (var i = 0; i < value.Items.Count; i++)
        {
            if (Element.Bind(value.Items[i], scope, $"{path}[{i}]") is T item)
                elements.Add(item);
        }
        return elements.DrainToImmutable();
    }
}
