using System.Collections.Immutable;

namespace LowCode.Storage.Queries;

/// <summary>
/// What of its results' records somebody reads. A store may leave everything else in them empty, system properties
/// excepted: such a record is good for nothing but being read so, and must not be written. Immutable.
/// </summary>
/// <param name="Slots">Indexes of the slots.</param>
/// <param name="Annex">Whether the annex is read.</param>
public sealed record Projection(ImmutableHashSet<int> Slots, bool Annex);
