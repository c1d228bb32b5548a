using System.Text;
using LowCode.Definitions.Values;
using LowCode.Storage.Postgres.Catalogue;
using LowCode.Storage.Postgres.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Postgres.Translation;

/// <summary>A text that starts with a constant: a range of the order, which an index answers. Used for division subtrees.</summary>
internal static class PrefixSql
{
    public static Sql? Of(Translator translator, Expression operand, string prefix, Scope scope, bool loose)
    {
        if (loose && operand is Related related)
            return translator.Condition(related with { Inner = new StartsWith(related.Inner, prefix) }, scope, loose);
        if (!TextCode.CanKeep(prefix) || translator.Value(operand, scope) is not { } text)
            return null;
        if (text.Kind is ValueKind.Empty)
            return Sql.Condition("NULL::boolean");
        if (!loose || prefix.Length == 0)
            return Sql.Condition(Plain());
        translator.HasPrefix = true;
        if (ComparisonSql.IsCut(operand, scope))
            return Sql.Condition($"({Range(translator, ComparisonSql.Cut(text.Text), prefix[..Math.Min(prefix.Length, SetTable.IndexedText)])} AND {Plain()})");
        // The range of an ASCII prefix holds what starts with it and nothing else: codes of divisions are such.
        var range = Range(translator, text.Text, prefix);
        return Sql.Condition(Ascii.IsValid(prefix) ? $"({range})" : $"({range} AND {Plain()})");

        string Plain() => $"starts_with({text.Text}, {translator.Parameters.AddText(prefix)})";
    }

    private static string Range(Translator translator, string text, string prefix)
    {
        var from = $"{text} >= {translator.Parameters.AddText(prefix)} COLLATE \"C\"";
        return After(prefix) is { } after ? $"{from} AND {text} < {translator.Parameters.AddText(after)} COLLATE \"C\"" : from;
    }

    // The first text behind all that start with the prefix; null when there is none.
    private static string? After(string prefix)
    {
        for (var i = prefix.Length - 1; i >= 0; i--)
        {
            if (prefix[i] != char.MaxValue)
                return prefix[..i] + (char)(prefix[i] + 1);
        }
        return null;
    }
}
