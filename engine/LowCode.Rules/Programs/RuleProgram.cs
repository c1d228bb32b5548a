using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;

namespace LowCode.Rules;

/// <summary>
/// All rules of one form version (its fields', its workflow's, its decisions'), ready to run. Immutable and thread-safe;
/// made by <see cref="RuleProgramBuilder"/>. How rules run is hidden behind this class: callers see rows and values only.
/// </summary>
public abstract class RuleProgram
{
    /// <summary>The rules by index.</summary>
    public abstract ImmutableArray<Rule> Rules { get; }

    /// <summary>Reference slots of which some rule reads the record they point to, with that record's set: to be read before an evaluation.</summary>
    public abstract ImmutableArray<(Shape Shape, Slot Slot, string Set)> References { get; }

    /// <summary>
    /// The construct that keeps a rule from being compiled, as it looks in the rule (<c>toUpperCase</c>), so that the
    /// slower engine runs it with the same result; null when it is compiled.
    /// </summary>
    public abstract string? WhyInterpreted(Rule rule);

    /// <summary>Rules of this program over the record itself, to be asked together. Nothing is set or hidden in between.</summary>
    public abstract RuleBatch Batch(IEnumerable<Rule> rules);

    /// <summary>
    /// Starts an evaluation over a row that is not frozen. The session sees the row's values as they are now; changes are
    /// made through the session. Dispose it to give its engine back.
    /// </summary>
    public abstract RuleSession Open(Row root, RuleContext context);
}

/// <summary>One evaluation over one record. Not thread-safe.</summary>
public abstract class RuleSession : IDisposable
{
    /// <summary>The rules.</summary>
    public abstract RuleProgram Program { get; }

    /// <summary>The record's row, as it is now.</summary>
    public abstract Row Root { get; }

    /// <summary>A new evaluation of the same record begins: what one may use is counted from here.</summary>
    public abstract void Begin();

    /// <summary>
    /// Whether a condition holds for a row: the root, or a row of one of its tables (the rule's scope decides which).
    /// Throws <see cref="RuleException"/>.
    /// </summary>
    public abstract bool Holds(Rule rule, Row row);

    /// <summary>The value of a rule, converted to the kind of its target slot. Throws <see cref="RuleException"/>.</summary>
    public abstract Value Calculate(Rule rule, Row row);

    /// <summary>The number that a rule gives; 0 when it is empty. Throws <see cref="RuleException"/>.</summary>
    public abstract decimal Number(Rule rule, Row row);

    /// <summary>Whether an option filter lets an option through. Throws <see cref="RuleException"/>.</summary>
    public abstract bool Offers(Rule rule, Row row, OptionDefinition option);

    /// <summary>Sets a value in the root or one of its rows; rules see it from now on.</summary>
    public abstract void Set(Row row, Slot slot, Value value);

    /// <summary>Hides a field or shows it again: while hidden it is empty in every rule, and keeps its value in the row.</summary>
    public abstract void Hide(Row row, Slot slot, bool hidden);

    /// <summary>Gives the engine back.</summary>
    public abstract void Dispose();
}
