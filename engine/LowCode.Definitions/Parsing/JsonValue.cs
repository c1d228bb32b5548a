using System.Collections.Immutable;
using LowCode.Definitions.Nodes;

namespace LowCode.Definitions.Parsing;

/// <summary>What a JSON value is.</summary>
internal enum JsonKind
{
    /// <summary>Something that is no JSON and was reported as such: nothing more is said about it.</summary>
    Broken,
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
}

/// <summary>A JSON value with its place in the file. Immutable once parsed.</summary>
internal sealed class JsonValue(JsonKind kind, TextPosition at, int start)
{
    public JsonKind Kind { get; } = kind;

    public TextPosition At { get; } = at;

    /// <summary>Where it starts in the file's text.</summary>
    public int Start { get; } = start;

    /// <summary>Behind its last character in the file's text.</summary>
    public int End { get; init; }

    /// <summary>A string's value, or a number as it was written.</summary>
    public string Text { get; init; } = "";

    /// <summary>Of a string: where characters were escaped, see <see cref="RuleText.Escapes"/>.</summary>
    public ImmutableArray<(int Offset, int Extra)> Escapes { get; init; } = [];

    /// <summary>Of an object; each name once.</summary>
    public IReadOnlyList<JsonMember> Members { get; init; } = [];

    /// <summary>Of an array.</summary>
    public IReadOnlyList<JsonValue> Items { get; init; } = [];
}

/// <summary>One property of an object.</summary>
internal sealed record JsonMember(string Name, TextPosition At, JsonValue Value);
