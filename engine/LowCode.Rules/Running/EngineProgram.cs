using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Rules.Expressions;

namespace LowCode.Rules.Running;

/// <summary>A program whose rules run in pooled engines.</summary>
internal sealed class EngineProgram : RuleProgram
{
    private static readonly int MostIdle = Environment.ProcessorCount * 2;

    private readonly Shape _shape;
    private readonly ConcurrentQueue<EngineHost> _idle = new();
    private readonly FrozenDictionary<(Shape, int), int> _scales;
    private readonly Lazy<EngineScript> _script;

    /// <param name="shape">The form's shape.</param>
    /// <param name="rules">The rules, with what they mean and how many rows lie around them, their own included.</param>
    /// <param name="references">Reference slots whose records rules read.</param>
    /// <param name="scales">Decimal places that decimal slots keep.</param>
    public EngineProgram(
        Shape shape,
        ImmutableArray<(Rule Rule, RuleExpression Expression, int Rows)> rules,
        ImmutableArray<(Shape Shape, Slot Slot, string Set)> references,
        FrozenDictionary<(Shape, int), int> scales)
    {
        _shape = shape;
        _scales = scales;
        Rules = [.. rules.Select(rule => rule.Rule)];
        References = references;
        _script = new Lazy<EngineScript>(() => EngineScript.Of(rules));
    }

    /// <inheritdoc/>
    public override ImmutableArray<Rule> Rules { get; }

    /// <inheritdoc/>
    public override ImmutableArray<(Shape Shape, Slot Slot, string Set)> References { get; }

    /// <summary>The rules as a script, written and parsed when the first of them runs: a server starts without waiting for it.</summary>
    public EngineScript Script => _script.Value;

    /// <inheritdoc/>
    public override string? WhyInterpreted(Rule rule) => rule.Text.Text;

    /// <inheritdoc/>
    public override RuleBatch Batch(IEnumerable<Rule> rules) => new EngineBatch([.. rules]);

    /// <inheritdoc/>
    public override RuleSession Open(Row root, RuleContext context)
    {
        if (root.IsFrozen)
            throw new ArgumentException("The row is frozen; thaw it first.", nameof(root));
        return new EngineSession(this, _idle.TryDequeue(out var host) ? host : new EngineHost(Script), root, _shape, context);
    }

    /// <summary>Decimal places that a slot keeps.</summary>
    public int ScaleOf(Shape shape, Slot slot) => _scales.GetValueOrDefault((shape, slot.Index), 10);

    /// <summary>Takes an engine back.</summary>
    public void Return(EngineHost host)
    {
        host.End();
        if (!host.IsSpoiled && _idle.Count < MostIdle)
            _idle.Enqueue(host);
        else
            host.Dispose();
    }
}
