using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Rules.Types;

/// <summary>What rules see of a field, by its type: see <c>docs/rules.md</c>, "values".</summary>
/// <param name="environment">Finds option lists.</param>
/// <param name="app">The app from whose form the fields come, <c>community-base/</c>; empty for the rule's own app.</param>
internal sealed class FieldRuleTypes(IRuleEnvironment environment, string app)
{
    public static readonly ObjectType Location = ObjectType.Of(
        RuleTerms.Location, ("latitude", RuleType.Number), ("longitude", RuleType.Number), ("accuracy", RuleType.Number.OrNull));

    public static readonly ObjectType File = ObjectType.Of(
        RuleTerms.File, ("name", RuleType.Text), ("mediaType", RuleType.Text), ("size", RuleType.Number));

    /// <summary>The app part of a form's or list's name with its slash, or empty.</summary>
    public static string AppOf(string name) => name[..(name.IndexOf('/', StringComparison.Ordinal) + 1)];

    public RuleType TypeOf(FieldDefinition field) => field.StoredKind switch
    {
        ValueKind.Boolean => RuleType.Boolean.OrNull,
        ValueKind.Integer or ValueKind.Decimal => RuleType.Number.OrNull,
        ValueKind.Text => Code(field).OrNull,
        ValueKind.Date => RuleType.Date.OrNull,
        ValueKind.Time => RuleType.Time.OrNull,
        ValueKind.Instant => RuleType.Instant.OrNull,
        ValueKind.Id => (field.To is { } to ? RuleType.Of(new Meaning.Reference(Qualify(to))) : RuleType.Text).OrNull,
        ValueKind.Codes => RuleType.ListOf(Code(field)),
        ValueKind.Location => RuleType.Of(Location).OrNull,
        ValueKind.Files => RuleType.ListOf(RuleType.Of(File)),
        _ => RuleType.Null,
    };

    private RuleType Code(FieldDefinition field)
    {
        if (field.Options is null || (field.StoredType != FieldTypes.Choice && field.StoredType != FieldTypes.Choices))
            return RuleType.Text;
        var name = Qualify(field.Options);
        return environment.OptionList(name) is { } list ? RuleType.Of(new Meaning.Choice(name, list)) : RuleType.Text;
    }

    private string Qualify(string name) => name.Contains('/', StringComparison.Ordinal) ? name : app + name;
}
