using System.Collections.Frozen;
using LowCode.Definitions.Values;
using LowCode.OData.Model;
using LowCode.Runtime.Reading;
using LowCode.Storage.Queries;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace LowCode.OData.Queries;

/// <summary>Follows the paths of OData expressions through the plans, and asks at each step whether the caller may.</summary>
internal sealed class PlaceFinder(ServiceModel model, EntityPlan root, RecordReader reader, OptionText option)
{
    private readonly Dictionary<string, (Place? Rows, FrozenSet<string>? Codes, string Name, int Scope)> _variables = [];

    /// <summary>How many lambdas surround what is translated now.</summary>
    public int Depth { get; private set; }

    /// <summary>What a lambda or a count runs over.</summary>
    /// <param name="Expression">The collection.</param>
    /// <param name="Name">The property's name.</param>
    /// <param name="Rows">The type of its rows, when it is a table.</param>
    /// <param name="Entity">The set whose form it is in.</param>
    /// <param name="Codes">Its codes, when it is a multiple choice with a known list.</param>
    /// <param name="HasMembers">False for attachments: they can be counted only.</param>
    public sealed record CollectionPlace(
        Expression Expression, string Name, TypePlan? Rows, EntityPlan Entity, FrozenSet<string>? Codes, bool HasMembers);

    /// <summary>Where a single-valued node stands.</summary>
    public Place Find(QueryNode node) => node switch
    {
        ResourceRangeVariableReferenceNode variable => _variables.TryGetValue(variable.Name, out var known)
            ? known.Rows ?? throw option.NotSupported(variable.Name) : Place.Root(root),
        SingleNavigationNode navigation => Follow(Find(navigation.Source), navigation.NavigationProperty.Name),
        SingleComplexNode complex => Group(Find(complex.Source), complex.Property.Name),
        _ => throw option.NotSupported(node.Kind.ToString()),
    };

    /// <summary>The expression that reads a property.</summary>
    public Expression Property(QueryNode source, string name)
    {
        if (source is SingleComplexNode complex && IsShared(complex))
        {
            return name switch
            {
                "latitude" => new Call(Function.Latitude, [Complex(complex)!]),
                "longitude" => new Call(Function.Longitude, [Complex(complex)!]),
                _ => throw option.NotSupported(name),
            };
        }
        var place = Find(source);
        return Lookup(place, name) switch
        {
            SlotProperty slot => place.Read(slot.Ref),
            SystemProperty system => place.Read(system.Ref),
            RowKeyProperty { Part: RowKeyPart.Row } => place.Read(FieldRef.Of(SystemField.Id)),
            RowKeyProperty { Part: RowKeyPart.Record } when place.ReadOwner is not null => place.ReadOwner(FieldRef.Of(SystemField.Id)),
            _ => throw option.NotSupported(name),
        };
    }

    /// <summary>The expression of a complex value that is one slot (a location); null for a group.</summary>
    public Expression? Complex(SingleComplexNode complex)
    {
        var place = Find(complex.Source);
        return Lookup(place, complex.Property.Name) is SlotProperty slot ? place.Read(slot.Ref) : null;
    }

    /// <summary>Where a collection stands.</summary>
    public CollectionPlace Collection(QueryNode node)
    {
        var (source, name) = node switch
        {
            CollectionComplexNode complex => ((QueryNode)complex.Source, complex.Property.Name),
            CollectionPropertyAccessNode access => (access.Source, access.Property.Name),
            _ => throw option.NotSupported(node.Kind.ToString()),
        };
        var place = Find(source);
        return Lookup(place, name) switch
        {
            TableProperty table => new(place.Read(FieldRef.Of(table.Slot)), name, table.Row, place.Entity, null, true),
            SlotProperty { Slot.Kind: ValueKind.Codes } slot => new(place.Read(slot.Ref), name, null, place.Entity, slot.Codes, true),
            SlotProperty { Slot.Kind: ValueKind.Files } slot => new(place.Read(slot.Ref), name, null, place.Entity, null, false),
            _ => throw option.NotSupported(name),
        };
    }

    /// <summary>The variable of a lambda over codes.</summary>
    public Expression Code(NonResourceRangeVariable variable) => new CodeVariable(_variables[variable.Name].Scope);

    /// <summary>The known codes of what a node reads, with the property's name; null when any text is possible.</summary>
    public (string Name, FrozenSet<string> Codes)? Codes(SingleValueNode node)
    {
        if (node is NonResourceRangeVariableReferenceNode variable)
            return _variables.TryGetValue(variable.Name, out var known) && known.Codes is not null ? (known.Name, known.Codes) : null;
        return node is SingleValuePropertyAccessNode access && access.Source is not SingleComplexNode
            ? Known(Find(access.Source).Type.Find(access.Property.Name))
            : node is SingleValuePropertyAccessNode { Source: SingleComplexNode group } inGroup && !IsShared(group)
                ? Known(Find(group).Type.Find(inGroup.Property.Name)) : null;
    }

    /// <summary>Opens a lambda; dispose it behind its body.</summary>
    public LambdaScope Enter(RangeVariable variable, CollectionPlace collection)
    {
        var scope = ++Depth;
        var rows = collection.Rows is null ? null : new Place(collection.Rows, collection.Entity, field => new Field(field, scope));
        var had = _variables.TryGetValue(variable.Name, out var before);
        _variables[variable.Name] = (rows, collection.Codes, collection.Name, scope);
        return new LambdaScope(this, variable.Name, scope, had ? before : null);
    }

    /// <summary>An open lambda.</summary>
    public sealed class LambdaScope : IDisposable
    {
        private readonly PlaceFinder _finder;
        private readonly string _variable;
        private readonly (Place? Rows, FrozenSet<string>? Codes, string Name, int Scope)? _before;

        internal LambdaScope(PlaceFinder finder, string variable, int number, (Place?, FrozenSet<string>?, string, int)? before)
        {
            (_finder, _variable, Number, _before) = (finder, variable, number, before);
        }

        /// <summary>Its scope number.</summary>
        public int Number { get; }

        public void Dispose()
        {
            _finder.Depth--;
            if (_before is { } before)
                _finder._variables[_variable] = before;
            else
                _finder._variables.Remove(_variable);
        }
    }

    // Locations and attachments have types that every app shares.
    private bool IsShared(SingleComplexNode complex) =>
        model.Find((IEdmStructuredType)complex.Property.Type.Definition) is null;

    private static (string, FrozenSet<string>)? Known(PropertyPlan? property) =>
        property is SlotProperty { Codes: { } codes } ? (property.Name, codes) : null;

    private Place Follow(Place from, string name)
    {
        if (Lookup(from, name) is not NavigationProperty navigation)
            throw option.NotSupported(name);
        var target = navigation.Target;
        if (navigation.Reference is not { } reference)
            return new Place(target, target, from.ReadOwner ?? throw option.NotSupported(name));
        var id = from.Read(reference.Ref);
        return new Place(target, target, field => new Related(id, target.RecordSet, reader.Reach(target.App, target.Form), new Field(field)));
    }

    private Place Group(Place outer, string name) => Lookup(outer, name) is GroupProperty group
        ? outer with { Type = group.Type } : throw option.NotSupported(name);

    private PropertyPlan Lookup(Place place, string name)
    {
        var property = place.Type.Find(name);
        if (property is null || !Sight.Sees(reader, place.Entity, property))
        {
            throw option.UnknownProperty(name, place.Type.Properties
                .Where(other => Sight.Sees(reader, place.Entity, other)).Select(other => other.Name));
        }
        return property;
    }
}
