using LowCode.Definitions.Messages;
using LowCode.OData.Errors;

namespace LowCode.OData.Syntax;

/// <summary>The text of one query option or alias; makes the errors that name a place in it.</summary>
/// <param name="Option">The option, <c>$filter</c>, or the alias, <c>@a</c>.</param>
/// <param name="Text">What was written, decoded.</param>
internal sealed record Clause(string Option, string Text)
{
    public static Clause Of(string option, string text) => new(option, text);

    public Refusal Malformed(int at, Message? detail = null) => Refusal.BadRequest(
        ODataMessages.Syntax, Option, ("option", Option), ("position", at + 1), ("detail", new Phrase(detail ?? ODataMessages.BadExpression)));

    public Refusal UnknownProperty(int at, string name, IEnumerable<string> known) => Refusal.BadRequest(
        ODataMessages.UnknownProperty, Option,
        ("option", Option), ("position", at + 1), ("name", name), ("suggestion", Suggestion.For(name, known)));

    public Refusal UnknownFunction(int at, string name) => Refusal.BadRequest(
        ODataMessages.UnknownFunction, Option, ("option", Option), ("position", at + 1), ("name", name));

    /// <param name="at">Where.</param>
    /// <param name="types">What does not go together, in OData's words (<c>Edm.Int64 eq Edm.String</c>).</param>
    public Refusal Incompatible(int at, string types) => Refusal.BadRequest(
        ODataMessages.Incompatible, Option, ("option", Option), ("position", at + 1), ("detail", types));

    public Refusal WrongLiteral(int at, string value) => Refusal.BadRequest(
        ODataMessages.WrongLiteral, Option, ("option", Option), ("position", at + 1), ("value", value));

    public Refusal NameTaken(int at, string name) => Refusal.BadRequest(
        ODataMessages.NameTaken, Option, ("option", Option), ("position", at + 1), ("name", name));

    public Refusal UnknownCode(string name, string code, IEnumerable<string> known) => Refusal.BadRequest(
        ODataMessages.UnknownCode, Option, ("name", name), ("code", code), ("suggestion", Suggestion.For(code, known)));

    public Refusal TooDeep() => Refusal.BadRequest(ODataMessages.TooDeep, Option, ("option", Option));

    public Refusal NotSupported(string feature) => Refusal.NotSupported(feature, Option);
}
