using System.Collections.Frozen;
using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Values;
using Microsoft.OData.Edm;

namespace LowCode.OData.Model;

/// <summary>
/// Turns the fields of one form into properties and complex types, and remembers on its way the references and tables
/// that become navigation and flat sets once all types are there.
/// </summary>
/// <param name="model">Where types go.</param>
/// <param name="shared">The shared types.</param>
/// <param name="ns">Namespace of the app.</param>
/// <param name="form">Name of the form.</param>
/// <param name="codes">The codes of an option list that a field names; null when it cannot be found.</param>
/// <param name="types">Where the plans of complex types go.</param>
internal sealed class FieldTypesBuilder(
    ServiceEdm model,
    SharedTypes shared,
    string ns,
    string form,
    Func<FieldDefinition, FrozenSet<string>?> codes,
    List<TypePlan> types)
{
    /// <summary>Adds the fields to a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="shape">Where their slots are.</param>
    /// <param name="prefix">Dotted path in front of the fields' names, in the shape.</param>
    /// <param name="typePrefix">What nested types' names begin with.</param>
    /// <param name="reserved">Names that are taken.</param>
    /// <param name="found">References and tables that were met, those in groups too.</param>
    public IEnumerable<PropertyPlan> Add(
        EdmStructuredType type, ImmutableArray<FieldDefinition> fields, Shape shape, string prefix, string typePrefix,
        string[] reserved, Links found)
    {
        foreach (var field in fields)
        {
            var path = prefix + field.Name;
            var name = Names.Property(field, fields, reserved);
            if (field.Type.IsGroup)
            {
                yield return Group(type, field, name, shape, path, typePrefix, found);
                continue;
            }
            var slot = shape[path];
            if (field.Type.IsTable)
                yield return Table(type, field, name, slot, path, typePrefix, found);
            else
                yield return Value(type, field, name, slot, path, found);
        }
    }

    private SlotProperty Value(EdmStructuredType type, FieldDefinition field, string name, Slot slot, string path, Links found)
    {
        var edm = type.AddStructuralProperty(name, PropertyTypes.Of(slot.Kind, field, shared));
        var known = codes(field);
        model.AnnotateField(edm, field, known);
        var property = new SlotProperty(name, slot) { Field = field, IsComputed = !field.IsEntered, Codes = known };
        if (field.To is not null)
            found.References.Add((path.Replace('.', '_'), field.To, property));
        return property;
    }

    private GroupProperty Group(
        EdmStructuredType type, FieldDefinition field, string name, Shape shape, string path, string typePrefix, Links found)
    {
        var complex = NewComplex(typePrefix + field.Name);
        var edm = type.AddStructuralProperty(name, new EdmComplexTypeReference(complex.Type, false));
        model.AnnotateField(edm, field);
        complex.Plan.Complete(
            Add(complex.Type, field.Fields, shape, path + ".", typePrefix + field.Name + "_", [], found).ToArray());
        return new GroupProperty(name, complex.Plan) { Field = field };
    }

    private TableProperty Table(
        EdmStructuredType type, FieldDefinition field, string name, Slot slot, string path, string typePrefix, Links found)
    {
        var complex = NewComplex(typePrefix + field.Name);
        var edm = type.AddStructuralProperty(name, SharedTypes.Collection(complex.Type));
        model.AnnotateField(edm, field);
        complex.Type.AddStructuralProperty(Names.RowId, EdmCoreModel.Instance.GetGuid(true));
        var inner = new Links();
        var properties = Add(complex.Type, field.Fields, slot.Rows!, "", typePrefix + field.Name + "_", Names.OfRows, inner);
        complex.Plan.Complete([new RowKeyProperty(Names.RowId, RowKeyPart.Row), .. properties]);
        found.Tables.Add((typePrefix + field.Name, field, slot, inner));
        return new TableProperty(name, slot, complex.Plan) { Field = field };
    }

    private (EdmComplexType Type, TypePlan Plan) NewComplex(string name)
    {
        var type = new EdmComplexType(ns, $"{form}_{name}");
        model.AddElement(type);
        var plan = new TypePlan(type);
        types.Add(plan);
        return (type, plan);
    }
}

/// <summary>References and tables that were met under way.</summary>
internal sealed class Links
{
    /// <summary>Name of the link, what it leads to (<c>form</c> or <c>app/form</c>), and the property with the id.</summary>
    public List<(string Name, string To, SlotProperty Id)> References { get; } = [];

    /// <summary>Name of the set behind the form's, the table, its slot, and what is inside.</summary>
    public List<(string Name, FieldDefinition Field, Slot Slot, Links Inner)> Tables { get; } = [];
}
