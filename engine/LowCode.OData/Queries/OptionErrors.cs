using System.Globalization;
using System.Text.RegularExpressions;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using Microsoft.OData;
using Microsoft.OData.Edm;

namespace LowCode.OData.Queries;

/// <summary>
/// Turns what the OData library says about a wrong expression into our messages. It says it in English sentences only;
/// the library's version is pinned and tests hold the sentences that matter.
/// </summary>
internal static partial class OptionErrors
{
    /// <summary>Runs a parser of the library.</summary>
    public static T Guard<T>(OptionText option, ServiceModel model, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (ODataException wrong)
        {
            throw Explain(option, model, wrong.Message);
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException or ArgumentException)
        {
            throw Syntax(option, 1, ODataMessages.BadExpression);
        }
    }

    private static Refusal Explain(OptionText option, ServiceModel model, string sentence)
    {
        if (NotServed(option.Text) is { } feature)
            return option.NotSupported(feature);
        if (Property().Match(sentence) is { Success: true } property)
        {
            var type = model.Edm.FindDeclaredType(property.Groups[2].Value) as IEdmStructuredType;
            var known = type is null ? [] : OptionText.NamesOf(model.Find(type), type);
            return option.UnknownProperty(property.Groups[1].Value, known);
        }
        if (UnknownFunction().Match(sentence) is { Success: true } function)
        {
            return Refusal.BadRequest(ODataMessages.UnknownFunction, option.Name, ("option", option.Name),
                ("position", option.PositionOf(function.Groups[1].Value)), ("name", function.Groups[1].Value));
        }
        if (Types().Match(sentence) is { Success: true })
        {
            return Refusal.BadRequest(ODataMessages.Incompatible, option.Name,
                ("option", option.Name), ("position", 1), ("detail", Quoted(sentence)));
        }
        if (Unrecognized().Match(sentence) is { Success: true } literal)
            return option.Literal(literal.Groups[1].Value);
        if (sentence.Contains("depth", StringComparison.Ordinal) || sentence.Contains("too deep", StringComparison.OrdinalIgnoreCase)
            || sentence.Contains("items deep", StringComparison.Ordinal) || sentence.Contains("maximum allowed", StringComparison.Ordinal))
            return Refusal.BadRequest(ODataMessages.TooDeep, option.Name, ("option", option.Name));
        if (OptionOnly().Match(sentence) is { Success: true } number)
        {
            return Refusal.BadRequest(ODataMessages.WrongOptionValue, option.Name, ("option", number.Groups[1].Value.ToLowerInvariant()),
                ("value", number.Groups[2].Value), ("expected", new Phrase(ODataMessages.ExpectNumber)));
        }
        var detail = sentence.Contains("unterminated string", StringComparison.Ordinal)
            ? ODataMessages.UnterminatedText : ODataMessages.BadExpression;
        return Syntax(option, Position(sentence), detail);
    }

    private static Refusal Syntax(OptionText option, int position, Message detail) => Refusal.BadRequest(
        ODataMessages.Syntax, option.Name, ("option", option.Name), ("position", position), ("detail", new Phrase(detail)));

    private static int Position(string sentence) => At().Match(sentence) is { Success: true } at
        ? int.Parse(at.Groups[1].ValueSpan, CultureInfo.InvariantCulture) + 1 : 1;

    private static string Quoted(string sentence) => string.Join(", ", QuotedText().Matches(sentence).Select(match => match.Value));

    /// <summary>The first thing in an expression that OData knows and this service does not, outside of texts.</summary>
    public static string? NotServed(string text) =>
        Later().Match(Texts().Replace(text, match => new string(' ', match.Length))) is { Success: true } match ? match.Value.TrimEnd('(') : null;

    [GeneratedRegex(@"'(?:[^']|'')*'")]
    private static partial Regex Texts();

    [GeneratedRegex(@"\b(divby|has|hassubset|hassubsequence|isof|totaloffsetminutes|totalseconds)\b|\bcase\(|\bgeo\.\w+|\$(it|root|this|levels|search|apply|compute)\b|\b(geography|geometry|duration)(?=')",
        RegexOptions.IgnoreCase)]
    private static partial Regex Later();

    [GeneratedRegex(@"(?:property named '([^']*)' on type '([^']*)'|property '([^']*)' is not declared on type '([^']*)')")]
    private static partial Regex Property();

    [GeneratedRegex(@"(?:unknown function with name|suitable overload for function|No function signature for the function with name|function named) '([^']*)'")]
    private static partial Regex UnknownFunction();

    [GeneratedRegex(@"incompatible types|cannot be converted to type|not a single value|is not a collection value|must evaluate to a single boolean|A binary operator with")]
    private static partial Regex Types();

    [GeneratedRegex(@"Unrecognized '[^']*' literal '(.*?)' at|value '([^']*)' of type")]
    private static partial Regex Unrecognized();

    [GeneratedRegex(@"^(Top|Skip) option must be a non-negative integer, it is set to '(.*)' instead")]
    private static partial Regex OptionOnly();

    [GeneratedRegex(@"at (?:position )?'?(\d+)'? in ")]
    private static partial Regex At();

    [GeneratedRegex(@"'[^']*'")]
    private static partial Regex QuotedText();
}
