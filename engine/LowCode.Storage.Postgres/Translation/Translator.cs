using LowCode.Definitions.Values;
using LowCode.Storage.Postgres.Connections;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Postgres.Translation;

/// <summary>
/// Turns expressions into SQL of exactly the same meaning, or says (with null) that it cannot: then the reference
/// evaluator does it. Nothing that it makes can fail on any data.
/// </summary>
internal sealed class Translator(SqlParameters parameters, Sources sources, DateTimeOffset now)
{
    private int _aliases;

    public SqlParameters Parameters => parameters;

    public Sources Sources => sources;

    /// <summary>
    /// True when a condition is on the beginning of a text: whether that leaves everything or next to nothing, the text alone tells.
    /// </summary>
    public bool HasPrefix { get; set; }

    public string NewAlias(string letter) => letter + Database.Literal(++_aliases);

    /// <summary>The value of an expression.</summary>
    public Sql? Value(Expression expression, Scope scope) => expression switch
    {
        Constant constant => Literal(constant.Value),
        Field { Scope: 0 } field => scope.Zero.Read(field.Ref),
        Field field => scope.Variables[field.Scope].Read(field.Ref),
        OwnerField owner => scope.Owner.Read(owner.Ref),
        CodeVariable code => ((ElementPlace)scope.Variables[code.Scope]).Code,
        Related related => RelatedSql.Value(this, related, scope),
        Call { Function: Function.Now } => Literal(Definitions.Values.Value.Of(now)),
        Call { Function: Function.Count, Arguments: [Referring referring] } => ReferringSql.Count(this, referring, scope),
        Call call => FunctionSql.Value(this, call, scope),
        FileField file => ((ElementPlace)scope.Variables[file.Scope]).File(file.Part),
        CountWhere { Collection: Referring referring } count => ReferringSql.Count(this, referring, scope, count.Scope, count.Predicate),
        CountWhere count => CollectionSql.CountWhere(this, count, scope),
        Case choice => CaseSql.Value(this, choice, scope),
        And or Or or Not or Compare or In or StartsWith or Lambda or Search => Condition(expression, scope, loose: false),
        _ => null,
    };

    /// <summary>
    /// A condition. A loose one only has to be true where the expression is: false and unknown are alike there, and
    /// indexes can help.
    /// </summary>
    public Sql? Condition(Expression expression, Scope scope, bool loose)
    {
        switch (expression)
        {
            case And and: return Joined(and.Operands, " AND ", "TRUE", scope, loose);
            case Or or: return Joined(or.Operands, " OR ", "FALSE", scope, loose);
            case Not not:
                return Condition(not.Operand, scope, loose: false) is { } negated ? Sql.Condition($"(NOT {negated.Text})") : null;
            case Compare compare: return ComparisonSql.Compare(this, compare, scope, loose);
            case In membership: return ComparisonSql.In(this, membership, scope, loose);
            case StartsWith prefix: return PrefixSql.Of(this, prefix.Operand, prefix.Prefix, scope, loose);
            case Lambda { Collection: Referring referring } lambda: return ReferringSql.Lambda(this, lambda, referring, scope);
            case Search search: return SearchSql.Of(this, search, scope);
            case Lambda lambda: return CollectionSql.Lambda(this, lambda, scope);
            case Related related when loose: return RelatedSql.Exists(this, related, scope);
            case Call { Function: Function.StartsWith, Arguments: [var operand, Constant { Value.Kind: ValueKind.Text } text] }:
                return PrefixSql.Of(this, operand, text.Value.AsText(), scope, loose);
            case Call { Arguments: [Related related, .. var rest] } call when loose && rest.All(argument => argument is Constant):
                return Condition(related with { Inner = call with { Arguments = [related.Inner, .. rest] } }, scope, loose);
            default:
                return Value(expression, scope) switch
                {
                    { Kind: ValueKind.Boolean } value => value,
                    { Kind: ValueKind.Empty } => Sql.Condition("NULL::boolean"),
                    _ => null,
                };
        }
    }

    private Sql? Literal(Value value)
    {
        if (value.IsEmpty)
            return Sql.Nothing;
        return parameters.Add(value) is { } parameter ? new Sql(parameter, value.Kind) : null;
    }

    private Sql? Joined(IReadOnlyList<Expression> operands, string word, string none, Scope scope, bool loose)
    {
        var texts = new List<string>(operands.Count);
        foreach (var operand in operands)
        {
            if (Condition(operand, scope, loose) is not { } condition)
                return null;
            texts.Add(condition.Text);
        }
        return Sql.Condition(texts.Count == 0 ? none : $"({string.Join(word, texts)})");
    }
}
