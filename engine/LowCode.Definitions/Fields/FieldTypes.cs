using System.Collections.Immutable;

namespace LowCode.Definitions.Fields;

/// <summary>All field types. A new type is a new descriptor file, and a line here.</summary>
public static class FieldTypes
{
    /// <summary>By the order in which the designer's palette offers them.</summary>
    public static ImmutableArray<FieldType> All { get; } = [];

    /// <summary>The type of a name, or null.</summary>
    public static FieldType? Find(string name) => All.FirstOrDefault(type => type.Name == name);
}
