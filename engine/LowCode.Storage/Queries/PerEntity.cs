namespace LowCode.Storage.Queries;

/// <summary>
/// Values that belong to an entity, which an <see cref="Aggregate"/> takes in once however many rows lead there, and not at
/// all where none is led to. Nothing else can be made of it.
/// </summary>
/// <param name="Entity">The entity's identity.</param>
/// <param name="Of">A value, or several (<see cref="MemberValues"/>).</param>
public sealed record PerEntity(Expression Entity, Expression Of) : Expression;
