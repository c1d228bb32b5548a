using System.Collections.Immutable;
using LowCode.Definitions.Values;

namespace LowCode.Rules;

/// <summary>Rules over the record itself that are asked together: they run as one piece of code. Immutable and thread-safe.</summary>
public abstract class RuleBatch(ImmutableArray<Rule> rules)
{
    /// <summary>The rules in their order.</summary>
    public ImmutableArray<Rule> Rules { get; } = rules;

    /// <summary>Room for the answers about one record; use it again for the next.</summary>
    public RuleAnswers NewAnswers() => new(this);

    /// <summary>True for a rule that is never asked with the others.</summary>
    internal abstract bool IsAlone(int index);

    /// <summary>Asks what can be asked together; says up to which rule that went well.</summary>
    internal abstract int Ask(RuleSession session, RuleAnswers answers);
}

/// <summary>
/// What the rules of a <see cref="RuleBatch"/> say about one record. A rule that failed, and what could not be asked
/// with the others, is asked by itself when somebody wants to know. Not thread-safe.
/// </summary>
public sealed class RuleAnswers
{
    private readonly RuleBatch _batch;
    private RuleSession? _session;
    private int _known;

    internal RuleAnswers(RuleBatch batch)
    {
        _batch = batch;
        Conditions = RoomFor<bool>(RuleUse.Condition);
        Numbers = RoomFor<decimal>(RuleUse.Number);
        Values = RoomFor<Value>(RuleUse.Value);
    }

    internal bool[] Conditions { get; }

    internal decimal[] Numbers { get; }

    internal Value[] Values { get; }

    /// <summary>The rule that is being asked.</summary>
    internal int At { get; set; }

    /// <summary>Asks the rules about a session's record; its answers before are gone.</summary>
    public void Ask(RuleSession session)
    {
        _session = session;
        _known = _batch.Ask(session, this);
    }

    /// <summary>Whether a condition holds. Throws <see cref="RuleException"/> when it failed.</summary>
    public bool Holds(int index) => IsKnown(index) ? Conditions[index] : _session!.Holds(_batch.Rules[index], _session.Root);

    /// <summary>What a number is; 0 when empty. Throws <see cref="RuleException"/> when it failed.</summary>
    public decimal Number(int index) => IsKnown(index) ? Numbers[index] : _session!.Number(_batch.Rules[index], _session.Root);

    /// <summary>A value, of its slot's kind. Throws <see cref="RuleException"/> when it failed.</summary>
    public Value Value(int index) => IsKnown(index) ? Values[index] : _session!.Calculate(_batch.Rules[index], _session.Root);

    private bool IsKnown(int index) => index < _known && !_batch.IsAlone(index);

    private T[] RoomFor<T>(RuleUse use) => _batch.Rules.Any(rule => rule.Site.Use == use) ? new T[_batch.Rules.Length] : [];
}
