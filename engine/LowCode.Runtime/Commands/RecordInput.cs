using System.Collections.Immutable;
using LowCode.Definitions.Values;

namespace LowCode.Runtime.Commands;

/// <summary>
/// What a person sends for a record: typed values over the newest shape of the form, and which of them were present.
/// System fields cannot be sent; values of calculated fields are ignored, the engine calculates them again.
/// </summary>
/// <param name="Values">The values. Slots that are not in <paramref name="Present"/> are not looked at. Table rows bring their key, or <see cref="Guid.Empty"/> to be given one.</param>
/// <param name="Present">Indexes of the slots that were sent; one that was sent empty clears the field.</param>
public sealed record RecordInput(Row Values, ImmutableHashSet<int> Present)
{
    /// <summary>For a new record: the id that the client made (UUIDv7), which makes the create idempotent. Null: the engine makes one.</summary>
    public Guid? Id { get; init; }

    /// <summary>Code of the division to which the record belongs. Null: for a new record the caller's only one, else unchanged.</summary>
    public string? Division { get; init; }

    /// <summary>For a new record: number of the published version under which it is made, when that is not the newest.</summary>
    public int? AppVersion { get; init; }

    /// <summary>Everything in <paramref name="values"/> that is not empty counts as sent.</summary>
    public static RecordInput Of(Row values) =>
        new(values, [.. Enumerable.Range(0, values.Shape.Slots.Length).Where(slot => !values[slot].IsEmpty)]);
}
