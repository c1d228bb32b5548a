using LowCode.OData.Model;
using LowCode.Runtime.Reading;

namespace LowCode.OData.Queries.Binding;

/// <summary>What a caller sees of a type: a property that is hidden from them is as if it did not exist.</summary>
internal static class Sight
{
    /// <summary>
    /// The property of a name, to ask about it. It may be in other capitals when that can only mean one property.
    /// Null when there is none that the caller sees.
    /// </summary>
    public static PropertyPlan? Find(RecordReader reader, EntityPlan entity, TypePlan type, string name)
    {
        if (type.Find(name) is { } exact)
            return Sees(reader, entity, exact) ? exact : null;
        var alike = Seen(reader, entity, type).Where(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
        return alike.Length == 1 ? alike[0] : null;
    }

    /// <summary>The properties that the caller sees in the clear.</summary>
    public static IEnumerable<PropertyPlan> Seen(RecordReader reader, EntityPlan entity, TypePlan type) =>
        type.Properties.Where(property => Sees(reader, entity, property));

    /// <summary>The property of a name as it is answered: of one that the caller cannot ask about a mask may be.</summary>
    public static PropertyPlan? FindShown(RecordReader reader, EntityPlan entity, TypePlan type, string name)
    {
        if (type.Find(name) is { } exact)
            return Shows(reader, entity, exact) ? exact : null;
        var alike = Shown(reader, entity, type).Where(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
        return alike.Length == 1 ? alike[0] : null;
    }

    /// <summary>The properties that are answered to the caller, in the clear or masked.</summary>
    public static IEnumerable<PropertyPlan> Shown(RecordReader reader, EntityPlan entity, TypePlan type) =>
        type.Properties.Where(property => Shows(reader, entity, property));

    /// <summary>Whether a property is answered to the caller, in the clear or masked.</summary>
    public static bool Shows(RecordReader reader, EntityPlan entity, PropertyPlan property) => property switch
    {
        GroupProperty group => group.Type.Properties.Any(inner => Shows(reader, entity, inner)),
        _ => Sees(reader, entity, property) || Masks(reader, entity, property),
    };

    /// <summary>Whether a property is answered to the caller with no more than a mask of its value.</summary>
    public static bool Masks(RecordReader reader, EntityPlan entity, PropertyPlan property) =>
        property is SlotProperty slot && reader.Masks(entity.App, entity.Form, slot.Slot);

    /// <summary>Whether the caller sees a property in the clear, and so may ask about it.</summary>
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
