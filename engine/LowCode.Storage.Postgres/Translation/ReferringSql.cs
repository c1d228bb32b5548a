using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Postgres.Translation;

/// <summary>any, all and $count over the records that refer to a record: subselects by the reference, which has an index.</summary>
internal static class ReferringSql
{
    public static Sql? Lambda(Translator translator, Lambda lambda, Referring referring, Scope scope)
    {
        if (Members(translator, referring, scope, lambda.Scope, lambda.Predicate) is not var (members, predicate))
            return null;
        return Sql.Condition(lambda.All
            ? $"(NOT EXISTS (SELECT 1 FROM {members} AND ({predicate}) IS NOT TRUE))"
            : $"EXISTS (SELECT 1 FROM {members} AND {predicate})");
    }

    public static Sql? Count(Translator translator, Referring referring, Scope scope, int number = 0, Expression? condition = null) =>
        Members(translator, referring, scope, number, condition) is var (members, predicate)
            ? new($"(SELECT count(*) FROM {members} AND {predicate})", ValueKind.Integer) : null;

    private static (string Members, string Predicate)? Members(
        Translator translator, Referring referring, Scope scope, int number, Expression? condition)
    {
        if (translator.Value(referring.Target, scope) is not { } target)
            return null;
        var place = new RecordPlace(translator.NewAlias("r"), translator.Sources.Use(referring.Set));
        var where = $"{place.Read(referring.Reference).Text} = {(target.Kind is ValueKind.Empty ? "NULL::uuid" : target.Text)}";
        if (referring.Visible is not null)
        {
            if (translator.Condition(referring.Visible, scope with { Zero = place }, loose: true) is not { } visible)
                return null;
            where += " AND " + visible.Text;
        }
        var predicate = "TRUE";
        if (condition is not null)
        {
            var inside = scope with { Variables = scope.Variables.SetItem(number, place) };
            if (translator.Condition(condition, inside, loose: true) is not { } test)
                return null;
            predicate = test.Text;
        }
        return ($"{translator.Sources.From(place)} WHERE {where}", predicate);
    }
}
