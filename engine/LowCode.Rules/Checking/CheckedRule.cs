using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Rules.Expressions;

namespace LowCode.Rules.Checking;

/// <summary>What checking a rule found out.</summary>
/// <param name="Expression">What it means; null when it has errors.</param>
/// <param name="Reads">The fields it reads.</param>
/// <param name="References">Reference slots whose records it reads, with the records' set.</param>
internal sealed record CheckedRule(
    RuleExpression? Expression, ImmutableArray<RuleRead> Reads, ImmutableArray<(Shape Shape, Slot Slot, string Set)> References);
