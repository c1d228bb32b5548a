namespace LowCode.Storage.Queries;

/// <summary>
/// The records of a set that refer to a record: what a <see cref="Lambda"/>, a <see cref="CountWhere"/> or $count runs over.
/// <see cref="Field"/>s in the scope of the variable read such a record, its system fields too.
/// </summary>
/// <param name="Target">The id of the record that they refer to: an Id-valued expression.</param>
/// <param name="Set">Their set.</param>
/// <param name="Reference">The field of theirs that refers to it.</param>
/// <param name="Visible">What the caller may see of that set, over its records in scope 0; null means all of it.</param>
public sealed record Referring(Expression Target, string Set, FieldRef Reference, Expression? Visible) : Expression;
