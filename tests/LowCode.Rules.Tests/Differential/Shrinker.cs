using System.Text.Json.Nodes;
using Acornima;
using Acornima.Ast;

namespace LowCode.Rules.Tests.Differential;

/// <summary>Makes a failing case small: parts of the rule stand for the whole, fields are left out, nothing is hidden.</summary>
static class Shrinker
{
    static readonly string[] Simple = ["null", "0", "1", "true", "''", "'a'", "[]"];

    /// <summary>The smallest case found that still fails; the first one when none does.</summary>
    public static RuleFuzz Shrink(RuleFuzz fuzz, Func<RuleFuzz, bool> fails)
    {
        while (Smaller(fuzz).FirstOrDefault(fails) is { } smaller)
            fuzz = smaller;
        return fuzz;
    }

    static IEnumerable<RuleFuzz> Smaller(RuleFuzz fuzz)
    {
        var (rule, run) = (fuzz.Rules[0], fuzz.Runs[0]);
        var place = RuleFuzz.PlaceOf(rule);
        foreach (var text in SmallerTexts(rule.Text.Text).Distinct().Where(text => RuleFuzz.Passes(text, place)))
            yield return RuleFuzz.Of(text, place, run);
        foreach (var path in run.Hidden)
            yield return RuleFuzz.Of(rule.Text.Text, place, run with { Hidden = run.Hidden.Remove(path) });
        foreach (var name in run.Record.Select(field => field.Key).Where(name => !run.At.StartsWith(name, StringComparison.Ordinal)))
        {
            var record = (JsonObject)run.Record.DeepClone();
            record.Remove(name);
            yield return RuleFuzz.Of(rule.Text.Text, place, run with { Record = record, Hidden = [.. run.Hidden.Where(path => !path.StartsWith(name, StringComparison.Ordinal))] });
        }
    }

    static IEnumerable<string> SmallerTexts(string text)
    {
        var whole = new Parser().ParseExpression(text);
        foreach (var node in Parts(whole).OrderByDescending(node => node.End - node.Start))
        {
            var parts = node.ChildNodes.OfType<Expression>().Select(child => $"({text[child.Start..child.End]})");
            foreach (var replacement in parts.Concat(Simple).Where(replacement => replacement.Length < node.End - node.Start))
                yield return text[..node.Start] + replacement + text[node.End..];
        }
    }

    static IEnumerable<Node> Parts(Node node) =>
        node.ChildNodes.SelectMany(Parts).Concat(node is Expression and not ArrowFunctionExpression ? [node] : []);
}
