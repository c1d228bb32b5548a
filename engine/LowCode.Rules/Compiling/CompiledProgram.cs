using System.Collections.Frozen;
using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Rules.Expressions;
using LowCode.Rules.Running;

namespace LowCode.Rules.Compiling;

/// <summary>
/// A program whose rules are compiled, each when it first runs. A rule that the compiler does not cover runs in the
/// engine, over the same row.
/// </summary>
internal sealed class CompiledProgram : RuleProgram
{
    private readonly Shape _shape;
    private readonly ImmutableArray<CompiledRule> _compiled;
    private readonly FrozenDictionary<(Shape, int), int> _scales;

    /// <param name="shape">The form's shape.</param>
    /// <param name="rules">The rules with what they mean.</param>
    /// <param name="scales">Decimal places that decimal slots keep.</param>
    /// <param name="interpreted">The same rules in the engine.</param>
    public CompiledProgram(
        Shape shape, IEnumerable<RuleExpression> rules, FrozenDictionary<(Shape, int), int> scales, EngineProgram interpreted)
    {
        _shape = shape;
        _scales = scales;
        Interpreted = interpreted;
        _compiled = [.. rules.Select((rule, index) => new CompiledRule(rule, interpreted.Rules[index].Site.Target?.Kind, ScaleOf(interpreted.Rules[index])))];
    }

    /// <inheritdoc/>
    public override ImmutableArray<Rule> Rules => Interpreted.Rules;

    /// <inheritdoc/>
    public override ImmutableArray<(Shape Shape, Slot Slot, string Set)> References => Interpreted.References;

    /// <summary>The same rules in the engine.</summary>
    public EngineProgram Interpreted { get; }

    /// <summary>A rule's code.</summary>
    public CompiledRule this[Rule rule] => _compiled[rule.Index];

    /// <inheritdoc/>
    public override string? WhyInterpreted(Rule rule) => this[rule].WhyNot;

    /// <inheritdoc/>
    public override RuleBatch Batch(IEnumerable<Rule> rules) => new CompiledBatch(this, [.. rules]);

    /// <inheritdoc/>
    public override RuleSession Open(Row root, RuleContext context)
    {
        if (root.IsFrozen)
            throw new ArgumentException("The row is frozen; thaw it first.", nameof(root));
        return new CompiledSession(this, root, _shape, context);
    }

    /// <summary>Decimal places that a rule's slot keeps.</summary>
    public int ScaleOf(Rule rule) => rule.Site.Target is { } slot ? _scales.GetValueOrDefault((rule.Site.Scope, slot.Index), 10) : 0;
}
