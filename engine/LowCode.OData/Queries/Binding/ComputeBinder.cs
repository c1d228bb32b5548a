using System.Collections.Immutable;
using LowCode.OData.Syntax;

namespace LowCode.OData.Queries.Binding;

/// <summary>A value with the name that a request has given it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
internal sealed record ComputedValue(string Name, BoundValue Value);

/// <summary>Binds what is computed: values that can stand in a column, each under a name that is free.</summary>
internal static class ComputeBinder
{
    private const int Most = 100;

    /// <summary>Values beside the properties of the place where a scope is, which do not read each other.</summary>
    public static ImmutableArray<ComputedValue> Bind(
        Binder binder, Clause clause, ImmutableArray<(SyntaxNode Of, Token Name)> columns, Scope scope)
    {
        if (columns.Length > Most)
            throw clause.TooDeep();
        CheckTwice(clause, columns.Select(column => column.Name));
        return [.. columns.Select(column => new ComputedValue(Free(binder, clause, column.Name, scope.Here), Named(binder, clause, column.Of, scope)))];
    }

    /// <summary>A value that can stand in a column.</summary>
    public static BoundValue Scalar(Binder binder, Clause clause, SyntaxNode node, Scope scope)
    {
        // Over the members of a collection OData joins; the sets of rows are there for that.
        if (node is StepNode { Source: StepNode source } && new ExpressionBinder(binder, clause).Bind(source, scope) is BoundCollection collection)
            throw clause.NotSupported($"{collection.Name}/…");
        return Column(clause, node, binder.Value(clause, node, scope));
    }

    /// <summary>Refuses what cannot stand in a column.</summary>
    public static BoundValue Column(Clause clause, SyntaxNode node, BoundValue value) => value.Kind switch
    {
        BoundKind.Location or BoundKind.Codes => throw clause.Incompatible(node.Position, value.Kind.Name()),
        _ => value,
    };

    /// <summary>Refuses a name that is given twice.</summary>
    public static void CheckTwice(Clause clause, IEnumerable<Token> names)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!known.Add(name.Text))
                throw clause.NameTaken(name.Position, name.Text);
        }
    }

    private static string Free(Binder binder, Clause clause, Token name, Place place) =>
        place.Names.ContainsKey(name.Text) || Sight.FindShown(binder.Reader, place.Entity!, place.Type!, name.Text) is not null
            ? throw clause.NameTaken(name.Position, name.Text) : name.Text;

    // It is no literal any more that could be cast, and whoever names it again pays for all of it.
    private static BoundValue Named(Binder binder, Clause clause, SyntaxNode node, Scope scope)
    {
        var before = binder.Nodes;
        var value = Scalar(binder, clause, node, scope);
        return value with { Literal = null, Nodes = binder.Nodes - before };
    }
}
