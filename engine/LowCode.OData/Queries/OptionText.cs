using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using Microsoft.OData.Edm;

namespace LowCode.OData.Queries;

/// <summary>The text of one query option, which knows where in it something stands.</summary>
/// <param name="Name">The option, <c>$filter</c>.</param>
/// <param name="Text">What was written, decoded.</param>
internal sealed record OptionText(string Name, string Text)
{
    public Refusal UnknownProperty(string name, IEnumerable<string> known) => Refusal.BadRequest(
        ODataMessages.UnknownProperty, Name,
        ("option", Name), ("position", PositionOf(name)), ("name", name), ("suggestion", Suggestion.For(name, known)));

    public Refusal NotSupported(string feature) => Refusal.NotSupported(feature, Name);

    public Refusal Literal(string value) => Refusal.BadRequest(
        ODataMessages.WrongLiteral, Name, ("option", Name), ("position", PositionOf(value)), ("value", value));

    public Refusal UnknownCode(string name, string code, IEnumerable<string> known) => Refusal.BadRequest(
        ODataMessages.UnknownCode, Name, ("name", name), ("code", code), ("suggestion", Suggestion.For(code, known)));

    /// <summary>Where a word first stands, from 1; 1 when it does not stand there literally.</summary>
    public int PositionOf(string word)
    {
        for (var at = Text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0;
             at = Text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var before = at == 0 || !char.IsLetterOrDigit(Text[at - 1]);
            var end = at + word.Length;
            if (before && (end == Text.Length || !char.IsLetterOrDigit(Text[end])))
                return at + 1;
        }
        return 1;
    }

    /// <summary>Names that exist in a type, for suggestions.</summary>
    public static IEnumerable<string> NamesOf(TypePlan? type, IEdmStructuredType edm) =>
        type is not null ? type.Properties.Select(property => property.Name) : edm.Properties().Select(property => property.Name);
}
