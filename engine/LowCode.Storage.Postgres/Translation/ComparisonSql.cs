using LowCode.Definitions.Values;
using LowCode.Storage.Postgres.Catalogue;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Postgres.Translation;

/// <summary>
/// Comparisons are never unknown: equality treats NULL as a value of its own, the others are false of it. Where only
/// truth counts the plain operators do, which indexes answer.
/// </summary>
internal static class ComparisonSql
{
    public static Sql? Compare(Translator translator, Compare compare, Scope scope, bool loose)
    {
        var (operation, left, right) = (compare.Operator, compare.Left, compare.Right);
        if (left is Constant && right is not Constant)
            (operation, left, right) = (Mirrored(operation), right, left);
        var isBound = right is Constant { Value.IsEmpty: false };
        // Asked of the related record itself, the question can be a join.
        if (loose && isBound && left is Related related && operation is not ComparisonOperator.NotEqual)
            return translator.Condition(related with { Inner = new Compare(operation, related.Inner, right) }, scope, loose);
        if (translator.Value(left, scope) is not { } a || translator.Value(Aligned(right, a.Kind), scope) is not { } b)
            return null;
        if (a.Kind is ValueKind.Empty || b.Kind is ValueKind.Empty)
            return WithEmpty(operation, a, b);
        if (a.Kind is ValueKind.Codes or ValueKind.Location or ValueKind.Files or ValueKind.Rows)
            return null;
        switch (operation)
        {
            case ComparisonOperator.NotEqual: return Sql.Condition($"({a.Text} IS DISTINCT FROM {b.Text})");
            case ComparisonOperator.Equal when !loose || !isBound: return Sql.Condition($"({a.Text} IS NOT DISTINCT FROM {b.Text})");
            default: break;
        }
        var sign = SignOf(operation);
        var collation = a.Kind is ValueKind.Text && operation is not ComparisonOperator.Equal ? " COLLATE \"C\"" : "";
        var plain = $"{a.Text} {sign} {b.Text}{collation}";
        if (!loose)
            return Sql.Condition($"coalesce({plain}, FALSE)");
        return isBound && IsCut(left, scope) ? Sql.Condition($"({plain} AND {Cut(a.Text)} {WideSign(sign)} {Cut(b.Text)})") : Sql.Condition($"({plain})");
    }

    public static Sql? In(Translator translator, In membership, Scope scope, bool loose)
    {
        var (operand, values) = (membership.Operand, membership.Values.Distinct().ToList());
        var orEmpty = values.RemoveAll(value => value.IsEmpty) > 0;
        if (loose && !orEmpty && operand is Related related)
            return translator.Condition(related with { Inner = membership with { Operand = related.Inner } }, scope, loose);
        if (translator.Value(operand, scope) is not { } a)
            return null;
        if (a.Kind is ValueKind.Empty)
            return Sql.Of(orEmpty);
        if (Members(a.Kind, values) is not { } members)
            return null;
        if (members.Count == 0)
            return orEmpty ? Sql.Condition($"({a.Text} IS NULL)") : Sql.Of(false);
        var isMember = $"{a.Text} = ANY({translator.Parameters.AddArray(a.Kind, members)})";
        if (orEmpty)
            return Sql.Condition($"coalesce({isMember}, TRUE)");
        if (!loose)
            return Sql.Condition($"coalesce({isMember}, FALSE)");
        return Sql.Condition(IsCut(operand, scope)
            ? $"({isMember} AND {Cut(a.Text)} = ANY({translator.Parameters.AddArray(a.Kind, [.. members.Select(CutValue).Distinct()])}))"
            : $"({isMember})");
    }

    /// <summary>True when the expression is a field whose index is over the beginning of its texts.</summary>
    public static bool IsCut(Expression expression, Scope scope)
    {
        var (field, place) = expression switch
        {
            Field { Scope: 0 } zero => (zero.Ref, scope.Zero as RecordPlace),
            OwnerField owner => (owner.Ref, scope.Owner),
            _ => (default, null),
        };
        return place is not null && SetTable.IsCut(field) && place.Table.IsIndexed(field);
    }

    /// <summary>The beginning that an index is over.</summary>
    public static string Cut(string text) => $"left({text}, {SetTable.IndexedText})";

    private static Value CutValue(Value text) =>
        text.AsText() is { Length: > SetTable.IndexedText } longer ? Value.Of(longer[..SetTable.IndexedText]) : text;

    // Those that the operand could equal, as its own kind; null when a database value cannot say.
    private static List<Value>? Members(ValueKind kind, List<Value> values)
    {
        switch (kind)
        {
            case ValueKind.Integer: return [.. values.Select(Whole).OfType<Value>()];
            case ValueKind.Decimal: return values.ConvertAll(value => Value.Of(value.AsDecimal()));
            case ValueKind.Text: return [.. values.Where(value => Values.TextCode.CanKeep(value.AsText()))];
            case ValueKind.Codes or ValueKind.Location or ValueKind.Files or ValueKind.Rows: return null;
            default: return values;
        }
    }

    // A decimal bound is asked of a whole number as one where it is one: then an index over whole numbers answers.
    private static Expression Aligned(Expression bound, ValueKind kind) =>
        kind is ValueKind.Integer && bound is Constant { Value.Kind: ValueKind.Decimal } constant && Whole(constant.Value) is { } whole
            ? new Constant(whole) : bound;

    private static Value? Whole(Value value)
    {
        if (value.Kind is ValueKind.Integer)
            return value;
        var number = value.AsDecimal();
        return decimal.IsInteger(number) && number is >= long.MinValue and <= long.MaxValue ? Value.Of((long)number) : null;
    }

    private static Sql WithEmpty(ComparisonOperator operation, Sql a, Sql b)
    {
        if (operation is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual))
            return Sql.Of(false);
        var wantsEqual = operation is ComparisonOperator.Equal;
        if (a.Kind is ValueKind.Empty && b.Kind is ValueKind.Empty)
            return Sql.Of(wantsEqual);
        return Sql.Condition($"({(a.Kind is ValueKind.Empty ? b : a).Text} IS {(wantsEqual ? "" : "NOT ")}NULL)");
    }

    private static ComparisonOperator Mirrored(ComparisonOperator operation) => operation switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => operation,
    };

    private static string SignOf(ComparisonOperator operation) => operation switch
    {
        ComparisonOperator.Equal => "=",
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        _ => ">=",
    };

    // Beginnings of texts that differ may be the same.
    private static string WideSign(string sign) => sign switch { "<" => "<=", ">" => ">=", _ => sign };
}
