using LowCode.OData.Syntax;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Binding;

/// <summary>Binds comparisons and calculations (OData 4.01 Part 2, 5.1.1.1 and 5.1.1.2).</summary>
internal sealed class OperatorBinder(ExpressionBinder expressions)
{
    private readonly StructureBinder _structures = new(expressions);

    private Clause Clause => expressions.Clause;

    public BoundValue Binary(BinaryNode node, Scope scope)
    {
        if (ComparisonOf(node.Operator) is { } comparison)
            return Compare(node, comparison, scope);
        var (left, right) = (expressions.Value(node.Left, scope), expressions.Value(node.Right, scope));
        if (ArithmeticOf(node.Operator) is not { } operation)
            throw Wrong(node, left.Kind, right.Kind);
        // OData 4.01 casts texts to durations; there is nothing else that a text could be beside a date.
        if (left.Kind is BoundKind.Date or BoundKind.Instant or BoundKind.Duration && right.Literal is not null)
            right = Literals.Fit(right, BoundKind.Duration, Clause, node.Right.Position);
        var kind = Results.Of(operation, left.Kind, right.Kind) ?? throw Wrong(node, left.Kind, right.Kind);
        // Whatever it is calculated with, nothing gives nothing.
        if (left.Kind is BoundKind.Null || right.Kind is BoundKind.Null)
            return BoundValue.Of(default, kind);
        return new BoundValue(new Arithmetic(operation, left.Expression, right.Expression), kind);
    }

    public BoundValue Negate(NegateNode node, Scope scope)
    {
        var operand = expressions.Value(node.Operand, scope);
        if (operand.Kind is not (BoundKind.Integer or BoundKind.Decimal or BoundKind.Duration or BoundKind.Null))
            throw Clause.Incompatible(node.Position, $"-{operand.Kind.Name()}");
        return new BoundValue(new Arithmetic(ArithmeticOperator.Negate, operand.Expression, new Constant(default)), operand.Kind);
    }

    public static bool AreComparable(BoundKind left, BoundKind right) =>
        left == right || left is BoundKind.Null || right is BoundKind.Null || (IsNumber(left) && IsNumber(right));

    private BoundValue Compare(BinaryNode node, ComparisonOperator comparison, Scope scope)
    {
        var isEquality = comparison is ComparisonOperator.Equal or ComparisonOperator.NotEqual;
        if (isEquality && _structures.Compare(node, scope) is { } same)
            return new BoundValue(comparison is ComparisonOperator.Equal ? same : new Not(same), BoundKind.Boolean);
        var left = Operand(node.Left, scope, isEquality);
        var right = Operand(node.Right, scope, isEquality);
        left = Literals.Fit(left, right.Kind, Clause, node.Left.Position);
        right = Literals.Fit(right, left.Kind, Clause, node.Right.Position);
        if (!AreComparable(left.Kind, right.Kind))
            throw Wrong(node, left.Kind, right.Kind);
        // Points have an accuracy, so that two of the same place still differ. A collection is never null, and has no order.
        var kinds = left.Kind | right.Kind;
        if (kinds.HasFlag(BoundKind.Location) && !(isEquality && kinds.HasFlag(BoundKind.Null)))
            throw Wrong(node, left.Kind, right.Kind);
        if (kinds.HasFlag(BoundKind.Codes) && !(isEquality && left.Kind == right.Kind))
            throw Wrong(node, left.Kind, right.Kind);
        Literals.CheckCode(left, right, Clause);
        Literals.CheckCode(right, left, Clause);
        Literals.CheckCodes(left, right, Clause);
        Literals.CheckCodes(right, left, Clause);
        return new BoundValue(new Compare(comparison, left.Expression, right.Expression), BoundKind.Boolean);
    }

    // An entity is compared by its identity.
    private BoundValue Operand(SyntaxNode node, Scope scope, bool isEquality) => expressions.Bind(node, scope) switch
    {
        BoundPlace { Id: { } id } when isEquality => new BoundValue(id, BoundKind.Id),
        BoundPlace { Id: null } => throw Clause.Incompatible(node.Position, "Edm.ComplexType"),
        BoundValue value => value,
        BoundCollection { IsCodes: true } collection when isEquality => collection.AsValue(),
        BoundList list when isEquality && list.AsCodes() is { } codes => codes,
        _ => throw Clause.Incompatible(node.Position, "Collection()"),
    };

    /// <summary>The value behind the first condition that is true.</summary>
    public BoundValue Case(CaseNode node, Scope scope)
    {
        var branches = node.Branches.Select(branch => (Condition: expressions.Condition(branch.Condition, scope), Value: expressions.Value(branch.Value, scope))).ToArray();
        var kinds = branches.Select(branch => branch.Value.Kind).Where(kind => kind is not BoundKind.Null).Distinct().ToArray();
        var kind = kinds switch
        {
            [] => BoundKind.Null,
            [var one] => one,
            _ when kinds.All(IsNumber) => BoundKind.Decimal,
            _ => throw Clause.Incompatible(node.Position, string.Join(", ", kinds.Select(kind => kind.Name()))),
        };
        return new BoundValue(new Case([.. branches.Select(branch => new CaseBranch(branch.Condition, branch.Value.Expression))]), kind);
    }

    private Errors.Refusal Wrong(BinaryNode node, BoundKind left, BoundKind right) =>
        Clause.Incompatible(node.Position, $"{left.Name()} {node.Operator} {right.Name()}");

    internal static bool IsNumber(BoundKind kind) => kind is BoundKind.Integer or BoundKind.Decimal;

    private static ComparisonOperator? ComparisonOf(string word) => word switch
    {
        "eq" => ComparisonOperator.Equal,
        "ne" => ComparisonOperator.NotEqual,
        "lt" => ComparisonOperator.Less,
        "le" => ComparisonOperator.LessOrEqual,
        "gt" => ComparisonOperator.Greater,
        "ge" => ComparisonOperator.GreaterOrEqual,
        _ => null,
    };

    private static ArithmeticOperator? ArithmeticOf(string word) => word switch
    {
        "add" => ArithmeticOperator.Add,
        "sub" => ArithmeticOperator.Subtract,
        "mul" => ArithmeticOperator.Multiply,
        "div" => ArithmeticOperator.Divide,
        "divby" => ArithmeticOperator.DivideBy,
        "mod" => ArithmeticOperator.Modulo,
        _ => null,
    };
}
