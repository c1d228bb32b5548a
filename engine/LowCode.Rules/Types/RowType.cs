using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Rules.Types;

/// <summary>A form's record or a table's row: its fields as members, groups as members with members.</summary>
internal sealed class RowType : ObjectType
{
    private readonly Dictionary<int, FieldDefinition> _fields = [];

    private RowType(LocalizedText title, Shape shape, RowType? around) : base(title)
    {
        Shape = shape;
        Around = around;
    }

    /// <summary>The shape of its rows.</summary>
    public Shape Shape { get; }

    /// <summary>The row in whose table it lies; null for the record itself.</summary>
    public RowType? Around { get; }

    /// <summary>The rows of the tables in it.</summary>
    public List<RowType> Tables { get; } = [];

    /// <summary>The definition of the field that a slot holds; null for one that the newest version no longer has.</summary>
    public FieldDefinition? Field(Slot slot) => _fields.GetValueOrDefault(slot.Index);

    /// <summary>All row types from this one down.</summary>
    public IEnumerable<RowType> All() => Tables.SelectMany(table => table.All()).Prepend(this);

    /// <summary>The type of a form's records.</summary>
    /// <param name="fields">The form's fields.</param>
    /// <param name="shape">The form's shape.</param>
    /// <param name="typeOf">The type of a field that is neither group nor table.</param>
    public static RowType Of(IReadOnlyList<FieldDefinition> fields, Shape shape, Func<FieldDefinition, RuleType> typeOf) =>
        Of(RuleTerms.Record, fields, shape, null, typeOf);

    private static RowType Of(
        LocalizedText title, IReadOnlyList<FieldDefinition> fields, Shape shape, RowType? around, Func<FieldDefinition, RuleType> typeOf)
    {
        var type = new RowType(title, shape, around);
        type.Complete(type.MembersOf(fields, "", typeOf));
        return type;
    }

    private List<Member> MembersOf(IReadOnlyList<FieldDefinition> fields, string prefix, Func<FieldDefinition, RuleType> typeOf)
    {
        var members = new List<Member>();
        foreach (var field in fields)
        {
            var path = prefix + field.Name;
            if (field.Type.IsGroup)
            {
                var inner = MembersOf(field.Fields, path + ".", typeOf);
                var group = new GroupType(inner);
                members.Add(new Member(field.Name, -1, RuleType.Broken) { Group = group });
                continue;
            }
            var slot = Shape[path];
            _fields[slot.Index] = field;
            members.Add(new Member(field.Name, slot.Index, field.Type.IsTable ? TableOf(field, slot, typeOf) : typeOf(field)) { Slot = slot });
        }
        return members;
    }

    private RuleType TableOf(FieldDefinition field, Slot slot, Func<FieldDefinition, RuleType> typeOf)
    {
        var rows = Of(RuleTerms.Row, field.Fields, slot.Rows!, this, typeOf);
        Tables.Add(rows);
        return RuleType.ListOf(RuleType.Of(rows));
    }

    private sealed class GroupType : ObjectType
    {
        public GroupType(List<Member> members) : base(RuleTerms.Group) => Complete(members);
    }
}
