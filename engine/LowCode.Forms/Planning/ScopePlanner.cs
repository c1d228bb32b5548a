using System.Collections.Frozen;
using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Values;
using LowCode.Rules;

namespace LowCode.Forms.Planning;

/// <summary>Turns field definitions into planned fields, adding their rules to the program on the way.</summary>
sealed class ScopePlanner(RuleProgramBuilder rules)
{
    private int _scopes;

    /// <summary>Plans a form or a table, and the tables in it.</summary>
    public PlannedScope Plan(Shape shape, ImmutableArray<FieldDefinition> fields)
    {
        var index = _scopes++;
        var planned = new List<PlannedField>();
        Add(shape, fields, null, planned);
        return new PlannedScope(index, shape, [.. planned]);
    }

    private void Add(Shape shape, ImmutableArray<FieldDefinition> fields, PlannedField? group, List<PlannedField> planned)
    {
        foreach (var field in fields)
        {
            var path = group is null ? field.Name : $"{group.Path}.{field.Name}";
            var slot = field.Type.IsGroup ? null : shape[path];
            var result = WithRules(new PlannedField(planned.Count, field, path, slot, group), shape);
            planned.Add(result);
            if (field.Type.IsGroup)
                Add(shape, field.Fields, result, planned);
        }
    }

    private PlannedField WithRules(PlannedField planned, Shape shape)
    {
        var field = planned.Definition;
        var list = field.Options is null ? null : rules.Environment.OptionList(field.Options);
        return planned with
        {
            Visible = Condition(field.Visible),
            Required = Condition(field.Required),
            Readonly = Condition(field.Readonly),
            Default = Value(field.Default),
            Value = Value(field.Value),
            Filter = field.Filter is null ? null : rules.Add(field.Filter, new RuleSite(shape, RuleUse.Condition, planned.Slot, Options: true)),
            Checks = [.. field.Check.Select(check => (Check(check), check))],
            OptionList = list,
            OptionsByCode = list?.Items.DistinctBy(option => option.Code)
                .ToFrozenDictionary(option => option.Code, StringComparer.Ordinal),
            Rows = field.Type.IsTable ? Plan(planned.Slot!.Rows!, field.Fields) : null,
        };

        Rule? Condition(RuleText? text) => text is null ? null : rules.Add(text, new RuleSite(shape, RuleUse.Condition));

        // A check is asked only when there is something to check.
        Rule Check(CheckDefinition check) =>
            rules.Add(check.Rule, new RuleSite(shape, RuleUse.Condition) { Filled = planned.Slot });

        Rule? Value(RuleText? text) => text is null ? null : rules.Add(text, new RuleSite(shape, RuleUse.Value, planned.Slot));
    }
}
