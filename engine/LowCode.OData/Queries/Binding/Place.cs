using System.Collections.Immutable;
using LowCode.OData.Model;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Binding;

/// <summary>
/// Where in the data a part of an expression stands: which names are there, and how the query model reads from it.
/// </summary>
/// <param name="Type">The type there; null where only <see cref="Names"/> are.</param>
/// <param name="Entity">The set whose form it belongs to: permissions are asked there. Null where there is no type.</param>
/// <param name="Read">Makes the expression that reads a field there.</param>
/// <param name="ReadOwner">For rows of a table: reads a field of their record; null elsewhere.</param>
internal sealed record Place(
    TypePlan? Type, EntityPlan? Entity, Func<FieldRef, Expression> Read, Func<FieldRef, Expression>? ReadOwner = null)
{
    /// <summary>Names beside the type's properties and before them: what has been computed or aggregated, parts of attachments.</summary>
    public ImmutableDictionary<string, Bound> Names { get; init; } = ImmutableDictionary.Create<string, Bound>(StringComparer.Ordinal);

    /// <summary>The record or row that a query is over.</summary>
    public static Place Root(EntityPlan entity) => new(
        entity, entity, field => new Field(field), entity.IsRows ? field => new OwnerField(field) : null);

    /// <summary>A place with nothing but these names.</summary>
    public static Place Of(IEnumerable<KeyValuePair<string, Bound>> names)
    {
        var place = new Place(null, null, _ => throw new InvalidOperationException("There are no fields here."));
        return place with { Names = place.Names.AddRange(names) };
    }

    /// <summary>The same place with one more name.</summary>
    public Place With(string name, Bound meaning) => this with { Names = Names.SetItem(name, meaning) };

    /// <summary>The same place with names for what has been computed.</summary>
    public Place With(IEnumerable<ComputedValue> computed) => computed.Aggregate(this, (place, one) => place.With(one.Name, one.Value));
}
