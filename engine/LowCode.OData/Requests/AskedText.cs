using System.Text;
using LowCode.OData.Errors;
using LowCode.OData.Syntax;

namespace LowCode.OData.Requests;

/// <summary>A request as it may be kept: what was asked, without the values that were asked for.</summary>
internal static class AskedText
{
    /// <summary>The set or property with the query options; literals are question marks, tokens and aliases are left out.</summary>
    public static string Of(ResourcePath path, QueryOptions options)
    {
        var text = new StringBuilder(path.Kind is ResourceKind.CrossJoin or ResourceKind.All ? path.Address : path.Entity.Set);
        foreach (var step in path.Properties)
            text.Append('/').Append(step.Property?.Name ?? step.Part);
        if (path.Operation is { } operation)
            text.Append('/').Append(operation).Append("()");
        var separator = '?';
        foreach (var (name, value) in options.All.Where(option => option.Key is not ("$skiptoken" or "$deltatoken") && option.Key[0] == '$'))
        {
            text.Append(separator).Append(name).Append('=').Append(name is "$search" ? "?" : WithoutLiterals(name, value));
            separator = '&';
        }
        return text.ToString();
    }

    private static string WithoutLiterals(string option, string value)
    {
        if (option is "$top" or "$skip" or "$count" or "$format")
            return value;
        var (clause, text, at) = (Clause.Of(option, value), new StringBuilder(), 0);
        try
        {
            while (true)
            {
                var end = at;
                var token = Lexer.Next(clause, ref at);
                text.Append(value, end, token.Position - end);
                if (token.Kind == TokenKind.End)
                    return text.ToString();
                if (token.Kind == TokenKind.Literal)
                    text.Append('?');
                else
                    text.Append(value, token.Position, at - token.Position);
            }
        }
        catch (Refusal)
        {
            // What cannot be read cannot be told apart from its values.
            return text.Append('?').ToString();
        }
    }
}
