using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Values;

namespace LowCode.Rules;

/// <summary>
/// Parses and checks the rules of one form version and makes the program that runs them. Whoever has rules over the
/// form (fields, workflow, decisions) adds them; then the program is built once. Not thread-safe.
/// </summary>
public sealed class RuleProgramBuilder(FormDefinition form, Shape shape, IRuleEnvironment environment, Diagnostics diagnostics)
{
    /// <summary>The form.</summary>
    public FormDefinition Form { get; } = form;

    /// <summary>The form's shape.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>What else there is.</summary>
    public IRuleEnvironment Environment { get; } = environment;

    /// <summary>Where errors go: syntax, unknown names, wrong types, what the language does not allow.</summary>
    public Diagnostics Diagnostics { get; } = diagnostics;

    /// <summary>
    /// Adds a rule. When it has errors they are in <see cref="Diagnostics"/> and the rule that comes back cannot be run;
    /// checking goes on, so that an author sees all errors at once.
    /// </summary>
    public Rule Add(RuleText text, RuleSite site) => throw new NotSupportedException($"{text} {site}");

    /// <summary>The program; throws <see cref="InvalidOperationException"/> when there were errors.</summary>
    public RuleProgram Build() => throw new NotSupportedException();
}
