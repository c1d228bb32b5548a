using LowCode.OData.Syntax;
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
        if (BoundKinds.Of(type.Name) is not { } kind)
            throw Clause.NotSupported(type.Name);
        var value = expressions.Value(operand, scope);
        if (value.Literal is { } text)
            return BoundValue.Of(Literals.Cast(text, kind) ?? throw Clause.WrongLiteral(operand.Position, text), kind);
        if (value.Expression is not Constant constant)
            throw Clause.NotSupported("cast");
        if (value.Kind == kind || value.Kind is BoundKind.Null)
            return value with { Kind = kind };
        return BoundValue.Of(Literals.Cast(constant.Value.ToString(), kind) ?? throw Clause.WrongLiteral(operand.Position, constant.Value.ToString()), kind);
    }
}
