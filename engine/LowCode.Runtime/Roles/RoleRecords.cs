using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.SystemSets;

namespace LowCode.Runtime.Roles;

/// <summary>Roles and stand-ins between the rows of records and what they mean.</summary>
internal static class RoleRecords
{
    /// <summary>Roles as rows.</summary>
    public static Value Write(ImmutableArray<RoleAssignment> roles, Shape shape) => Value.Of(roles.Select(held => new Row(shape, Guid.CreateVersion7())
    {
        [shape["role"].Index] = Value.Of(held.Role),
        [shape["division"].Index] = Value.Of(held.Division),
        [shape["app"].Index] = Value.Of(held.App),
        [shape["from"].Index] = held.From is { } from ? Value.Of(from) : default,
        [shape["until"].Index] = held.Until is { } until ? Value.Of(until) : default,
    }).ToArray());

    /// <summary>The roles of rows, in their order.</summary>
    public static ImmutableArray<RoleAssignment> Read(Value rows)
    {
        var roles = ImmutableArray.CreateBuilder<RoleAssignment>();
        foreach (var row in rows.AsRows())
        {
            roles.Add(new RoleAssignment(
                row["role"].AsText(), row["division"].TextOrNull() ?? "", row["app"].TextOrNull(), DateOf(row, "from"), DateOf(row, "until")));
        }
        return roles.ToImmutable();
    }

    /// <summary>Stand-ins as rows.</summary>
    public static Value Write(IEnumerable<StandIn> standsIn)
    {
        var shape = UserSet.StandsIn.Rows!;
        return Value.Of(standsIn.Select(one => new Row(shape, Guid.CreateVersion7())
        {
            [shape["owner"].Index] = Value.Of(one.Owner),
            [shape["from"].Index] = Value.Of(one.From),
            [shape["until"].Index] = Value.Of(one.Until),
        }).ToArray());
    }

    /// <summary>For whom a user stands in, in the order in which it was said.</summary>
    public static ImmutableArray<StandIn> ReadStandsIn(Row user)
    {
        var standsIn = ImmutableArray.CreateBuilder<StandIn>();
        foreach (var row in user[UserSet.StandsIn].AsRows())
            standsIn.Add(new StandIn(row["owner"].AsText(), row["from"].AsDate(), row["until"].AsDate()));
        return standsIn.ToImmutable();
    }

    // A row from before roles had dates has no such field.
    private static DateOnly? DateOf(Row row, string field) => row.Shape.Find(field) is { } slot && row[slot] is { IsEmpty: false } date ? date.AsDate() : null;
}
