using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Postgres.Translation;

/// <summary>any, all and $count: never unknown. An empty collection is NULL and has no elements.</summary>
internal static class CollectionSql
{
    public static Sql? Lambda(Translator translator, Lambda lambda, Scope scope)
    {
        if (translator.Value(lambda.Collection, scope) is not { } collection)
            return null;
        if (collection.Kind is ValueKind.Empty)
            return Sql.Of(lambda.All);
        if (lambda.Predicate is null)
            return Sql.Condition($"({collection.Text} IS NOT NULL)");
        var element = new ElementPlace(translator.NewAlias("v"));
        var inside = scope with { Variables = scope.Variables.SetItem(lambda.Scope, element) };
        if (translator.Condition(lambda.Predicate, inside, loose: true) is not { } predicate)
            return null;
        var expand = collection.Kind is ValueKind.Codes ? "jsonb_array_elements_text" : "jsonb_array_elements";
        var from = $"SELECT 1 FROM {expand}({collection.Text}) AS {element.Alias}(value) WHERE";
        return Sql.Condition(lambda.All
            ? $"(NOT EXISTS ({from} ({predicate.Text}) IS NOT TRUE))"
            : $"EXISTS ({from} {predicate.Text})");
    }

    public static Sql Count(Sql collection) =>
        new($"coalesce(jsonb_array_length({collection.Text}), 0)::bigint", ValueKind.Integer);
}
