using LowCode.OData.Model;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries;

/// <summary>Where in the data a part of an OData expression stands: what is there, and how the query model reads from it.</summary>
/// <param name="Type">The type there.</param>
/// <param name="Entity">The set whose form it belongs to: permissions are asked there.</param>
/// <param name="Read">Makes the expression that reads a field there.</param>
/// <param name="ReadOwner">For rows of a table: reads a field of their record; null elsewhere.</param>
internal sealed record Place(TypePlan Type, EntityPlan Entity, Func<FieldRef, Expression> Read, Func<FieldRef, Expression>? ReadOwner = null)
{
    /// <summary>The record or row that a query is over.</summary>
    public static Place Root(EntityPlan entity) => new(
        entity, entity, field => new Field(field), entity.IsRows ? field => new OwnerField(field) : null);
}
