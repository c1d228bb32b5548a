using LowCode.Definitions.Values;
using LowCode.OData.Syntax;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Binding;

/// <summary>Binds OData's canonical functions (OData 4.01 Part 2, 5.1.1.5 to 5.1.1.9), by name and types of arguments.</summary>
internal sealed class FunctionBinder(ExpressionBinder expressions)
{
    private readonly CastBinder _casts = new(expressions);
    private readonly GeoBinder _shapes = new(expressions);

    private Clause Clause => expressions.Clause;

    public BoundValue Call(CallNode node, Scope scope)
    {
        var name = node.Name.ToLowerInvariant();
        switch (name)
        {
            case "cast": return _casts.Cast(node, scope);
            case "isof": return _casts.IsOf(node, scope);
            case "geo.length": return _shapes.Length(node, scope);
            case "geo.intersects": return _shapes.Intersects(node, scope);
            default: break;
        }
        if (!Signatures.ByName.TryGetValue(name, out var signatures))
            throw Clause.UnknownFunction(node.Position, node.Name);
        var arguments = node.Arguments.Select(argument => Argument(node, argument, scope)).ToArray();
        foreach (var signature in signatures)
        {
            if (signature.Takes(arguments))
            {
                CheckCodes(name, arguments);
                return Bound(name, signature, arguments);
            }
        }
        throw Clause.UnknownFunction(node.Position, node.Name);
    }

    private static BoundValue Bound(string name, Signature signature, BoundValue[] arguments)
    {
        var expression = name switch
        {
            // A duration is its seconds.
            "totalseconds" => arguments[0].Expression,
            "mindatetime" => new Constant(Value.Of(DateTimeOffset.MinValue)),
            "maxdatetime" => new Constant(Value.Of(DateTimeOffset.MaxValue)),
            _ => WithNothing(name, arguments) ?? new Call(signature.Function, [.. arguments.Select(argument => argument.Expression)]),
        };
        return new BoundValue(expression, signature.ResultFor(arguments));
    }

    // The empty text and the empty list are empty in the query model, and a function of nothing is nothing: here they are
    // a text and a list.
    private static Expression? WithNothing(string name, BoundValue[] arguments)
    {
        if (arguments is [var codes, { Kind: BoundKind.Codes, Expression: Constant { Value.IsEmpty: true } none }])
        {
            return name switch
            {
                "contains" or "startswith" or "endswith" => new Call(Function.HasSubset, [codes.Expression, none]),
                "indexof" => new Constant(Value.Of(0L)),
                "concat" => codes.Expression,
                _ => null,
            };
        }
        switch (name)
        {
            case "contains" or "startswith" or "endswith" when arguments[1].Literal is "":
                return new Call(Function.Contains, [arguments[0].Expression, arguments[0].Expression]);
            case "indexof" when arguments[1].Literal is "": return new Call(Function.IndexOf, [arguments[0].Expression, arguments[0].Expression]);
            case "concat" when arguments[1].Literal is "": return arguments[0].Expression;
            case "concat" when arguments[0].Literal is "": return arguments[1].Expression;
            case "startswith" when arguments[1].Expression is Constant { Value.Kind: ValueKind.Text } prefix:
                return new StartsWith(arguments[0].Expression, prefix.Value.AsText());
            default: return null;
        }
    }

    private BoundValue Argument(CallNode node, SyntaxNode argument, Scope scope) => expressions.Bind(argument, scope) switch
    {
        BoundValue value => value,
        BoundCollection { IsCodes: true } collection => collection.AsValue(),
        BoundList list => list.AsCodes() ?? throw Clause.NotSupported($"{node.Name}([…])"),
        _ => throw Clause.UnknownFunction(node.Position, node.Name),
    };

    private void CheckCodes(string name, BoundValue[] arguments)
    {
        if (name is not "concat" && arguments is [var property, var list, ..])
            Literals.CheckCodes(property, list, Clause);
    }
}
