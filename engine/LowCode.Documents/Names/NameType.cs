using System.Collections.Immutable;

namespace LowCode.Documents.Names;

/// <summary>What a name in a template stands for.</summary>
internal abstract record NameType
{
    /// <summary>A text, number or truth value.</summary>
    public static readonly NameType Single = new SingleName();

    private sealed record SingleName : NameType;
}

/// <summary>A group of names.</summary>
internal sealed record GroupName(ImmutableDictionary<string, NameType> Members) : NameType;

/// <summary>A list, all of the same.</summary>
internal sealed record ListName(NameType Item) : NameType;
