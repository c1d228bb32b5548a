using System.Collections.Frozen;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Values;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Vocabularies;

namespace LowCode.OData.Model;

/// <summary>
/// What a field's definition says of its values, as annotations: only what holds for drafts too. What depends on rules
/// (required, visible) is told by the dry run.
/// </summary>
internal static class FieldAnnotations
{
    private const string Core = "Org.OData.Core.V1.";
    private const string Validation = "Org.OData.Validation.V1.";

    /// <summary>Describes a property by its field.</summary>
    /// <param name="model">The model.</param>
    /// <param name="property">The property.</param>
    /// <param name="field">Its field.</param>
    /// <param name="codes">The codes that its option list has ever had, or null.</param>
    public static void AnnotateField(this ServiceEdm model, EdmStructuralProperty property, FieldDefinition field, FrozenSet<string>? codes = null)
    {
        model.Describe(property, field.Label, field.Hint);
        if (codes is not null)
            model.AnnotateCodes(property, codes.Order(StringComparer.Ordinal));
        if (field.Unit is { } unit)
            model.AnnotateUnit(property, unit.In(model.Locale));
        if (field.Type.IsGroup)
            return;
        if (!field.IsEntered)
            model.AnnotateComputed(property);
        else
            AnnotateEntered(model, property, field);
    }

    /// <summary>The unit of a number.</summary>
    public static void AnnotateUnit(this EdmModel model, IEdmVocabularyAnnotatable property, string unit) =>
        model.Annotate(property, model.Term("Org.OData.Measures.V1.Unit"), new EdmStringConstant(unit));

    private static void AnnotateEntered(ServiceEdm model, EdmStructuralProperty property, FieldDefinition field)
    {
        if (field.Default is not null)
            model.Annotate(property, model.Term(Core + "ComputedDefaultValue"), new EdmBooleanConstant(true));
        var constraints = field.Constraints;
        if (Constant(constraints.Min) is { } least)
            model.Annotate(property, model.Term(Validation + "Minimum"), least);
        if (Constant(constraints.Max) is { } most)
            model.Annotate(property, model.Term(Validation + "Maximum"), most);
        if (constraints.MaxCount is { } count && property.Type.IsCollection())
            model.Annotate(property, model.Term(Validation + "MaxItems"), new EdmIntegerConstant(count));
        if (field.Pattern is { } pattern)
            model.Annotate(property, model.Term(Validation + "Pattern"), new EdmStringConstant($"^(?:{pattern})$"));
    }

    private static IEdmExpression? Constant(Value bound) => bound.Kind switch
    {
        ValueKind.Integer => new EdmIntegerConstant(bound.AsInteger()),
        ValueKind.Decimal => new EdmDecimalConstant(bound.AsDecimal()),
        _ => null,
    };
}
