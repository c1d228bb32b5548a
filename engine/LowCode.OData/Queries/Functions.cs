using LowCode.Definitions.Values;
using LowCode.Storage.Queries;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace LowCode.OData.Queries;

/// <summary>OData's canonical functions in the query model.</summary>
internal static class Functions
{
    public static Expression Translate(SingleValueFunctionCallNode node, ExpressionTranslator translator, OptionText option)
    {
        var name = node.Name.ToLowerInvariant();
        if (name == "cast")
            return Cast(node, option);
        var arguments = node.Parameters.Select(parameter => parameter is SingleValueNode single
            ? translator.Translate(single) : throw option.NotSupported(node.Name)).ToArray();
        switch (name)
        {
            case "mindatetime": return new Constant(Value.Of(DateTimeOffset.MinValue));
            case "maxdatetime": return new Constant(Value.Of(DateTimeOffset.MaxValue));
            // The empty text is empty in the query model, and a function of nothing is nothing: here it is a text.
            case "contains" or "startswith" or "endswith" when IsEmptyText(node, 1):
                return new Call(Function.Contains, [arguments[0], arguments[0]]);
            case "indexof" when IsEmptyText(node, 1): return new Call(Function.IndexOf, [arguments[0], arguments[0]]);
            case "concat" when IsEmptyText(node, 1): return arguments[0];
            case "concat" when IsEmptyText(node, 0): return arguments[1];
            case "startswith" when arguments[1] is Constant { Value.Kind: ValueKind.Text } prefix:
                return new StartsWith(arguments[0], prefix.Value.AsText());
            default: break;
        }
        return new Call(Of(name) ?? throw option.NotSupported(node.Name), [.. arguments]);
    }

    private static Constant Cast(SingleValueFunctionCallNode node, OptionText option)
    {
        var parameters = node.Parameters.ToArray();
        if (parameters is not [ConstantNode or ConvertNode { Source: ConstantNode }, ..])
            throw option.NotSupported("cast");
        var constant = parameters[0] as ConstantNode ?? (ConstantNode)((ConvertNode)parameters[0]).Source;
        if (constant.Value is not string text)
            return new Constant(Constants.Of(constant, node.TypeReference, option));
        return new Constant(Constants.Cast(text, node.TypeReference.PrimitiveKind()) ?? throw option.Literal(text));
    }

    private static bool IsEmptyText(SingleValueFunctionCallNode node, int index) =>
        node.Parameters.ElementAtOrDefault(index) is ConstantNode { Value: "" } or ConvertNode { Source: ConstantNode { Value: "" } };

    private static Function? Of(string name) => name switch
    {
        "concat" => Function.Concat,
        "contains" => Function.Contains,
        "endswith" => Function.EndsWith,
        "startswith" => Function.StartsWith,
        "indexof" => Function.IndexOf,
        "length" => Function.Length,
        "substring" => Function.Substring,
        "tolower" => Function.ToLower,
        "toupper" => Function.ToUpper,
        "trim" => Function.Trim,
        "matchespattern" => Function.MatchesPattern,
        "year" => Function.Year,
        "month" => Function.Month,
        "day" => Function.Day,
        "hour" => Function.Hour,
        "minute" => Function.Minute,
        "second" => Function.Second,
        "fractionalseconds" => Function.FractionalSeconds,
        "date" => Function.Date,
        "time" => Function.Time,
        "now" => Function.Now,
        "round" => Function.Round,
        "floor" => Function.Floor,
        "ceiling" => Function.Ceiling,
        _ => null,
    };
}
