using LowCode.Definitions.Values;

namespace LowCode.Storage.Queries;

/// <summary>
/// What is kept with a record beside its fields (<see cref="Records.Record.Annex"/>), read as the rows of a table: a
/// Rows-valued expression, what a <see cref="Lambda"/> or <see cref="CountWhere"/> runs over. No store knows what an annex
/// holds: whoever asks brings the reader along, so the reference evaluator answers it everywhere.
/// </summary>
/// <param name="Read">Makes rows of an annex that is not empty; pure and thread-safe. Empty when it has none.</param>
/// <param name="Scope">Whose annex, as in <see cref="Field"/>; the variable is a record.</param>
/// <param name="OfOwner">True for that of the record that a table row belongs to, as in <see cref="OwnerField"/>.</param>
public sealed record AnnexRows(Func<ReadOnlyMemory<byte>, Value> Read, int Scope = 0, bool OfOwner = false) : Expression;
