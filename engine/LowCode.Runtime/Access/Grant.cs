using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Divisions;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Access;

/// <summary>A form's access entry as one person has it: through a role held at a division.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Division">The division at which the role is held.</param>
/// <param name="By">With <see cref="Reach.Referenced"/>: what refers to the records and lets the person see them.</param>
internal sealed record Grant(AccessDefinition Entry, string Division, Link? By = null)
{
    /// <summary>Whether it reaches a record of a division, state and creator; of what is referenced only other records tell.</summary>
    public bool Reaches(string division, string? state, string createdBy, string caller) => HoldsIn(state) && Entry.Reach switch
    {
        Reach.Own => createdBy == caller,
        Reach.Unit => division == Division,
        Reach.Subtree => DivisionTree.IsWithin(division, Division),
        Reach.All => true,
        _ => false,
    };

    /// <summary>Whether it reaches some record of a division.</summary>
    public bool Touches(string division) => Entry.Reach switch
    {
        Reach.Unit => division == Division,
        Reach.Subtree => DivisionTree.IsWithin(division, Division),
        _ => true,
    };

    /// <summary>Whether it lets a caller create a record in a division, which begins in a state.</summary>
    public bool Creates(string division, string? state) => HoldsIn(state) && Entry.Reach switch
    {
        Reach.Unit => division == Division,
        Reach.All => true,
        Reach.Own or Reach.Subtree => DivisionTree.IsWithin(division, Division),
        _ => false,
    };

    /// <summary>Whether it holds in a state.</summary>
    public bool HoldsIn(string? state) => Entry.States.IsEmpty || (state is not null && Entry.States.Contains(state));

    /// <summary>Stands for the records that it reaches, whatever their state.</summary>
    public string Place => Entry.Reach switch
    {
        Reach.Unit or Reach.Subtree => $"{Entry.Reach}@{Division}",
        Reach.Referenced => $"{Entry.Reach} by {Entry.By} of {By!.Sight}",
        _ => $"{Entry.Reach}",
    };

    /// <summary>The records that it reaches, as a filter; null for every one.</summary>
    public Expression? Filter(string caller)
    {
        Expression? place = Entry.Reach switch
        {
            Reach.Own => Is(SystemField.CreatedBy, caller),
            Reach.Unit => Is(SystemField.Division, Division),
            Reach.Subtree => new StartsWith(new Field(FieldRef.Of(SystemField.Division)), Division),
            Reach.Referenced => By!.Filter(),
            _ => null,
        };
        if (Entry.States.IsEmpty)
            return place;
        var state = new In(new Field(FieldRef.Of(SystemField.State)), [.. Entry.States.Select(Value.Of)]);
        return place is null ? state : new And([place, state]);
    }

    /// <summary>Whether this grant reaches every record that another reaches.</summary>
    public bool Covers(Grant other) => HoldsWhere(other) && Entry.Reach switch
    {
        Reach.All => true,
        Reach.Subtree => other.Entry.Reach is Reach.Subtree or Reach.Unit && DivisionTree.IsWithin(other.Division, Division),
        Reach.Unit => other.Entry.Reach == Reach.Unit && other.Division == Division,
        Reach.Own => other.Entry.Reach == Reach.Own,
        _ => other.Place == Place,
    };

    private bool HoldsWhere(Grant other) =>
        Entry.States.IsEmpty || (!other.Entry.States.IsEmpty && other.Entry.States.All(Entry.States.Contains));

    private static Compare Is(SystemField field, string value) =>
        new(ComparisonOperator.Equal, new Field(FieldRef.Of(field)), new Constant(Value.Of(value)));
}
