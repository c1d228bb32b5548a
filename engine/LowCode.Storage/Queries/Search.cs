using System.Collections.Immutable;
using LowCode.Definitions.Values;

namespace LowCode.Storage.Queries;

/// <summary>
/// True when what is wanted occurs in the texts of a record or row, else false, never unknown. A phrase
/// occurs when one of the texts contains it, wherever: Chinese has no word breaks. Case and width do not matter, see
/// <see cref="SearchText"/>; nothing else is folded. Only the fields that are listed are searched, so whoever makes it
/// decides what a caller may find things by.
/// </summary>
/// <param name="Fields">The texts.</param>
/// <param name="Wanted">What is wanted.</param>
/// <param name="Scope">Whose texts they are, as in <see cref="Field"/>; the variable is a record or a row.</param>
public sealed record Search(ImmutableArray<SearchField> Fields, SearchTerm Wanted, int Scope = 0) : Expression;

/// <summary>A field that is searched.</summary>
/// <param name="Ref">A text, or a table.</param>
/// <param name="Rows">Of a table the fields of its rows that are searched.</param>
public sealed record SearchField(FieldRef Ref, ImmutableArray<SearchField> Rows)
{
    /// <summary>A text.</summary>
    public static SearchField Of(FieldRef text) => new(text, []);

    /// <summary>True for a table.</summary>
    public bool IsTable => Ref.Kind is ValueKind.Rows;
}

/// <summary>What is searched for.</summary>
public abstract record SearchTerm;

/// <summary>Some text that must occur.</summary>
public sealed record SearchPhrase(string Text) : SearchTerm;

/// <summary>All of it must occur, in whichever texts.</summary>
public sealed record SearchAll(ImmutableArray<SearchTerm> Terms) : SearchTerm;

/// <summary>Something of it must occur.</summary>
public sealed record SearchAny(ImmutableArray<SearchTerm> Terms) : SearchTerm;

/// <summary>It must not occur.</summary>
public sealed record SearchNot(SearchTerm Term) : SearchTerm;
