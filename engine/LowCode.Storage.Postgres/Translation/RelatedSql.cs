using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Postgres.Translation;

/// <summary>What a reference points to: a subselect by id, empty where there is nothing to be seen.</summary>
internal static class RelatedSql
{
    public static Sql? Value(Translator translator, Related related, Scope scope)
    {
        if (Parts(translator, related, scope, static (translator, related, there) => translator.Value(related.Inner, there)) is not var (where, place, inner))
            return null;
        return inner.Kind is ValueKind.Empty
            ? Sql.Nothing
            : new Sql($"(SELECT {inner.Text} FROM {translator.Sources.From(place)} WHERE {where})", inner.Kind);
    }

    /// <summary>The condition is true there; which the database can answer by a join.</summary>
    public static Sql? Exists(Translator translator, Related related, Scope scope)
    {
        if (Parts(translator, related, scope, static (translator, related, there) => translator.Condition(related.Inner, there, loose: true)) is not var (where, place, inner))
            return null;
        return Sql.Condition($"EXISTS (SELECT 1 FROM {translator.Sources.From(place)} WHERE {where} AND {inner.Text})");
    }

    private static (string Where, RecordPlace Place, Sql Inner)? Parts(
        Translator translator, Related related, Scope scope, Func<Translator, Related, Scope, Sql?> innerOf)
    {
        if (translator.Value(related.Reference, scope) is not { } reference)
            return null;
        var place = new RecordPlace(translator.NewAlias("r"), translator.Sources.Use(related.Set));
        var there = scope with { Zero = place };
        var where = $"{place.Alias}.id = {(reference.Kind is ValueKind.Empty ? "NULL::uuid" : reference.Text)}";
        if (related.Visible is not null)
        {
            if (translator.Condition(related.Visible, there, loose: true) is not { } visible)
                return null;
            where += " AND " + visible.Text;
        }
        return innerOf(translator, related, there) is { } inner ? (where, place, inner) : null;
    }
}
