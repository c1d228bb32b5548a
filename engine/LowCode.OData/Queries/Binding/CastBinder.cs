using LowCode.Definitions.Values;
using LowCode.OData.Syntax;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Binding;

/// <summary>Binds cast and isof (OData 4.01 Part 2, 5.1.1.10).</summary>
internal sealed class CastBinder(ExpressionBinder expressions)
{
    private Clause Clause => expressions.Clause;

    public BoundValue Cast(CallNode node, Scope scope)
    {
        if (node.Arguments is not [var operand, StepNode { Source: null } type])
            throw Clause.UnknownFunction(node.Position, node.Name);
        var kind = BoundKinds.Of(type.Name) ?? throw Clause.NotSupported(type.Name);
        var value = expressions.Value(operand, scope);
        if (value.Kind is BoundKind.Null || value.Kind == kind)
            return value with { Kind = kind, Literal = null };
        if (value.Literal is { } text)
            return BoundValue.Of(Literals.Cast(text, kind) ?? throw Clause.WrongLiteral(operand.Position, text), kind);
        if (kind is BoundKind.Duration or BoundKind.Location || value.Kind is BoundKind.Duration)
            throw Clause.NotSupported($"cast({value.Kind.Name()},{kind.Name()})");
        if (!Exists(value.Kind, kind))
            throw Clause.Incompatible(node.Position, $"cast({value.Kind.Name()},{kind.Name()})");
        var cast = new Cast(value.Expression, ValueKindOf(kind));
        return value.Expression is Constant
            ? BoundValue.Of(CompiledExpression.Compile(cast).Evaluate(new EvaluationFrame()), kind) : new BoundValue(cast, kind);
    }

    /// <summary>Types are known beforehand: what is asked is whether there is a value of them.</summary>
    public BoundValue IsOf(CallNode node, Scope scope)
    {
        if (node.Arguments is [StepNode { Source: null } alone])
            return BoundValue.Of(Value.Of(scope.It?.Entity?.TypeName == alone.Name), BoundKind.Boolean);
        if (node.Arguments is not [var operand, StepNode { Source: null } type])
            throw Clause.UnknownFunction(node.Position, node.Name);
        var isIt = expressions.Bind(operand, scope) switch
        {
            BoundValue value => IsOf(value, type.Name) ? value.Expression : null,
            BoundPlace { Id: { } id, Place.Entity.TypeName: var name } => name == type.Name ? id : null,
            _ => throw Clause.UnknownFunction(node.Position, node.Name),
        };
        return isIt is null
            ? BoundValue.Of(Value.Of(false), BoundKind.Boolean)
            : new BoundValue(new Compare(ComparisonOperator.NotEqual, isIt, new Constant(default)), BoundKind.Boolean);
    }

    private static bool IsOf(BoundValue value, string type) => type switch
    {
        "Edm.PrimitiveType" or "Edm.Untyped" => value.Kind is not BoundKind.Location,
        _ => value.Kind.Name() == type,
    };

    private static bool Exists(BoundKind from, BoundKind to) => (from, to) switch
    {
        (BoundKind.Location or BoundKind.Codes, _) => false,
        (BoundKind.Text, _) or (_, BoundKind.Text) => true,
        (BoundKind.Integer, BoundKind.Decimal) or (BoundKind.Decimal, BoundKind.Integer) => true,
        (BoundKind.Date, BoundKind.Instant) or (BoundKind.Instant, BoundKind.Date or BoundKind.Time) => true,
        _ => false,
    };

    private static ValueKind ValueKindOf(BoundKind kind) => kind switch
    {
        BoundKind.Boolean => ValueKind.Boolean,
        BoundKind.Integer => ValueKind.Integer,
        BoundKind.Decimal => ValueKind.Decimal,
        BoundKind.Date => ValueKind.Date,
        BoundKind.Time => ValueKind.Time,
        BoundKind.Instant => ValueKind.Instant,
        BoundKind.Id => ValueKind.Id,
        _ => ValueKind.Text,
    };
}
