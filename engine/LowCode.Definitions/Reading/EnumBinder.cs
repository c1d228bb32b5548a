using System.Collections.Frozen;
using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Parsing;

namespace LowCode.Definitions.Reading;

/// <summary>One of an enum's members, in camelCase; names of capitals and digits (<c>V1</c>, <c>M</c>) as they are.</summary>
internal sealed class EnumBinder : ValueBinder
{
    private readonly FrozenDictionary<string, object> _members;

    public EnumBinder(Type type)
    {
        Type = type;
        Names = [.. Enum.GetNames(type).Select(JsonName)];
        _members = Enum.GetNames(type).ToFrozenDictionary(JsonName, name => Enum.Parse(type, name), StringComparer.Ordinal);
        Placeholder = Enum.GetValues(type).GetValue(0)!;
    }

    /// <summary>The enum.</summary>
    public Type Type { get; }

    /// <summary>The names in JSON, in order.</summary>
    public ImmutableArray<string> Names { get; }

    public override Phrase Expected { get; } = new(Words.Text);

    public override object Placeholder { get; }

    public override object? Bind(JsonValue value, ReadScope scope, string path)
    {
        if (value.Kind != JsonKind.String)
        {
            scope.WrongType(value, path, Expected);
            return null;
        }
        if (_members.TryGetValue(value.Text, out var member))
            return member;
        scope.Error(ReadingMessages.UnknownChoice, value.At, path, ("property", ReadScope.LastName(path)), ("value", value.Text),
            ("allowed", string.Join(", ", Names)), ("suggestion", Suggestion.For(value.Text, Names)));
        return null;
    }

    /// <summary>The name that JSON has for a member.</summary>
    public static string JsonName(string name) =>
        name.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character))
            ? name
            : char.ToLowerInvariant(name[0]) + name[1..];
}
