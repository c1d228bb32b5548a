using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Vocabularies;

namespace LowCode.OData.Model;

/// <summary>The types that are the same in every app.</summary>
internal sealed class SharedTypes
{
    public SharedTypes(EdmModel model)
    {
        Location = Complex(model, "Location",
            ("latitude", EdmPrimitiveTypeKind.Double, false),
            ("longitude", EdmPrimitiveTypeKind.Double, false),
            ("accuracy", EdmPrimitiveTypeKind.Double, true));
        foreach (var (part, unit) in (ReadOnlySpan<(string, string)>)[("latitude", "°"), ("longitude", "°"), ("accuracy", "m")])
            model.AnnotateUnit(Location.FindProperty(part), unit);
        Attachment = Complex(model, "Attachment",
            ("hash", EdmPrimitiveTypeKind.String, false),
            ("name", EdmPrimitiveTypeKind.String, false),
            ("mediaType", EdmPrimitiveTypeKind.String, false),
            ("size", EdmPrimitiveTypeKind.Int64, false),
            ("url", EdmPrimitiveTypeKind.String, true));
        model.AnnotateUnit(Attachment.FindProperty("size"), "B");
        var rule = Complex(model, "DecisionRule",
            ("rule", EdmPrimitiveTypeKind.String, false),
            ("depth", EdmPrimitiveTypeKind.Int32, false),
            ("title", EdmPrimitiveTypeKind.String, true),
            ("gate", EdmPrimitiveTypeKind.Boolean, false),
            ("held", EdmPrimitiveTypeKind.Boolean, true),
            ("outcome", EdmPrimitiveTypeKind.String, true),
            ("points", EdmPrimitiveTypeKind.Decimal, true),
            ("max", EdmPrimitiveTypeKind.Decimal, true),
            ("message", EdmPrimitiveTypeKind.String, true),
            ("evidence", EdmPrimitiveTypeKind.String, true),
            ("source", EdmPrimitiveTypeKind.String, true));
        Decision = Complex(model, "Decision",
            ("decision", EdmPrimitiveTypeKind.String, false),
            ("title", EdmPrimitiveTypeKind.String, true),
            ("outcome", EdmPrimitiveTypeKind.String, true),
            ("points", EdmPrimitiveTypeKind.Decimal, true),
            ("by", EdmPrimitiveTypeKind.String, true),
            ("at", EdmPrimitiveTypeKind.DateTimeOffset, true));
        Decision.AddStructuralProperty("rules", Collection(rule));
        Role = Complex(model, "Role",
            ("role", EdmPrimitiveTypeKind.String, false),
            ("division", EdmPrimitiveTypeKind.String, false),
            ("app", EdmPrimitiveTypeKind.String, true));
        Transition = Complex(model, "Transition",
            ("name", EdmPrimitiveTypeKind.String, false),
            ("title", EdmPrimitiveTypeKind.String, false),
            ("to", EdmPrimitiveTypeKind.String, false));
        Transition.AddStructuralProperty("needs", Strings);
        Finding = Complex(model, "Finding",
            ("code", EdmPrimitiveTypeKind.String, false),
            ("message", EdmPrimitiveTypeKind.String, false),
            ("target", EdmPrimitiveTypeKind.String, true),
            ("severity", EdmPrimitiveTypeKind.String, false));
        var offered = Complex(model, "OfferedOptions", ("field", EdmPrimitiveTypeKind.String, false));
        offered.AddStructuralProperty("codes", Strings);
        Evaluation = Complex(model, "Evaluation");
        foreach (var list in (ReadOnlySpan<string>)["hidden", "required", "readonly"])
            Evaluation.AddStructuralProperty(list, Strings);
        Evaluation.AddStructuralProperty("options", Collection(offered));
        Evaluation.AddStructuralProperty("findings", Collection(Finding));
        // What stands before and after has the field's type; clients of 4.0 know no untyped properties, but open types.
        var change = new EdmComplexType(Names.Shared, "FieldChange", null, isAbstract: false, isOpen: true);
        change.AddStructuralProperty("path", EdmPrimitiveTypeKind.String, false);
        change.AddStructuralProperty("label", EdmPrimitiveTypeKind.String, true);
        model.AddElement(change);
        Change = Complex(model, "Change",
            ("number", EdmPrimitiveTypeKind.Int64, false),
            ("revision", EdmPrimitiveTypeKind.Int64, false),
            ("command", EdmPrimitiveTypeKind.String, false),
            ("by", EdmPrimitiveTypeKind.String, false),
            ("name", EdmPrimitiveTypeKind.String, true),
            ("at", EdmPrimitiveTypeKind.DateTimeOffset, false),
            ("from", EdmPrimitiveTypeKind.String, true),
            ("deleted", EdmPrimitiveTypeKind.Boolean, false),
            ("erased", EdmPrimitiveTypeKind.Boolean, false));
        Change.AddStructuralProperty("fields", Collection(change));
        // Which fields there are follows from the form; clients of 4.0 know no untyped properties, but open types.
        var fields = new EdmComplexType(Names.Shared, "Fields", null, isAbstract: false, isOpen: true);
        model.AddElement(fields);
        Evaluation.AddStructuralProperty("record", new EdmComplexTypeReference(fields, false));
        Person = new EdmEntityType(Names.Shared, "Person");
        Person.AddKeys(Person.AddStructuralProperty("name", EdmPrimitiveTypeKind.String, false));
        Person.AddStructuralProperty("title", EdmPrimitiveTypeKind.String, false);
        Person.AddStructuralProperty("isAdministrator", EdmPrimitiveTypeKind.Boolean, false);
        Person.AddStructuralProperty("locale", EdmPrimitiveTypeKind.String, false);
        Person.AddStructuralProperty("roles", Collection(Role));
        model.AddElement(Person);
        // On a value: no more than a mask of it is told.
        model.AddElement(new EdmTerm(Names.Shared, "masked", EdmPrimitiveTypeKind.Boolean, "Property"));
    }

    public EdmComplexType Location { get; }
    public EdmComplexType Attachment { get; }
    public EdmComplexType Decision { get; }
    public EdmComplexType Role { get; }
    public EdmComplexType Transition { get; }
    public EdmComplexType Finding { get; }
    public EdmComplexType Evaluation { get; }
    public EdmComplexType Change { get; }
    public EdmEntityType Person { get; }

    private static IEdmTypeReference Strings => EdmCoreModel.GetCollection(EdmCoreModel.Instance.GetString(false));

    public static IEdmTypeReference Collection(EdmComplexType item) =>
        new EdmCollectionTypeReference(new EdmCollectionType(new EdmComplexTypeReference(item, false)));

    private static EdmComplexType Complex(
        EdmModel model, string name, params ReadOnlySpan<(string Name, EdmPrimitiveTypeKind Kind, bool Nullable)> properties)
    {
        var type = new EdmComplexType(Names.Shared, name);
        foreach (var property in properties)
        {
            type.AddStructuralProperty(property.Name, property.Kind == EdmPrimitiveTypeKind.Decimal
                ? EdmCoreModel.Instance.GetDecimal(null, null, property.Nullable)
                : EdmCoreModel.Instance.GetPrimitive(property.Kind, property.Nullable));
        }
        model.AddElement(type);
        return type;
    }
}
