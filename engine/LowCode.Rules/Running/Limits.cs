using System.Collections.Immutable;
using LowCode.Definitions.Messages;

namespace LowCode.Rules.Running;

/// <summary>What one rule may use on one record. Rules are expressions over one record: real ones stay far below.</summary>
internal static class Limits
{
    /// <summary>Calls of arrow functions.</summary>
    public const int Steps = 200_000;

    /// <summary>Calls of arrow functions in all rules of one evaluation together.</summary>
    public const int StepsOfSession = 5_000_000;

    /// <summary>Milliseconds. A backstop: the steps are what normally stops a rule, because they stop it at the same place everywhere.</summary>
    public const int Milliseconds = 2_000;

    /// <summary>Milliseconds from the first costly step of an evaluation to the last of all its rules.</summary>
    public const int MillisecondsOfSession = 10_000;

    /// <summary>Bytes allocated.</summary>
    public const long Bytes = 64 * 1024 * 1024;

    /// <summary>UTF-16 code units in a text that a rule makes, or tests against a pattern.</summary>
    public const int Characters = 100_000;

    /// <summary>Items in a list that a rule makes by concatenation.</summary>
    public const int Items = 100_000;

    /// <summary>From this length on, reading or making a text or list counts as costly: time and memory are looked at.</summary>
    public const int Large = 1_000;
}

/// <summary>A rule was stopped or failed inside; becomes a <see cref="RuleException"/> where the rule is known.</summary>
internal sealed class RuleFailure(Message message, params ReadOnlySpan<(string Name, object? Value)> arguments) : Exception(message.Code)
{
    public Message Problem { get; } = message;

    public ImmutableArray<(string Name, object? Value)> Arguments { get; } = [.. arguments];

    /// <summary>Works with what a rule gave; a failure becomes the rule's.</summary>
    public static T Of<TResult, T>(Rule rule, TResult result, Func<TResult, T> work)
    {
        try
        {
            return work(result);
        }
        catch (RuleFailure failure)
        {
            throw failure.At(rule);
        }
    }

    /// <summary>The failure as that of a rule.</summary>
    public RuleException At(Rule rule) => new(rule, Problem, Arguments, this);
}
