using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Syntax;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Binding;

/// <summary>Binds the expressions of one clause: gives each node to the binder for its kind.</summary>
internal sealed class ExpressionBinder
{
    private readonly Binder _binder;
    private readonly PathBinder _paths;
    private readonly CollectionBinder _collections;
    private readonly OperatorBinder _operators;
    private readonly FunctionBinder _functions;

    public ExpressionBinder(Binder binder, Clause clause)
    {
        (_binder, Clause) = (binder, clause);
        _paths = new PathBinder(binder, this);
        _collections = new CollectionBinder(this);
        _operators = new OperatorBinder(this);
        _functions = new FunctionBinder(this);
    }

    public Clause Clause { get; }

    public Bound Bind(SyntaxNode node, Scope scope)
    {
        _binder.Count(Clause, 1);
        return OfKind(node, scope);
    }

    private Bound OfKind(SyntaxNode node, Scope scope) => node switch
    {
        LiteralNode { Kind: LiteralKind.Geography } shape => GeoText.Read(shape, Clause),
        LiteralNode literal => Literals.Of(literal, Clause),
        StepNode step => _paths.Step(step, scope),
        KeyNode key => _paths.Key(key, scope),
        AliasNode alias => Alias(alias, scope),
        ChainNode chain => Chain(chain, scope),
        NotNode not => new BoundValue(new Not(Condition(not.Operand, scope)), BoundKind.Boolean),
        NegateNode negate => _operators.Negate(negate, scope),
        BinaryNode { Operator: "in" } membership => _collections.In(membership, scope),
        BinaryNode binary => _operators.Binary(binary, scope),
        CallNode call => _functions.Call(call, scope),
        LambdaNode lambda => _collections.Lambda(lambda, scope),
        CountNode count => _collections.Count(count, scope),
        ListNode list => new BoundList([.. list.Items.Select(item => Value(item, scope))]),
        CaseNode choice => _operators.Case(choice, scope),
        _ => throw Clause.NotSupported("{…}"),
    };

    /// <summary>A node that must be a single value.</summary>
    public BoundValue Value(SyntaxNode node, Scope scope) => Bind(node, scope) switch
    {
        BoundValue value => value,
        BoundPlace { Id: null } => throw Clause.Incompatible(node.Position, "Edm.ComplexType"),
        BoundPlace => throw Clause.Incompatible(node.Position, "Edm.EntityType"),
        BoundShape => throw Clause.Incompatible(node.Position, "Edm.Geography"),
        _ => throw Clause.Incompatible(node.Position, "Collection()"),
    };

    /// <summary>A node that must be a condition.</summary>
    public Expression Condition(SyntaxNode node, Scope scope)
    {
        var value = Value(node, scope);
        return value.Kind is BoundKind.Boolean or BoundKind.Null
            ? value.Expression : throw Clause.Incompatible(node.Position, $"{value.Kind.Name()}, Edm.Boolean");
    }

    /// <summary>A node that must be a value with an order.</summary>
    public Expression Sortable(SyntaxNode node, Scope scope)
    {
        var value = Value(node, scope);
        return value.Kind is BoundKind.Location or BoundKind.Codes ? throw Clause.Incompatible(node.Position, value.Kind.Name()) : value.Expression;
    }

    /// <summary>What a name means behind something that has been bound.</summary>
    public Bound Step(Bound source, StepNode node)
    {
        _binder.Count(Clause, 1);
        return _paths.Step(source, node);
    }

    /// <summary>The properties of a type that the caller sees at a place.</summary>
    public IEnumerable<PropertyPlan> Seen(Place place, TypePlan type) => Sight.Seen(_binder.Reader, place.Entity!, type);

    /// <summary>A search in what the variable of a scope is.</summary>
    public Expression Search(Token text, Place place, int scope) => place is { Type: { } type, Entity: { } entity }
        ? SearchFields.Search(Clause, text.Text, text.Position, type, entity, _binder.Reader, scope) : throw Clause.NotSupported("$search");

    private BoundValue Chain(ChainNode chain, Scope scope)
    {
        var operands = chain.Operands.Select(operand => Condition(operand, scope));
        return new BoundValue(chain.IsAnd ? new And([.. operands]) : new Or([.. operands]), BoundKind.Boolean);
    }

    private Bound Alias(AliasNode node, Scope scope)
    {
        if (scope.Assigned.TryGetValue(node.Name, out var assigned))
        {
            return scope.Aliases.Contains(node.Name)
                ? throw Refusal.BadRequest(ODataMessages.AliasLoop, Clause.Option, ("alias", node.Name))
                : Bind(assigned, scope with { Aliases = scope.Aliases.Add(node.Name) });
        }
        if (_binder.Options[node.Name] is not { Length: > 0 } text)
            throw Refusal.BadRequest(ODataMessages.MissingAlias, Clause.Option, ("alias", node.Name));
        if (scope.Aliases.Contains(node.Name))
            throw Refusal.BadRequest(ODataMessages.AliasLoop, Clause.Option, ("alias", node.Name));
        var clause = Clause.Of(node.Name, text);
        return new ExpressionBinder(_binder, clause).Bind(ExpressionParser.Parse(clause), scope with { Aliases = scope.Aliases.Add(node.Name) });
    }
}
