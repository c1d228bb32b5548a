using System.Collections.Immutable;
using LowCode.Definitions.Messages;
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
    /// (groups, tables, files, locations, choices), which the EDM builder shapes itself. That of a computed field is
    /// its <see cref="FieldDefinition.StoredType"/>'s.
    /// </summary>
    public virtual string? EdmType => null;

    /// <summary>
    /// Names of the <see cref="FieldDefinition"/> JSON properties that this type understands beside those that
    /// every field has (<see cref="FieldTypes.CommonProperties"/>). Any other property on a field of this type is an error.
    /// </summary>
    public virtual ImmutableArray<string> Properties => [];

    /// <summary>Those of <see cref="FieldTypes.CommonProperties"/> that make no sense for this type: they are errors too.</summary>
    public virtual ImmutableArray<string> Refuses => [];

    /// <summary>Those of <see cref="Properties"/> that a field of the type must have.</summary>
    public virtual ImmutableArray<string> Needs => [];

    /// <summary>True for a group: fields under a common heading that lie in the surrounding record.</summary>
    public virtual bool IsGroup => false;

    /// <summary>True for a table: rows with fields of their own.</summary>
    public virtual bool IsTable => false;

    /// <summary>True when a person enters it; false for values that only the engine sets.</summary>
    public virtual bool IsEntered => true;

    /// <summary>
    /// Checks an entered value against what the type and the field's constant constraints (<c>min, max, minLength,
    /// maxLength, pattern, scale, accept, maxSize</c>) allow and adds a finding for each that it breaks. An empty value
    /// breaks none of them: whether a field must be filled in is the form's question. The value is of the type's kind,
    /// or an integer where a decimal is asked; any other kind throws <see cref="InvalidOperationException"/>.
    /// Thread-safe; constants are parsed once a field.
    /// </summary>
    /// <param name="field">The field, of this type.</param>
    /// <param name="value">What was entered.</param>
    /// <param name="path">The field's path for findings, see <see cref="Finding.Path"/>.</param>
    /// <param name="findings">Where findings are added.</param>
    public void Check(FieldDefinition field, in Value value, string path, ICollection<Finding> findings)
    {
        if (!value.IsEmpty)
            Check(field.Constraints, value, path, findings);
    }

    /// <summary>True when <c>min</c> and <c>max</c> of this type count something (codes, files, rows), not measure the value.</summary>
    internal virtual bool BoundsAreCounts => false;

    /// <summary>How a bound is written, for messages; null when the type has none.</summary>
    internal virtual string? BoundExample => BoundsAreCounts ? "3" : null;

    /// <summary>Most characters when the field does not say; null when the type has no length.</summary>
    internal virtual int? DefaultMaxLength => null;

    /// <summary>Most codes, files or rows when the field does not say; null when there is no bound.</summary>
    internal virtual int? DefaultMaxCount => null;

    /// <summary>Media types that are accepted when the field does not say; all when empty.</summary>
    internal virtual ImmutableArray<string> DefaultAccept => [];

    /// <summary>Reads <c>min</c> or <c>max</c>; empty when the text is no bound of this type.</summary>
    internal virtual Value ReadBound(string text) => Value.Empty;

    /// <summary>Checks a value that is not empty.</summary>
    internal virtual void Check(FieldConstraints constraints, in Value value, string path, ICollection<Finding> findings)
    {
    }
}
