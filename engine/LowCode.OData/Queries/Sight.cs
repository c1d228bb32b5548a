using LowCode.OData.Model;
using LowCode.Runtime.Reading;

namespace LowCode.OData.Queries;

/// <summary>What a caller sees of a type: a property that is hidden from them is as if it did not exist.</summary>
internal static class Sight
{
    public static bool Sees(RecordReader reader, EntityPlan entity, PropertyPlan property) => property switch
    {
        SlotProperty slot => reader.Sees(entity.App, entity.Form, slot.Slot),
        TableProperty table => reader.Sees(entity.App, entity.Form, table.Slot),
        GroupProperty group => group.Type.Properties.Any(inner => Sees(reader, entity, inner)),
        NavigationProperty { Reference: { } reference } => reader.Sees(entity.App, entity.Form, reference.Slot),
        _ => true,
    };
}
