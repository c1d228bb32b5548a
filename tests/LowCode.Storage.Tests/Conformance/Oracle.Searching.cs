using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Tests.Conformance;

/// <summary>What searches mean: every text made plain, and looked into.</summary>
internal sealed partial class Oracle
{
    private static bool Finds(SearchTerm term, List<string> texts) => term switch
    {
        SearchPhrase phrase => texts.Exists(text => Plainly(text).Contains(Plainly(phrase.Text), StringComparison.Ordinal)),
        SearchAll all => all.Terms.All(one => Finds(one, texts)),
        SearchAny any => any.Terms.Any(one => Finds(one, texts)),
        _ => !Finds(((SearchNot)term).Term, texts),
    };

    private static IEnumerable<string> TextsOf(Row row, SearchField field) => !field.IsTable
        ? row[field.Ref.Slot] is { IsEmpty: false } text ? [text.AsText()] : []
        : Rows(row[field.Ref.Slot]).SelectMany(inner => field.Rows.SelectMany(one => TextsOf(inner, one)));

    private static string Plainly(string text) =>
        string.Concat(text.Select(unit => unit == '\u3000' ? ' ' : unit is >= '！' and <= '～' ? (char)(unit - 0xFEE0) : unit)).ToLowerInvariant();
}
