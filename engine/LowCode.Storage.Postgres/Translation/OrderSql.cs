using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Postgres.Translation;

/// <summary>One key of an ORDER BY.</summary>
/// <param name="Text">What it is over.</param>
/// <param name="Cut">Its beginning, which an index is over and which then goes first; or null.</param>
/// <param name="Descending">The direction.</param>
internal sealed record OrderKey(string Text, string? Cut, bool Descending)
{
    public string Sql => Cut is null ? Text + Direction : $"{Cut}{Direction}, {Text}{Direction}";

    /// <summary>The key once it has been selected under another name.</summary>
    public OrderKey Named(string name) => new(name, null, Descending);

    // Empty sorts before every value ascending, after every value descending.
    private string Direction => Descending ? " DESC NULLS LAST" : " ASC NULLS FIRST";
}

/// <summary>A query's order in SQL.</summary>
internal static class OrderSql
{
    /// <summary>The keys, ties by id and row not among them; null when a term cannot be said in SQL.</summary>
    public static List<OrderKey>? Of(Translator translator, ImmutableArray<OrderTerm> terms, Scope scope)
    {
        var keys = new List<OrderKey>();
        foreach (var term in terms)
        {
            if (term.By is Constant)
                continue;
            if (translator.Value(term.By, scope) is not { } by)
                return null;
            if (by.Kind is ValueKind.Empty)
                continue;
            var isCut = ComparisonSql.IsCut(term.By, scope);
            var text = by.Kind is ValueKind.Text && !isCut ? $"({by.Text}) COLLATE \"C\"" : by.Text;
            keys.Add(new OrderKey(text, isCut ? ComparisonSql.Cut(by.Text) : null, term.Descending));
        }
        return keys;
    }
}
