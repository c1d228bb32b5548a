using LowCode.Definitions.Nodes;
using LowCode.Rules.Types;

namespace LowCode.Rules.Checking;

/// <summary>What a rule may name and must give.</summary>
/// <param name="Text">The rule.</param>
/// <param name="Row">The row it stands in.</param>
/// <param name="Site">What its result is for.</param>
/// <param name="Target">The type of the slot that takes the value, when there is one.</param>
/// <param name="Environment">Other forms and option lists.</param>
internal sealed record RuleScope(RuleText Text, RowType Row, RuleSite Site, RuleType? Target, IRuleEnvironment Environment);
