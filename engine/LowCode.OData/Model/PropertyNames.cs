using System.Collections.Immutable;
using LowCode.Definitions.Fields;

namespace LowCode.OData.Model;

/// <summary>What fields are called in the service (docs/odata.md, Names), for who describes forms to clients of it.</summary>
public static class PropertyNames
{
    /// <summary>On the top level of a form.</summary>
    public static string InRecord(FieldDefinition field, ImmutableArray<FieldDefinition> beside) => Names.Property(field, beside, Names.OfRecords);

    /// <summary>In the rows of a table.</summary>
    public static string InRow(FieldDefinition field, ImmutableArray<FieldDefinition> beside) => Names.Property(field, beside, Names.OfRows);

    /// <summary>In a group.</summary>
    public static string InGroup(FieldDefinition field, ImmutableArray<FieldDefinition> beside) => Names.Property(field, beside, []);
}
