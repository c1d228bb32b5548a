using System.Collections.Immutable;

namespace LowCode.Rules.Running;

/// <summary>Rules in the engine, which gains nothing from asking them together.</summary>
internal sealed class EngineBatch(ImmutableArray<Rule> rules) : RuleBatch(rules)
{
    internal override bool IsAlone(int index) => true;

    internal override int Ask(RuleSession session, RuleAnswers answers) => 0;
}
