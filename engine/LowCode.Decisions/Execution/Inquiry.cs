using System.Runtime.ExceptionServices;
using LowCode.Rules;

namespace LowCode.Decisions.Execution;

/// <summary>
/// The one input of every expression that RulesEngine runs, <c>input.Found(17, input.Holds(17))</c>: it tells
/// what the rules say, which were asked together, and keeps what RulesEngine makes of the answers. One class for all forms, so that
/// RulesEngine compiles a decision once and never again. One a decision that is being taken; not thread-safe.
/// </summary>
internal sealed class Inquiry(IReadOnlyList<IAskable> rules, RuleAnswers? said)
{
    private readonly Answer[] _answers = new Answer[rules.Count];
    private readonly bool[] _held = new bool[rules.Count];
    private ExceptionDispatchInfo? _failure;

    /// <summary>Whether the condition of a rule holds; false without asking when the condition around it does not.</summary>
    public bool Holds(int number)
    {
        if (_answers[number] != Answer.NotAsked)
            return _answers[number] == Answer.Yes;
        if (said is null || _failure is not null)
            return false;
        if (rules[number].Guard is { } guard && !Holds(guard))
            return false;
        try
        {
            var holds = rules[number].When is not { } when || said.Holds(when);
            _answers[number] = holds ? Answer.Yes : Answer.No;
            return holds;
        }
        catch (RuleException failure)
        {
            // RulesEngine would turn it into "does not hold"; it is kept and thrown once RulesEngine is done.
            _failure = ExceptionDispatchInfo.Capture(failure);
            return false;
        }
    }

    /// <summary>Keeps what RulesEngine found for a rule as a whole, nested rules included, and gives it back.</summary>
    public bool Found(int number, bool held) => _held[number] = held;

    /// <summary>What RulesEngine found for a rule as a whole.</summary>
    public bool Held(int number) => _held[number];

    /// <summary>Throws the <see cref="RuleException"/> of a condition that failed, as it was.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    private enum Answer : byte
    {
        NotAsked,
        No,
        Yes,
    }
}
