using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Divisions;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Access;

/// <summary>A form's access entry as one person has it: through a role held at a division.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Division">The division at which the role is held.</param>
internal sealed record Grant(AccessDefinition Entry, string Division)
{
    public bool Reaches(string division, string createdBy, string caller) => Entry.Reach switch
    {
        Reach.Own => createdBy == caller,
        Reach.Unit => division == Division,
        Reach.Subtree => DivisionTree.IsWithin(division, Division),
        _ => true,
    };

    /// <summary>The records that it reaches, as a filter; not asked for <see cref="Reach.All"/>.</summary>
    public Expression Filter(string caller) => Entry.Reach switch
    {
        Reach.Own => Is(SystemField.CreatedBy, caller),
        Reach.Unit => Is(SystemField.Division, Division),
        Reach.Subtree => new StartsWith(new Field(FieldRef.Of(SystemField.Division)), Division),
        _ => new Constant(Value.Of(true)),
    };

    /// <summary>Whether this grant reaches every record that another reaches.</summary>
    public bool Covers(Grant other) => Entry.Reach switch
    {
        Reach.All => true,
        Reach.Subtree => other.Entry.Reach is Reach.Subtree or Reach.Unit && DivisionTree.IsWithin(other.Division, Division),
        Reach.Unit => other.Entry.Reach == Reach.Unit && other.Division == Division,
        _ => other.Entry.Reach == Reach.Own,
    };

    private static Compare Is(SystemField field, string value) =>
        new(ComparisonOperator.Equal, new Field(FieldRef.Of(field)), new Constant(Value.Of(value)));
}
