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
        if (Members(translator, collection, lambda.Scope, lambda.Predicate, scope) is not var (members, predicate))
            return null;
        return Sql.Condition(lambda.All
            ? $"(NOT EXISTS (SELECT 1 FROM {members} WHERE ({predicate.Text}) IS NOT TRUE))"
            : $"EXISTS (SELECT 1 FROM {members} WHERE {predicate.Text})");
    }

    public static Sql? CountWhere(Translator translator, CountWhere count, Scope scope)
    {
        if (translator.Value(count.Collection, scope) is not { } collection)
            return null;
        if (collection.Kind is ValueKind.Empty)
            return new("0::bigint", ValueKind.Integer);
        return Members(translator, collection, count.Scope, count.Predicate, scope) is var (members, predicate)
            ? new($"(SELECT count(*) FROM {members} WHERE {predicate.Text})", ValueKind.Integer) : null;
    }

    private static (string Members, Sql Predicate)? Members(Translator translator, Sql collection, int number, Expression condition, Scope scope)
    {
        var element = new ElementPlace(translator.NewAlias("v"));
        var inside = scope with { Variables = scope.Variables.SetItem(number, element) };
        if (translator.Condition(condition, inside, loose: true) is not { } predicate)
            return null;
        var expand = collection.Kind is ValueKind.Codes ? "jsonb_array_elements_text" : "jsonb_array_elements";
        return ($"{expand}({collection.Text}) AS {element.Alias}(value)", predicate);
    }

    public static Sql Count(Sql collection) =>
        new($"coalesce(jsonb_array_length({collection.Text}), 0)::bigint", ValueKind.Integer);
}
