using LowCode.Decisions.Outcomes;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Runtime.Commands;

namespace LowCode.Packs.Testing;

/// <summary>
/// Notes what cases reach: transitions taken, decision rules that held and that did not, checks that failed, fields that
/// were hidden and shown. What an author's rules can do and no case makes them do is what is left.
/// </summary>
sealed class Coverage
{
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);

    public Coverage(AppDefinition app)
    {
        foreach (var form in app.Forms)
            AddFields(form.Name, form.Fields);
        foreach (var workflow in app.Workflows)
            _left.UnionWith(workflow.Transitions.Select(transition => Transition(workflow.FormName, transition.Name)));
        foreach (var decision in app.Decisions)
            AddRules(decision.Name, decision.Rules);
    }

    public IEnumerable<string> Left => _left.Order(StringComparer.Ordinal);

    public void Took(string form, string transition) => _left.Remove(Transition(form, transition));

    public void Decided(DecisionOutcome outcome)
    {
        foreach (var (rule, _) in outcome.All())
        {
            if (rule.Held is { } held)
                _left.Remove(Rule(outcome.Decision, rule.Name, held));
        }
    }

    public void Found(string form, IEnumerable<Finding> findings)
    {
        foreach (var finding in findings.Where(finding => finding.Message == FormRuleMessages.CheckFailed))
            _left.Remove(Check(form, FieldPath(finding.Path), finding.Text!.Original));
    }

    public void Evaluated(string form, EvaluationResult result)
    {
        Found(form, result.Findings);
        var hidden = result.Hidden.Select(FieldPath).ToHashSet(StringComparer.Ordinal);
        foreach (var path in hidden)
            _left.Remove(Hidden(form, path));
        // Whatever else the form has is shown.
        _left.RemoveWhere(item => item.StartsWith($"{form}.", StringComparison.Ordinal) && item.EndsWith(" (shown)", StringComparison.Ordinal)
            && !hidden.Contains(item[(form.Length + 1)..^" (shown)".Length]));
    }

    private void AddFields(string form, IEnumerable<FieldDefinition> fields, string prefix = "")
    {
        foreach (var field in fields)
        {
            var path = prefix + field.Name;
            if (field.Visible is not null)
            {
                _left.Add(Hidden(form, path));
                _left.Add($"{form}.{path} (shown)");
            }
            foreach (var check in field.Check)
                _left.Add(Check(form, path, check.Message.Original));
            AddFields(form, field.Fields, path + ".");
        }
    }

    private void AddRules(string decision, IEnumerable<DecisionRuleDefinition> rules)
    {
        foreach (var rule in rules)
        {
            if (rule.When is not null)
            {
                _left.Add(Rule(decision, rule.Name, true));
                _left.Add(Rule(decision, rule.Name, false));
            }
            AddRules(decision, rule.Rules);
        }
    }

    // supplies[2].needed → supplies.needed
    private static string FieldPath(string path)
    {
        var plain = new System.Text.StringBuilder(path.Length);
        var inside = false;
        foreach (var character in path)
        {
            inside = character == '[' || (inside && character != ']');
            if (!inside && character != ']')
                plain.Append(character);
        }
        return plain.ToString();
    }

    private static string Transition(string form, string name) => $"{form}: {name}";

    private static string Rule(string decision, string rule, bool held) => $"{decision}: {rule} ({(held ? "holds" : "does not hold")})";

    private static string Check(string form, string path, string message) => $"{form}.{path}: {message}";

    private static string Hidden(string form, string path) => $"{form}.{path} (hidden)";
}
