namespace LowCode.Definitions.Fields;

/// <summary>
/// Holds a field's parsed constraints inside the field. A copy of the field made with other properties copies this too,
/// so what is held is used only for the field that it was parsed from. It has no part in the field's equality.
/// </summary>
internal struct ConstraintCache : IEquatable<ConstraintCache>
{
    private FieldConstraints? _held;

    public FieldConstraints For(FieldDefinition field)
    {
        var held = Volatile.Read(ref _held);
        if (held is not null && ReferenceEquals(held.Field, field))
            return held;
        held = new FieldConstraints(field);
        Volatile.Write(ref _held, held);
        return held;
    }

    public readonly bool Equals(ConstraintCache other) => true;

    public override readonly bool Equals(object? obj) => obj is ConstraintCache;

    public override readonly int GetHashCode() => 0;
}
