using System.Collections.Frozen;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.OData.Model;

/// <summary>One property of a type in the service, and where its content comes from. Immutable.</summary>
/// <param name="Name">Its name in the service.</param>
internal abstract record PropertyPlan(string Name)
{
    /// <summary>The field's definition; null for what is no field.</summary>
    public FieldDefinition? Field { get; init; }

    /// <summary>True when a client cannot set it: what it sends is ignored.</summary>
    public bool IsComputed { get; init; }
}

/// <summary>A value in a slot of a record or row.</summary>
internal sealed record SlotProperty(string Name, Slot Slot) : PropertyPlan(Name)
{
    public FieldRef Ref { get; } = FieldRef.Of(Slot);

    /// <summary>The codes that the field's option list has ever had; null when any text is possible.</summary>
    public FrozenSet<string>? Codes { get; init; }
}

/// <summary>A property that every record has.</summary>
internal sealed record SystemProperty(string Name, SystemField System) : PropertyPlan(Name)
{
    public FieldRef Ref { get; } = FieldRef.Of(System);
}

/// <summary>Part of the key of a table row.</summary>
internal sealed record RowKeyProperty(string Name, RowKeyPart Part) : PropertyPlan(Name);

/// <summary>Which part.</summary>
internal enum RowKeyPart
{
    /// <summary>The row's own key.</summary>
    Row,

    /// <summary>The key of the row around a row of a nested table.</summary>
    ParentRow,

    /// <summary>The id of the record.</summary>
    Record,
}

/// <summary>The fields of a group: a complex value over the same record or row.</summary>
internal sealed record GroupProperty(string Name, TypePlan Type) : PropertyPlan(Name);

/// <summary>The rows of a table, in the record itself.</summary>
internal sealed record TableProperty(string Name, Slot Slot, TypePlan Row) : PropertyPlan(Name);

/// <summary>The explained decisions of a record.</summary>
internal sealed record DecisionsProperty(string Name) : PropertyPlan(Name);

/// <summary>A link to the entities that refer to this one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Target">Their set.</param>
/// <param name="Reference">Their property with the id.</param>
internal sealed record ReverseProperty(string Name, EntityPlan Target, SlotProperty Reference) : PropertyPlan(Name);

/// <summary>A link to one entity.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Target">What it leads to.</param>
/// <param name="Reference">The property with the id; null for the link from a table row to its record.</param>
internal sealed record NavigationProperty(string Name, EntityPlan Target, SlotProperty? Reference) : PropertyPlan(Name);
