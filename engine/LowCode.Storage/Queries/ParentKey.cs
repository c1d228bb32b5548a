namespace LowCode.Storage.Queries;

/// <summary>
/// The key of the row around a row of a nested table, kind Id, when the query is over such a table
/// (<see cref="Query.Table"/>); empty elsewhere.
/// </summary>
public sealed record ParentKey : Expression;
