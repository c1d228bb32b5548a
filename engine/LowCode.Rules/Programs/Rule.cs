using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Values;

namespace LowCode.Rules;

/// <summary>What a rule's result is used for, which decides how the JavaScript value is read.</summary>
public enum RuleUse
{
    /// <summary>A condition: JavaScript truthiness.</summary>
    Condition,

    /// <summary>A value for a slot: converted to the slot's kind; null, undefined, NaN and '' are empty.</summary>
    Value,

    /// <summary>A number (points); empty counts as 0.</summary>
    Number,
}

/// <summary>Where a rule stands: which fields it may name and what its result is for.</summary>
/// <param name="Scope">The shape whose rows it is evaluated for: the form's own, or a table's. Names are looked up there first, then in the shapes around it.</param>
/// <param name="Use">What its result is used for.</param>
/// <param name="Target">The slot that takes the value, for <see cref="RuleUse.Value"/>.</param>
/// <param name="Options">For an option filter: true, and <c>option</c> may be named.</param>
public sealed record RuleSite(Shape Scope, RuleUse Use, Slot? Target = null, bool Options = false)
{
    /// <summary>A slot of the scope that is never empty when the rule is asked: that of the field which a check belongs to.</summary>
    public Slot? Filled { get; init; }
}

/// <summary>A field that a rule reads: the shape it lies in and its slot. A table read as a whole also lists what is read of its rows.</summary>
public readonly record struct RuleRead(Shape Shape, Slot Slot);

/// <summary>A rule that was parsed and checked, by the program that can run it. Immutable.</summary>
/// <param name="Index">Its number in the program.</param>
/// <param name="Text">As its author wrote it.</param>
/// <param name="Site">Where it stands.</param>
/// <param name="Reads">The fields it depends on.</param>
public sealed record Rule(int Index, RuleText Text, RuleSite Site, ImmutableArray<RuleRead> Reads);

/// <summary>
/// A rule failed on a record: a TypeError, a limit that was passed, or a value that its slot cannot hold.
/// The record's author sees it as a finding on the field; it is never taken for false or empty.
/// </summary>
public sealed class RuleException(Rule rule, Message message, ImmutableArray<(string Name, object? Value)> arguments, Exception? inner = null)
    : Exception($"{rule.Text}: {message.Format(Locales.English, arguments.AsSpan())}", inner)
{
    /// <summary>The rule.</summary>
    public Rule Rule { get; } = rule;

    /// <summary>What went wrong, in every language.</summary>
    public Message Problem { get; } = message;

    /// <summary>What fills the message's placeholders.</summary>
    public ImmutableArray<(string Name, object? Value)> Arguments { get; } = arguments;
}
