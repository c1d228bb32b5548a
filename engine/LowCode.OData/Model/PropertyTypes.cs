using LowCode.Definitions.Fields;
using LowCode.Definitions.Values;
using Microsoft.OData.Edm;

namespace LowCode.OData.Model;

/// <summary>The EDM type of what a slot holds. Every property is nullable: a draft may lack it.</summary>
internal static class PropertyTypes
{
    public static IEdmTypeReference Of(ValueKind kind, FieldDefinition? field, SharedTypes shared)
    {
        var core = EdmCoreModel.Instance;
        return kind switch
        {
            ValueKind.Boolean => core.GetBoolean(true),
            ValueKind.Integer => core.GetInt64(true),
            ValueKind.Decimal => core.GetDecimal(null, field is { Type.Name: "decimal" } ? field.Scale ?? 2 : field?.Scale, true),
            ValueKind.Text => core.GetString(false, field?.MaxLength, true, true),
            ValueKind.Date => core.GetDate(true),
            ValueKind.Time => core.GetTemporal(EdmPrimitiveTypeKind.TimeOfDay, 0, true),
            ValueKind.Instant => core.GetTemporal(EdmPrimitiveTypeKind.DateTimeOffset, 3, true),
            ValueKind.Id => core.GetGuid(true),
            ValueKind.Codes => EdmCoreModel.GetCollection(core.GetString(false)),
            ValueKind.Location => new EdmComplexTypeReference(shared.Location, true),
            ValueKind.Files => SharedTypes.Collection(shared.Attachment),
            _ => throw new InvalidOperationException($"A field of kind {kind} has no type of its own."),
        };
    }

    public static IEdmTypeReference Of(ValueKind kind, bool nullable) => kind switch
    {
        ValueKind.Id => EdmCoreModel.Instance.GetGuid(nullable),
        ValueKind.Integer => EdmCoreModel.Instance.GetInt64(nullable),
        ValueKind.Instant => EdmCoreModel.Instance.GetTemporal(EdmPrimitiveTypeKind.DateTimeOffset, 3, nullable),
        _ => EdmCoreModel.Instance.GetString(nullable),
    };
}
