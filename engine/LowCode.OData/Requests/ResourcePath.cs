using System.Collections.Immutable;
using LowCode.OData.Model;

namespace LowCode.OData.Requests;

/// <summary>What the path of a request leads to.</summary>
internal sealed record ResourcePath
{
    public required ResourceKind Kind { get; init; }

    /// <summary>The set that the path begins in; null for what is in no set.</summary>
    public EntityPlan? Set { get; init; }

    /// <summary>The sets of a cross join.</summary>
    public ImmutableArray<EntityPlan> Joined { get; init; } = [];

    /// <summary>The entity and its link that lead to the set, when the path does not begin with it.</summary>
    public LinkedSet? Via { get; init; }

    /// <summary>Conditions in the path, <c>$filter(…)</c>, that what is in the set has to meet.</summary>
    public ImmutableArray<string> Conditions { get; init; } = [];

    /// <summary>True when the path leads to a set as such, with all that is in it.</summary>
    public bool IsWhole => Via is null && Conditions.IsEmpty;

    /// <summary>True for <c>$entity?$id=…</c>, which is only read.</summary>
    public bool IsById { get; init; }

    /// <summary>The key in that set; null for the set as a whole.</summary>
    public EntityKey? Key { get; init; }

    /// <summary>The links that are followed from the entity.</summary>
    public ImmutableArray<NavigationProperty> Links { get; init; } = [];

    /// <summary>The properties behind the entity or the last link, each with the position in a collection, if one is named.</summary>
    public ImmutableArray<PropertyStep> Properties { get; init; } = [];

    /// <summary>The operation that is called, without its namespace.</summary>
    public string? Operation { get; init; }

    /// <summary>The entity that the path leads to, or whose property it leads to.</summary>
    public EntityPlan Entity => Links.IsEmpty ? Set! : Links[^1].Target;

    /// <summary>The path to the set, or to the entity behind it, within the service.</summary>
    public string Address => Kind is ResourceKind.CrossJoin ? $"$crossjoin({string.Join(',', Joined.Select(set => set.Set))})"
        : Kind is ResourceKind.All ? "$all" : (Via is null ? Set!.Set : $"{Via.Entity.Address}/{Via.Link.Name}")
        + string.Concat(Conditions.Select(condition => $"/$filter({Uri.EscapeDataString(condition)})"))
        + Key?.In(Set!) + string.Concat(Links.Select(link => "/" + link.Name));
}

/// <summary>The entities that refer to an entity.</summary>
/// <param name="Entity">The path to it.</param>
/// <param name="Link">The link to them.</param>
internal sealed record LinkedSet(ResourcePath Entity, ReverseProperty Link);

/// <summary>One property of a path.</summary>
/// <param name="Property">The property; null for a part of a shared complex value, which then is named by <paramref name="Part"/>.</param>
/// <param name="Position">Position in its collection; null for the whole.</param>
/// <param name="Part">Name of a part of a location or an attachment.</param>
internal sealed record PropertyStep(PropertyPlan? Property, int? Position = null, string? Part = null);

/// <summary>What a path leads to.</summary>
internal enum ResourceKind
{
    /// <summary>The service document.</summary>
    Service,

    /// <summary><c>$metadata</c>.</summary>
    Metadata,

    /// <summary><c>$openapi</c>.</summary>
    OpenApi,

    /// <summary><c>$batch</c>.</summary>
    Batch,

    /// <summary>The caller.</summary>
    Me,

    /// <summary>Uploads.</summary>
    Attachments,

    /// <summary>A set.</summary>
    Set,

    /// <summary>Each entity of a set (<c>$each</c>), to be changed.</summary>
    Each,

    /// <summary>The combinations of the entities of several sets (<c>$crossjoin</c>).</summary>
    CrossJoin,

    /// <summary>The entities of all sets (<c>$all</c>).</summary>
    All,

    /// <summary>How many are in a set.</summary>
    SetCount,

    /// <summary>The addresses of what is in a set.</summary>
    SetReferences,

    /// <summary>An entity.</summary>
    Entity,

    /// <summary>The address of an entity.</summary>
    Reference,

    /// <summary>A property of an entity.</summary>
    Property,

    /// <summary>Its bare value.</summary>
    Value,

    /// <summary>How many are in a collection property.</summary>
    PropertyCount,

    /// <summary>An action or function bound to an entity or a set.</summary>
    Operation,
}
