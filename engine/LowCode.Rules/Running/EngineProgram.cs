using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Acornima.Ast;
using Jint;
using LowCode.Definitions.Values;
using LowCode.Rules.Expressions;
using LowCode.Rules.Patterns;

namespace LowCode.Rules.Running;

/// <summary>A program whose rules run in pooled engines.</summary>
internal sealed class EngineProgram : RuleProgram
{
    private static readonly int MostIdle = Environment.ProcessorCount * 2;

    private readonly Shape _shape;
    private readonly ConcurrentQueue<EngineHost> _idle = new();
    private readonly FrozenDictionary<(Shape, int), int> _scales;

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
        var writer = new ScriptWriter();
        var script = writer.Write(rules.Select(rule => (rule.Expression, rule.Rows)));
        Script = Engine.PrepareScript(script, strict: true);
        Patterns = writer.Patterns;
        Lookups = writer.Lookups;
        Options = [.. writer.Options.Select(table => table.List.Items
            .DistinctBy(item => item.Code)
            .ToFrozenDictionary(item => item.Code, item => table.Parent ? item.Parent : item.Title.Original, StringComparer.Ordinal))];
    }

    /// <inheritdoc/>
    public override ImmutableArray<Rule> Rules { get; }

    /// <inheritdoc/>
    public override ImmutableArray<(Shape Shape, Slot Slot, string Set)> References { get; }

    /// <summary>The rules as a script, parsed once.</summary>
    public Prepared<Script> Script { get; }

    /// <summary>The regular expressions by number.</summary>
    public ImmutableArray<Pattern> Patterns { get; }

    /// <summary>Titles or parents by code, by number.</summary>
    public ImmutableArray<FrozenDictionary<string, string?>> Options { get; }

    /// <summary>Fields of referenced records by number.</summary>
    public ImmutableArray<LookupTarget> Lookups { get; }

    /// <inheritdoc/>
    public override RuleSession Open(Row root, RuleContext context)
    {
        if (root.IsFrozen)
            throw new ArgumentException("The row is frozen; thaw it first.", nameof(root));
        return new EngineSession(this, _idle.TryDequeue(out var host) ? host : new EngineHost(this), root, _shape, context);
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
