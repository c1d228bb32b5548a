using System.Text.Json.Nodes;
using LowCode.OData.Model;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Vocabularies;

namespace LowCode.OData.Describing;

/// <summary>
/// The types of a service as JSON schemas: as they are read, and those of records as they are written too, without what
/// clients cannot set. Codes of choices are told and not enforced: newer records may have newer ones.
/// </summary>
internal sealed class OpenApiSchemas(ServiceModel model)
{
    public const string Written = "-write";

    public static JsonObject Reference(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    public static JsonObject Reference(IEdmSchemaElement type, bool written = false) => Reference(type.FullName() + (written ? Written : ""));

    public JsonObject Write()
    {
        var schemas = new JsonObject();
        foreach (var type in model.Edm.SchemaElements.OfType<IEdmStructuredType>())
        {
            var name = ((IEdmSchemaElement)type).FullName();
            schemas[name] = Schema(type, written: false);
            if (IsWritten(type))
                schemas[name + Written] = Schema(type, written: true);
        }
        schemas["error"] = Error();
        return schemas;
    }

    // Types of rows and of what is calculated are only read, as are the sets of other apps.
    private bool IsWritten(IEdmStructuredType type) => type is IEdmComplexType
        ? model.Find(type) is not null || ((IEdmSchemaElement)type).Name is "Location" or "Attachment"
        : model.Find(type) is EntityPlan { IsReadOnly: false, IsRows: false };

    private JsonObject Schema(IEdmStructuredType type, bool written)
    {
        var properties = new JsonObject();
        foreach (var property in type.DeclaredProperties)
        {
            if (written && (property is IEdmNavigationProperty || IsComputed(property)))
                continue;
            properties[property.Name] = Property(property, written);
        }
        var schema = new JsonObject { ["type"] = "object" };
        Describe(schema, (IEdmVocabularyAnnotatable)type);
        if (properties.Count > 0)
            schema["properties"] = properties;
        return schema;
    }

    private JsonObject Property(IEdmProperty property, bool written)
    {
        var schema = OfType(property.Type, written);
        Describe(schema, property);
        if (model.Edm.CodesOf(property) is { } codes)
            (property.Type.IsCollection() ? schema["items"]! : schema)["examples"] = new JsonArray([.. codes.Select(code => JsonValue.Create(code))]);
        if (written)
            Bound(schema, property);
        else if (IsComputed(property))
            schema["readOnly"] = true;
        return schema;
    }

    private JsonObject OfType(IEdmTypeReference type, bool written)
    {
        if (type.IsCollection())
            return new JsonObject { ["type"] = "array", ["items"] = OfType(type.AsCollection().ElementType(), written) };
        if (type.Definition is IEdmStructuredType structured)
        {
            var reference = Reference((IEdmSchemaElement)structured, written && IsWritten(structured));
            return type.IsNullable
                ? new JsonObject { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) }
                : reference;
        }
        var (name, format) = type.PrimitiveKind() switch
        {
            EdmPrimitiveTypeKind.Boolean => ("boolean", null),
            EdmPrimitiveTypeKind.Int32 => ("integer", "int32"),
            EdmPrimitiveTypeKind.Int64 => ("integer", "int64"),
            EdmPrimitiveTypeKind.Decimal => ("number", "decimal"),
            EdmPrimitiveTypeKind.Double => ("number", "double"),
            EdmPrimitiveTypeKind.Guid => ("string", "uuid"),
            EdmPrimitiveTypeKind.Date => ("string", "date"),
            EdmPrimitiveTypeKind.TimeOfDay => ("string", "partial-time"),
            EdmPrimitiveTypeKind.DateTimeOffset => ("string", "date-time"),
            _ => ("string", (string?)null),
        };
        var schema = new JsonObject { ["type"] = type.IsNullable ? new JsonArray(name, "null") : name };
        if (format is not null)
            schema["format"] = format;
        if (type.IsString() && type.AsString().MaxLength is { } most)
            schema["maxLength"] = most;
        return schema;
    }

    private void Describe(JsonObject schema, IEdmVocabularyAnnotatable target)
    {
        if (model.Edm.TextOf(target, "Org.OData.Core.V1.Description") is { } title)
            schema["title"] = title;
        if (model.Edm.TextOf(target, "Org.OData.Core.V1.LongDescription") is { } text)
            schema["description"] = text;
    }

    // Of what is written only: older records may lie outside of bounds that a newer version has set.
    private void Bound(JsonObject schema, IEdmProperty property)
    {
        foreach (var (name, term) in (ReadOnlySpan<(string, string)>)[("minimum", "Minimum"), ("maximum", "Maximum"), ("maxItems", "MaxItems")])
        {
            if (model.Edm.NumberOf(property, "Org.OData.Validation.V1." + term) is { } bound)
                schema[name] = bound;
        }
        if (model.Edm.TextOf(property, "Org.OData.Validation.V1.Pattern") is { } pattern)
            schema["pattern"] = pattern;
    }

    private bool IsComputed(IEdmProperty property) => model.Edm.Has(property, "Org.OData.Core.V1.Computed");

    private static JsonObject Error()
    {
        JsonObject Text() => new() { ["type"] = "string" };
        JsonObject Members() => new() { ["code"] = Text(), ["message"] = Text(), ["target"] = Text() };
        var error = Members();
        error["details"] = new JsonObject { ["type"] = "array", ["items"] = Object(Members()) };
        return Object(new JsonObject { ["error"] = Object(error) });

        JsonObject Object(JsonObject properties) => new() { ["type"] = "object", ["properties"] = properties };
    }
}
