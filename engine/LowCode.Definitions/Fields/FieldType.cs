using System.Collections.Immutable;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>
/// What is true of every field of one type: one descriptor a type, one file a descriptor, listed in <see cref="FieldTypes"/>.
/// Everything that depends on a field's type asks its descriptor. Descriptors are immutable singletons.
/// </summary>
public abstract class FieldType
{
    /// <summary>The name that authors write: <c>"type": "longText"</c>.</summary>
    public abstract string Name { get; }

    /// <summary>One sentence for authors on what the type is for, shown by editors through the JSON Schema.</summary>
    public abstract string Summary { get; }

    /// <summary>What a value of the type is stored as; <see cref="ValueKind.Empty"/> for a group, which stores nothing itself.</summary>
    public abstract ValueKind Kind { get; }

    /// <summary>
    /// The primitive type in OData's terms, <c>Edm.String</c>; null for types that are no single primitive
    /// (groups, tables, files, locations, choices), which the EDM builder shapes itself.
    /// </summary>
    public virtual string? EdmType => null;

    /// <summary>
    /// Names of the <see cref="FieldDefinition"/> JSON properties that this type understands beside those that
    /// every field has (<c>name, type, label, hint, visible, required, readonly, default, value, check, evidence,
    /// renamedFrom, sensitive</c>). Any other property on a field of this type is an error.
    /// </summary>
    public virtual ImmutableArray<string> Properties => [];

    /// <summary>True for a group: fields under a common heading that lie in the surrounding record.</summary>
    public virtual bool IsGroup => false;

    /// <summary>True for a table: rows with fields of their own.</summary>
    public virtual bool IsTable => false;

    /// <summary>True when a person enters it; false for values that only the engine sets.</summary>
    public virtual bool IsEntered => true;
}
