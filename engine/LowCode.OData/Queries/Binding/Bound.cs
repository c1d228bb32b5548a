using System.Collections.Frozen;
using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Binding;

/// <summary>What a part of an expression turned out to mean. Immutable.</summary>
internal abstract record Bound;

/// <summary>A single value.</summary>
/// <param name="Expression">It in the query model.</param>
/// <param name="Kind">Its type.</param>
internal sealed record BoundValue(Expression Expression, BoundKind Kind) : Bound
{
    /// <summary>The codes that it can be; null when any text is possible.</summary>
    public KnownCodes? Codes { get; init; }

    /// <summary>The text of a literal, from which a value of another type can be cast; else null.</summary>
    public string? Literal { get; init; }

    /// <summary>How many nodes stand behind a name that stands for all of them; else 0.</summary>
    public int Nodes { get; init; }

    public static BoundValue Of(Value value, BoundKind kind) => new(new Constant(value), kind);
}

/// <summary>An entity, a row, the fields of a group.</summary>
/// <param name="Place">It.</param>
/// <param name="Id">Its identity, by which it is compared with null; null where it has none.</param>
internal sealed record BoundPlace(Place Place, Expression? Id) : Bound;

/// <summary>The members of a collection in a record.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Expression">The collection in the query model.</param>
/// <param name="Member">What a member is, as the variable of a scope.</param>
internal sealed record BoundCollection(string Name, Expression Expression, Func<int, Bound> Member) : Bound
{
    /// <summary>True for codes: members are texts.</summary>
    public bool IsCodes { get; init; }

    /// <summary>Codes as one value.</summary>
    public BoundValue AsValue() => new(Expression, BoundKind.Codes) { Codes = (Member(1) as BoundValue)?.Codes };

    /// <summary>A member whose fields are read in another way: as what has been joined. Null where members are no rows.</summary>
    public Func<Func<FieldRef, Expression>, BoundPlace>? Joined { get; init; }

    /// <summary>True for what a link back leads to: members are records, and may be many.</summary>
    public bool IsReferring { get; init; }
}

/// <summary>A line or an area that was written out; a point is a value.</summary>
/// <param name="IsArea">True for a polygon, false for a line.</param>
/// <param name="Rings">Its rings, or the one line.</param>
internal sealed record BoundShape(bool IsArea, ImmutableArray<ImmutableArray<Location>> Rings) : Bound;

/// <summary>What is there and cannot be asked for yet.</summary>
internal sealed record BoundLater(string Feature) : Bound;

/// <summary>A list that was written out.</summary>
internal sealed record BoundList(ImmutableArray<BoundValue> Items) : Bound
{
    /// <summary>It as codes; null when it has members that are no text.</summary>
    public BoundValue? AsCodes() => Items.All(item => item is { Kind: BoundKind.Text, Expression: Constant { Value.IsEmpty: false } })
        ? BoundValue.Of(Value.Of([.. Items.Select(item => ((Constant)item.Expression).Value.AsText())]), BoundKind.Codes) : null;
}

/// <summary>The codes that an option list has ever had.</summary>
/// <param name="Property">The property that they are for.</param>
/// <param name="Codes">The codes.</param>
internal sealed record KnownCodes(string Property, FrozenSet<string> Codes);
