using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>Searches: does a phrase occur in one of the texts of a record.</summary>
internal static class Searches
{
    public static Compiled Compile(Search search)
    {
        foreach (var field in search.Fields)
            Check(field);
        var found = Compile(search.Wanted, [.. search.Fields]);
        var scope = ExpressionCompiler.Scoped(search.Scope);
        return scope == 0 ? new(frame => Logic.Of(found(frame.Row))) : new(frame => Logic.Of(found(frame.Rows[scope]!)));
    }

    private static Func<Row, bool> Compile(SearchTerm term, SearchField[] fields)
    {
        switch (term)
        {
            case SearchPhrase { Text: var phrase }:
                if (phrase.Length == 0)
                    throw new NotSupportedException("Nothing is searched for.");
                var text = new SearchText(phrase);
                return row => Occurs(row, fields, text);
            case SearchAll all:
                var each = Compile(all.Terms, fields);
                return row => Array.TrueForAll(each, one => one(row));
            case SearchAny any:
                var some = Compile(any.Terms, fields);
                return row => Array.Exists(some, one => one(row));
            case SearchNot not:
                var unwanted = Compile(not.Term, fields);
                return row => !unwanted(row);
            default: throw new NotSupportedException($"Searches for {term.GetType().Name} are not supported.");
        }
    }

    private static Func<Row, bool>[] Compile(ImmutableArray<SearchTerm> terms, SearchField[] fields) =>
        [.. terms.Select(term => Compile(term, fields))];

    private static bool Occurs(Row row, IReadOnlyList<SearchField> fields, SearchText text)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            ref readonly var value = ref row.At(fields[i].Ref.Slot);
            if (value.IsEmpty)
                continue;
            if (!fields[i].IsTable)
            {
                if (text.OccursIn(value.AsText()))
                    return true;
                continue;
            }
            foreach (var inner in value.AsRows())
            {
                if (Occurs(inner, fields[i].Rows, text))
                    return true;
            }
        }
        return false;
    }

    private static void Check(SearchField field)
    {
        if (field.Ref.System is not SystemField.None || field.Ref.Kind is not (ValueKind.Text or ValueKind.Rows) || field.IsTable == field.Rows.IsEmpty)
            throw new NotSupportedException($"{field.Ref} is not searched.");
        foreach (var inner in field.Rows)
            Check(inner);
    }
}
