using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Parsing;

namespace LowCode.Definitions.Reading;

/// <summary>An object whose names are the author's; entries that are wrong are left out.</summary>
internal abstract class MapBinder(ValueBinder element) : ValueBinder
{
    public override Phrase Expected { get; } = new(Words.Object);

    /// <summary>What binds an entry's value.</summary>
    public ValueBinder Element => element;

    public override void Locate(JsonValue value, string member, List<MemberPosition> positions)
    {
        foreach (var entry in value.Members)
        {
            var name = $"{member}.{entry.Name}";
            positions.Add(new(name, entry.At, entry.Value.At));
            element.Locate(entry.Value, name, positions);
        }
    }
}

/// <inheritdoc/>
internal sealed class MapBinder<T>(ValueBinder element) : MapBinder(element)
{
    public override object Placeholder => ImmutableDictionary<string, T>.Empty;

    public override object? Bind(JsonValue value, ReadScope scope, string path)
    {
        if (value.Kind != JsonKind.Object)
        {
            scope.WrongType(value, path, Expected);
            return null;
        }
        var entries = ImmutableDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (var entry in value.Members)
        {
            if (Element.Bind(entry.Value, scope, $"{path}.{entry.Name}") is T item)
                entries[entry.Name] = item;
        }
        return entries.ToImmutable();
    }
}
