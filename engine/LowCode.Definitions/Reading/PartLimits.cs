using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Nodes;

namespace LowCode.Definitions.Reading;

/// <summary>How many parts one definition may have; one that has more is reported and not looked at further.</summary>
internal static class PartLimits
{
    /// <summary>Most fields of a form, those in groups and tables included.</summary>
    public const int Fields = 1_000;

    /// <summary>Most rules of a decision, nested ones included.</summary>
    public const int Rules = 1_000;

    /// <summary>Most states of a workflow.</summary>
    public const int States = 200;

    /// <summary>Most transitions of a workflow.</summary>
    public const int Transitions = 1_000;

    /// <summary>True when a definition has no more than it may; otherwise that was reported.</summary>
    public static bool Keeps(Node definition, Diagnostics diagnostics)
    {
        return definition switch
        {
            FormDefinition form => AtMost("fields", Fields, Count(form.Fields)),
            DecisionDefinition decision => AtMost("rules", Rules, Count(decision.Rules)),
            WorkflowDefinition workflow => AtMost("states", States, workflow.States.Length)
                && AtMost("transitions", Transitions, workflow.Transitions.Length),
            _ => true,
        };

        bool AtMost(string property, int most, int count)
        {
            if (count > most)
                diagnostics.Error(ReadingMessages.TooManyParts, definition.AtMember(property), ("property", property), ("max", most), ("count", count));
            return count <= most;
        }
    }

    private static int Count(IEnumerable<FieldDefinition> fields) => fields.Sum(field => 1 + Count(field.Fields));

    private static int Count(IEnumerable<DecisionRuleDefinition> rules) => rules.Sum(rule => 1 + Count(rule.Rules));
}
