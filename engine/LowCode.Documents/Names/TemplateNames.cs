using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;

namespace LowCode.Documents.Names;

/// <summary>
/// The names that a template may use, see the project's README: <c>fields</c> and <c>stored</c> by the form's fields,
/// <c>record, document, decisions, history</c>, and the functions.
/// </summary>
internal static class TemplateNames
{
    public const string Stored = "_stored";
    public const string Number = "_number";

    public static ImmutableArray<string> Functions { get; } = ["label", "count", "has"];

    public static ImmutableDictionary<string, NameType> Of(FormDefinition form, IEnumerable<string> decisions)
    {
        var rule = Group("title", "held", "failed", "asked", "gate", "depth", "points", "max", "message", "source");
        var decision = new GroupName(Group("title", "outcome", "points", "at").Members.Add("rules", new ListName(rule)));
        return new Dictionary<string, NameType>
        {
            ["fields"] = Fields(form.Fields, shown: true),
            ["stored"] = Fields(form.Fields, shown: false),
            ["record"] = Group("id", "state", "division", "createdBy", "createdAt", "modifiedBy", "modifiedAt"),
            ["document"] = Group("title", "form", "madeAt", "madeBy"),
            ["decisions"] = new GroupName(decisions.ToImmutableDictionary(name => name, _ => (NameType)decision)),
            ["history"] = new ListName(Group("at", "by", "transition", "from", "to", "comment")),
        }.ToImmutableDictionary();
    }

    private static GroupName Fields(ImmutableArray<FieldDefinition> fields, bool shown) =>
        new(fields.ToImmutableDictionary(field => field.Name, field => TypeOf(field, shown)));

    private static NameType TypeOf(FieldDefinition field, bool shown)
    {
        if (field.Type.IsGroup)
            return Fields(field.Fields, shown);
        if (!field.Type.IsTable)
            return !shown && field.StoredKind == ValueKind.Codes ? new ListName(NameType.Single) : NameType.Single;
        var row = Fields(field.Fields, shown);
        return new ListName(shown
            ? new GroupName(row.Members.Add(Number, NameType.Single).Add(Stored, Fields(field.Fields, shown: false)))
            : row);
    }

    private static GroupName Group(params string[] names) => new(names.ToImmutableDictionary(name => name, _ => NameType.Single));
}
