using Acornima;
using Acornima.Ast;
using LowCode.Definitions.Messages;

namespace LowCode.Rules.Checking;

/// <summary>Parses the text of a rule as a JavaScript expression.</summary>
internal static class RuleParser
{
    /// <summary>Most characters in a rule.</summary>
    public const int MostCharacters = 4000;

    /// <summary>The syntax tree, or null when an error was reported.</summary>
    public static Expression? Parse(string text, Reporter report)
    {
        if (text.Length > MostCharacters)
        {
            report.Error(RuleMessages.TooLong, 0, ("length", text.Length), ("max", MostCharacters));
            return null;
        }
        if (string.IsNullOrWhiteSpace(text))
        {
            report.Error(RuleMessages.Incomplete, 0);
            return null;
        }
        try
        {
            return new Parser().ParseExpression(text, strict: true);
        }
        catch (ParseErrorException failure)
        {
            var index = failure.Error is { IsIndexDefined: true } error ? error.Index : 0;
            var near = text[Math.Min(index, text.Length)..];
            if (near.Trim().Length == 0)
                report.Error(RuleMessages.Incomplete, text.Length);
            else
                report.Error(RuleMessages.Syntax, index, ("near", near.Length > 20 ? near[..20] + "…" : near));
        }
        catch (InsufficientExecutionStackException)
        {
            report.Error(RuleMessages.TooDeep, 0, ("max", RuleChecker.Deepest));
        }
        return null;
    }
}
