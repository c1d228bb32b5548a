using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Vocabularies;

namespace LowCode.OData.Describing;

/// <summary>Reads what a model is annotated with.</summary>
internal static class AnnotationReading
{
    /// <summary>The text of a term, or null.</summary>
    public static string? TextOf(this IEdmModel model, IEdmVocabularyAnnotatable target, string term) =>
        (Find(model, target, term) as IEdmStringConstantExpression)?.Value;

    /// <summary>The number of a term, or null.</summary>
    public static decimal? NumberOf(this IEdmModel model, IEdmVocabularyAnnotatable target, string term) => Find(model, target, term) switch
    {
        IEdmIntegerConstantExpression whole => whole.Value,
        IEdmDecimalConstantExpression number => number.Value,
        _ => null,
    };

    /// <summary>Whether a term is true.</summary>
    public static bool Has(this IEdmModel model, IEdmVocabularyAnnotatable target, string term) =>
        Find(model, target, term) is IEdmBooleanConstantExpression { Value: true };

    /// <summary>The codes that a property may have, or null when any text is possible.</summary>
    public static IEnumerable<string>? CodesOf(this IEdmModel model, IEdmVocabularyAnnotatable target) =>
        (Find(model, target, "Org.OData.Validation.V1.AllowedValues") as IEdmCollectionExpression)?.Elements
            .OfType<IEdmRecordExpression>().Select(record => ((IEdmStringConstantExpression)record.Properties.First().Value).Value);

    private static IEdmExpression? Find(IEdmModel model, IEdmVocabularyAnnotatable target, string term) =>
        model.FindVocabularyAnnotations<IEdmVocabularyAnnotation>(target, term).FirstOrDefault()?.Value;
}
