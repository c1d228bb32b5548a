namespace LowCode.Storage.Queries;

/// <summary>A field of the member that a <see cref="JoinStep"/> has joined to the row; empty where there is none.</summary>
/// <param name="Join">The step's name.</param>
/// <param name="Ref">The field: a slot, or the member's key as <see cref="SystemField.Id"/>.</param>
public sealed record JoinedField(string Join, FieldRef Ref) : Expression;
