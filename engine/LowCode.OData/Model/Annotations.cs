using LowCode.Definitions.Messages;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Vocabularies;
using Microsoft.OData.Edm.Vocabularies.V1;

namespace LowCode.OData.Model;

/// <summary>Puts vocabulary annotations on a model, inline where they belong.</summary>
internal static class Annotations
{
    private static readonly string[] Vocabularies = ["Core", "Capabilities", "Validation", "Measures", "Aggregation", "Repeatability"];

    private static readonly string[] Transformations =
    [
        "filter", "search", "compute", "aggregate", "groupby", "orderby", "top", "skip", "topcount", "topsum", "toppercent",
        "bottomcount", "bottomsum", "bottompercent", "concat", "identity", "join", "outerjoin",
    ];

    /// <summary>What people call it, and what they should know of it, in the language of the model.</summary>
    public static void Describe(this ServiceEdm model, IEdmVocabularyAnnotatable target, LocalizedText? label, LocalizedText? more = null)
    {
        if (label is not null)
            model.Annotate(target, CoreVocabularyModel.DescriptionTerm, new EdmStringConstant(label.In(model.Locale)));
        if (more is not null)
            model.Annotate(target, CoreVocabularyModel.LongDescriptionTerm, new EdmStringConstant(more.In(model.Locale)));
    }

    public static void AnnotateComputed(this EdmModel model, IEdmVocabularyAnnotatable target) =>
        model.Annotate(target, CoreVocabularyModel.ComputedTerm, new EdmBooleanConstant(true));

    public static void AnnotateCodes(this EdmModel model, IEdmVocabularyAnnotatable target, IEnumerable<string> codes)
    {
        var term = model.FindTerm("Org.OData.Validation.V1.AllowedValues");
        model.Annotate(target, term, new EdmCollectionExpression(codes.Select(code =>
            new EdmRecordExpression(new EdmPropertyConstructor("Value", new EdmStringConstant(code))))));
    }

    /// <summary>Adds a parameter that may be left out. The library's own optional ones are annotated without a value.</summary>
    public static void AddOptional(this EdmModel model, EdmOperation operation, string name, IEdmTypeReference type) =>
        model.Annotate(operation.AddParameter(name, type), model.FindTerm("Org.OData.Core.V1.OptionalParameter"), new EdmRecordExpression());

    public static void AnnotateReadOnly(this EdmModel model, IEdmEntitySet set)
    {
        foreach (var (term, property) in (ReadOnlySpan<(string, string)>)
            [("InsertRestrictions", "Insertable"), ("UpdateRestrictions", "Updatable"), ("DeleteRestrictions", "Deletable")])
        {
            model.Annotate(set, model.FindTerm("Org.OData.Capabilities.V1." + term),
                new EdmRecordExpression(new EdmPropertyConstructor(property, new EdmBooleanConstant(false))));
        }
    }

    /// <summary>What can be done with records of a set beside single writes.</summary>
    public static void AnnotateWritable(this EdmModel model, IEdmEntitySet set) =>
        model.Annotate(set, model.Term("Org.OData.Capabilities.V1.UpdateRestrictions"),
            new EdmRecordExpression(True("Upsertable"), True("DeltaUpdateSupported")));

    /// <summary>The caller is what the host says.</summary>
    public static void AnnotateReadOnly(this EdmModel model, IEdmSingleton singleton) =>
        model.Annotate(singleton, model.Term("Org.OData.Capabilities.V1.UpdateRestrictions"),
            new EdmRecordExpression(new EdmPropertyConstructor("Updatable", new EdmBooleanConstant(false))));

    /// <summary>Whether changes of the set can be followed, whatever properties a query has; not those of what it links to.</summary>
    public static void AnnotateTracked(this EdmModel model, IEdmEntitySet set, bool supported) =>
        model.Annotate(set, model.FindTerm("Org.OData.Capabilities.V1.ChangeTracking"),
            new EdmRecordExpression(new EdmPropertyConstructor("Supported", new EdmBooleanConstant(supported))));

