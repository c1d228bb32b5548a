using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Postgres.Translation;

/// <summary>case. Values that are whole numbers beside decimals are decimals.</summary>
internal static class CaseSql
{
    public static Sql? Value(Translator translator, Case choice, Scope scope)
    {
        var (branches, kind) = (new List<(string Condition, Sql Value)>(), ValueKind.Empty);
        foreach (var (condition, value) in choice.Branches)
        {
            if (translator.Condition(condition, scope, loose: true) is not { } when || translator.Value(value, scope) is not { } then)
                return null;
            branches.Add((when.Text, then));
            if (then.Kind is not ValueKind.Empty)
                kind = kind is ValueKind.Empty || kind == then.Kind ? then.Kind : ValueKind.Decimal;
        }
        if (kind is ValueKind.Empty)
            return Sql.Nothing;
        var cast = kind is ValueKind.Decimal ? "::numeric" : "";
        return new($"(CASE {string.Join(' ', branches.Select(branch => $"WHEN {branch.Condition} THEN {branch.Value.Text}{cast}"))} END)", kind);
    }
}
