using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Postgres.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Postgres.Translation;

/// <summary>Canonical functions; each says in SQL what the reference evaluator does, or is left to it.</summary>
internal static class FunctionSql
{
    // What .NET trims: white space of Unicode. None of it lies where stored text differs.
    private const string WhiteSpace =
        "\t\n\v\f\r\u0020\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

    // Beyond any text, and two of it still fit the database's integers.
    private const string Far = "1000000000";

    public static Sql? Value(Translator translator, Call call, Scope scope)
    {
        if (call.Function is Function.ToLower or Function.ToUpper or Function.MatchesPattern
            or Function.HasSubset or Function.HasSubsequence or Function.Distance)
            return null;
        var arguments = new Sql[call.Arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (translator.Value(call.Arguments[i], scope) is not { } argument)
                return null;
            arguments[i] = argument;
        }
        if (call.Function is Function.Count)
            return CollectionSql.Count(arguments[0]);
        // Codes in a row are left to the evaluator; a single one among them is not.
        if (arguments.Any(argument => argument.Kind is ValueKind.Codes) && !(call.Function is Function.Contains && arguments[1].Kind is not ValueKind.Codes))
            return null;
        // A function of an empty argument is empty.
        if (arguments.Any(argument => argument.Kind is ValueKind.Empty))
            return Sql.Nothing;
        if (call.Function is Function.Substring)
            return Substring(call.Arguments, arguments);
        return TimeSql.Value(call.Function, arguments[0]) ?? Other(translator, call.Function, arguments);
    }

    private static Sql? Other(Translator translator, Function function, Sql[] arguments)
    {
        var a = arguments[0].Text;
        var b = arguments.Length > 1 ? arguments[1].Text : "";
        return function switch
        {
            Function.Contains when arguments[0].Kind is ValueKind.Codes => Sql.Condition($"jsonb_exists({a}, {b})"),
            Function.Contains => Sql.Condition($"(strpos({a}, {b}) > 0)"),
            Function.StartsWith => Sql.Condition($"starts_with({a}, {b})"),
            Function.EndsWith => Sql.Condition($"starts_with(reverse({a}), reverse({b}))"),
            Function.IndexOf => new($"(strpos({a}, {b}) - 1)::bigint", ValueKind.Integer),
            Function.Length => new($"char_length({a})::bigint", ValueKind.Integer),
            Function.Concat => new($"({a} || {b})", ValueKind.Text),
            Function.Trim => new($"nullif(btrim({a}, {translator.Parameters.AddText(WhiteSpace)}), '')", ValueKind.Text),
            Function.Round or Function.Floor or Function.Ceiling => Rounded(function, arguments[0]),
            Function.Latitude => new($"({a} ->> '{NestedJson.Latitude}')::numeric", ValueKind.Decimal),
            Function.Longitude => new($"({a} ->> '{NestedJson.Longitude}')::numeric", ValueKind.Decimal),
            _ => null,
        };
    }

    // A length that may be negative is an error of the evaluator's. least and greatest pass over NULL, but an empty position
    // must stay empty. Text and number stand in it once: what is nested must not grow with each level.
    private static Sql? Substring(ImmutableArray<Expression> sources, Sql[] arguments)
    {
        if (sources.Length > 2 && !(sources[2] is Constant { Value: { Kind: ValueKind.Integer } number } && number.AsInteger() >= 0))
            return null;
        var start = $"(CASE WHEN x < 0 THEN greatest(char_length(t) + x, 0) ELSE least(x, {Far}) END)::integer";
        var length = arguments.Length > 2 ? $", least({arguments[2].Text}, {Far})::integer" : "";
        return new($"(SELECT nullif(substr(t, 1 + {start}{length}), '') FROM (VALUES ({arguments[0].Text}, {arguments[1].Text})) AS v(t, x) WHERE x IS NOT NULL)", ValueKind.Text);
    }

    private static Sql Rounded(Function function, Sql number) => number.Kind is ValueKind.Integer
        ? number
        : new($"{(function switch { Function.Round => "round", Function.Floor => "floor", _ => "ceil" })}({number.Text})", ValueKind.Decimal);
}