    /// <summary>What holds for the service as a whole: its versions and where operations need no qualified name.</summary>
    public static void AnnotateService(this EdmModel model, IEdmEntityContainer container)
    {
        model.Annotate(container, model.FindTerm("Org.OData.Core.V1.ODataVersions"), new EdmStringConstant("4.0 4.01"));
        var support = model.FindTerm("Org.OData.Capabilities.V1.KeyAsSegmentSupported");
        if (support is not null)
            model.Annotate(container, support, new EdmBooleanConstant(true));
        model.Annotate(container, model.Term("Org.OData.Capabilities.V1.AsynchronousRequestsSupported"), new EdmBooleanConstant(false));
        model.Annotate(container, model.Term("Org.OData.Capabilities.V1.CrossJoinSupported"), new EdmBooleanConstant(true));
        model.Annotate(container, model.Term("Org.OData.Repeatability.V1.Supported"), new EdmBooleanConstant(true));
        model.Annotate(container, model.FindTerm("Org.OData.Capabilities.V1.BatchSupported"), new EdmBooleanConstant(true));
        model.Annotate(container, model.FindTerm("Org.OData.Capabilities.V1.BatchContinueOnErrorSupported"), new EdmBooleanConstant(true));
        if (model.FindTerm("Org.OData.Capabilities.V1.BatchSupport") is { } batch)
        {
            model.Annotate(container, batch, new EdmRecordExpression(
                True("Supported"), True("ContinueOnErrorSupported"), True("ReferencesInRequestBodiesSupported"),
                True("ReferencesAcrossChangeSetsSupported"), True("EtagReferencesSupported"),
                new EdmPropertyConstructor("SupportedFormats", new EdmCollectionExpression(
                    new EdmStringConstant("application/json"), new EdmStringConstant("multipart/mixed")))));
        }
    }

    private static EdmPropertyConstructor True(string property) => new(property, new EdmBooleanConstant(true));

    /// <summary>What $apply can do with every set.</summary>
    public static void AnnotateAggregation(this EdmModel model, IEdmEntityContainer container)
    {
        const string vocabulary = "Org.OData.Aggregation.V1";
        var rollup = new EdmEnumType(vocabulary, "RollupType");
        var several = rollup.AddMember("MultipleHierarchies", new EdmEnumMemberValue(2));
        model.Annotate(container, new EdmTerm(vocabulary, "ApplySupported", EdmCoreModel.Instance.GetUntyped()), new EdmRecordExpression(
            new EdmPropertyConstructor("Transformations", new EdmCollectionExpression(Transformations.Select(name => new EdmStringConstant(name)))),
            new EdmPropertyConstructor("Rollup", new EdmEnumMemberExpression(several))));
    }

    /// <summary>Names the documents in which the vocabularies are defined.</summary>
    public static void ReferVocabularies(this EdmModel model)
    {
        model.SetEdmReferences(
        [
            .. from vocabulary in Vocabularies
               let ns = $"Org.OData.{vocabulary}.V1"
               let reference = new EdmReference(new Uri($"https://oasis-tcs.github.io/odata-vocabularies/vocabularies/{ns}.xml"))
               select Including(reference, vocabulary, ns),
        ]);
        // Else the JSON writer knows the aliases only after the XML writer has run.
        foreach (var vocabulary in Vocabularies)
            model.SetNamespaceAlias($"Org.OData.{vocabulary}.V1", vocabulary);
    }

    private static EdmReference Including(EdmReference reference, string alias, string ns)
    {
        reference.AddInclude(new EdmInclude(alias, ns));
        return reference;
    }

    /// <summary>A term by its name, also one that the library does not know.</summary>
    public static IEdmTerm Term(this EdmModel model, string name)
    {
        var dot = name.LastIndexOf('.');
        return model.FindTerm(name) ?? new EdmTerm(name[..dot], name[(dot + 1)..], EdmCoreModel.Instance.GetUntyped());
    }

    public static void Annotate(this EdmModel model, IEdmVocabularyAnnotatable target, IEdmTerm term, IEdmExpression value)
    {
        var annotation = new EdmVocabularyAnnotation(target, term, value);
        annotation.SetSerializationLocation(model, EdmVocabularyAnnotationSerializationLocation.Inline);
        model.SetVocabularyAnnotation(annotation);
    }
}
