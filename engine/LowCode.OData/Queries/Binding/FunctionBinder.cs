using System.Collections.Frozen;
using LowCode.Definitions.Values;
using LowCode.OData.Syntax;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Binding;

/// <summary>Binds OData's canonical functions (OData 4.01 Part 2, 5.1.1.5 to 5.1.1.9), by name and types of arguments.</summary>
internal sealed class FunctionBinder(ExpressionBinder expressions)
{
    // What OData knows and is not served.
    private static readonly FrozenSet<string> Later = new[]
    {
        "hassubset", "hassubsequence", "totaloffsetminutes", "totalseconds", "isof", "geo.distance", "geo.intersects", "geo.length",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly CastBinder _casts = new(expressions);

    private Clause Clause => expressions.Clause;

    public BoundValue Call(CallNode node, Scope scope)
    {
        var name = node.Name.ToLowerInvariant();
        if (name == "cast")
            return _casts.Cast(node, scope);
        if (Later.Contains(name))
            throw Clause.NotSupported(node.Name);
        if (!Signatures.ByName.TryGetValue(name, out var signatures))
            throw Clause.UnknownFunction(node.Position, node.Name);
        var arguments = node.Arguments.Select(argument => Argument(node, argument, scope)).ToArray();
        foreach (var signature in signatures)
        {
            if (signature.Takes(arguments))
                return Bound(name, signature, arguments);
        }
        throw Clause.UnknownFunction(node.Position, node.Name);
    }

    private static BoundValue Bound(string name, Signature signature, BoundValue[] arguments)
    {
        var expression = name switch
        {
            "mindatetime" => new Constant(Value.Of(DateTimeOffset.MinValue)),
            "maxdatetime" => new Constant(Value.Of(DateTimeOffset.MaxValue)),
            _ => WithEmptyText(name, arguments) ?? new Call(signature.Function, [.. arguments.Select(argument => argument.Expression)]),
        };
        return new BoundValue(expression, signature.ResultFor(arguments));
    }

    // The empty text is empty in the query model, and a function of nothing is nothing: here it is a text.
    private static Expression? WithEmptyText(string name, BoundValue[] arguments)
    {
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
        BoundPlace { Id: null } when argument is StepNode step => throw Clause.NotSupported(step.Name),
        _ => throw Clause.UnknownFunction(node.Position, node.Name),
    };
}
