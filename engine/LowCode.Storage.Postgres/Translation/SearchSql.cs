using LowCode.Storage.Queries;

namespace LowCode.Storage.Postgres.Translation;

/// <summary>
/// Searches for phrases that only equal texts contain, which most Chinese is. What case or width could change is left to the
/// evaluator: the database folds letters by rules of its own.
/// </summary>
internal static class SearchSql
{
    public static Sql? Of(Translator translator, Search search, Scope scope) => Of(translator, search.Wanted, search, scope);

    private static Sql? Of(Translator translator, SearchTerm term, Search search, Scope scope)
    {
        switch (term)
        {
            case SearchPhrase { Text: var phrase }:
                if (!new SearchText(phrase).IsPlain)
                    return null;
                var parameter = translator.Parameters.AddText(phrase);
                var place = search.Scope == 0 ? scope.Zero : scope.Variables[search.Scope];
                var places = search.Fields.Select(field => Occurs(translator, field, place, parameter)).ToList();
                return Sql.Condition(places.Count == 0 ? "FALSE" : $"({string.Join(" OR ", places)})");
            case SearchAll all: return Joined(translator, all.Terms, " AND ", search, scope);
            case SearchAny any: return Joined(translator, any.Terms, " OR ", search, scope);
            case SearchNot not: return Of(translator, not.Term, search, scope) is { } unwanted ? Sql.Condition($"(NOT {unwanted.Text})") : null;
            default: return null;
        }
    }

    private static Sql? Joined(Translator translator, IEnumerable<SearchTerm> terms, string word, Search search, Scope scope)
    {
        var texts = new List<string>();
        foreach (var term in terms)
        {
            if (Of(translator, term, search, scope) is not { } condition)
                return null;
            texts.Add(condition.Text);
        }
        return Sql.Condition($"({string.Join(word, texts)})");
    }

    private static string Occurs(Translator translator, SearchField field, Place place, string parameter)
    {
        var value = place.Read(field.Ref).Text;
        if (!field.IsTable)
            return $"coalesce(strpos({value}, {parameter}) > 0, FALSE)";
        var row = new ElementPlace(translator.NewAlias("v"));
        var inner = string.Join(" OR ", field.Rows.Select(one => Occurs(translator, one, row, parameter)));
        return $"EXISTS (SELECT 1 FROM jsonb_array_elements({value}) AS {row.Alias}(value) WHERE {inner})";
    }
}
