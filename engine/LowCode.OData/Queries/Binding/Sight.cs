using LowCode.OData.Model;
using LowCode.Runtime.Reading;

namespace LowCode.OData.Queries.Binding;

/// <summary>What a caller sees of a type: a property that is hidden from them is as if it did not exist.</summary>
internal static class Sight
{
    /// <summary>
    /// The property of a name. It may be in other capitals when that can only mean one property.
    /// Null when there is none that the caller sees.
    /// </summary>
    public static PropertyPlan? Find(RecordReader reader, EntityPlan entity, TypePlan type, string name)
    {
        if (type.Find(name) is { } exact)
            return Sees(reader, entity, exact) ? exact : null;
        var alike = Seen(reader, entity, type).Where(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
        return alike.Length == 1 ? alike[0] : null;
    }

    /// <summary>The properties that the caller sees.</summary>
    public static IEnumerable<PropertyPlan> Seen(RecordReader reader, EntityPlan entity, TypePlan type) =>
        type.Properties.Where(property => Sees(reader, entity, property));

    public static bool Sees(RecordReader reader, EntityPlan entity, PropertyPlan property) => property switch
    {
        SlotProperty slot => reader.Sees(entity.App, entity.Form, slot.Slot),
        TableProperty table => reader.Sees(entity.App, entity.Form, table.Slot),
        GroupProperty group => group.Type.Properties.Any(inner => Sees(reader, entity, inner)),
        NavigationProperty { Reference: { } reference } => reader.Sees(entity.App, entity.Form, reference.Slot),
        ReverseProperty reverse => reader.Sees(reverse.Target.App, reverse.Target.Form, reverse.Reference.Slot),
        _ => true,
    };
}
