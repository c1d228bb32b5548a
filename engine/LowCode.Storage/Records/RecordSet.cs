using System.Collections.Immutable;
using LowCode.Definitions.Values;

namespace LowCode.Storage.Records;

/// <summary>A set of records of one shape, with what a store indexes.</summary>
/// <param name="Name"><c>app/form</c>, or <c>system/…</c> for the engine's own sets.</param>
/// <param name="Shape">The newest shape. A later declaration may only grow it.</param>
/// <param name="Indexes">What is indexed beside the id, which always is.</param>
public sealed record RecordSet(string Name, Shape Shape, ImmutableArray<RecordIndex> Indexes);

/// <summary>
/// An index over one or several fields, in their order, then by id. It answers equality and prefixes on its leading
/// fields, a range on the one after, and order.
/// </summary>
/// <param name="Fields">The fields.</param>
/// <param name="Unique">True when no two records may have the same non-empty values; a write that breaks it is refused.</param>
public sealed record RecordIndex(ImmutableArray<Queries.FieldRef> Fields, bool Unique = false);
