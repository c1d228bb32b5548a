using Jint;
using LowCode.Definitions.Messages;

namespace LowCode.Rules.Running;

/// <summary>
/// Counts what a rule uses and stops it at the <see cref="Limits"/>. Asked before every step, by the engine or by compiled
/// code, and whenever something large is read or made.
/// </summary>
internal sealed class Budget : Constraint
{
    private const int Between = 8;

    private int _steps;
    private int _nextCheck = Between;
    private int _ofSession;
    private bool _isWatched;
    private long _bytes;
    private long _deadline;
    private long? _deadlineOfSession;

    /// <summary>What measures the time.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>A new evaluation begins.</summary>
    public void Begin()
    {
        _ofSession = 0;
        _deadlineOfSession = null;
    }

    /// <summary>A new rule begins; the engine calls this.</summary>
    public override void Reset()
    {
        _ofSession += _steps;
        _steps = 0;
        _isWatched = false;
        _nextCheck = Math.Min(Between, Limits.StepsOfSession - _ofSession + 1);
    }

    /// <inheritdoc/>
    public override void Check()
    {
        if (++_steps >= _nextCheck)
            CheckSteps();
    }

    /// <summary>Several steps that neither failed nor took long were taken.</summary>
    public void Check(int steps)
    {
        _steps = Math.Min(_steps + steps, Limits.Steps + 1);
        if (_steps >= _nextCheck)
            CheckSteps();
    }

    /// <summary>The last step was none of the rule's.</summary>
    public void Refund() => _steps--;

    /// <summary>A text or list of a length is read or was made.</summary>
    public void Weigh(long length)
    {
        if (length >= Limits.Large)
            CheckOthers();
    }

    // Most rules have fewer steps and never get here. Steps are stopped exactly, the others at the next check.
    private void CheckSteps()
    {
        if (_steps > Limits.Steps)
            throw new RuleFailure(RuleFailureMessages.Steps, ("max", Limits.Steps));
        if (_ofSession + _steps > Limits.StepsOfSession)
            throw new RuleFailure(RuleFailureMessages.Steps, ("max", Limits.StepsOfSession));
        CheckOthers();
        _nextCheck = Math.Min(_steps + Between, Math.Min(Limits.Steps, Limits.StepsOfSession - _ofSession) + 1);
    }

    private void CheckOthers()
    {
        var now = (long)Clock.GetElapsedTime(0).TotalMilliseconds;
        if (!_isWatched)
        {
            _isWatched = true;
            _bytes = GC.GetAllocatedBytesForCurrentThread() + Limits.Bytes;
            _deadline = now + Limits.Milliseconds;
            _deadlineOfSession ??= now + Limits.MillisecondsOfSession;
        }
        if (GC.GetAllocatedBytesForCurrentThread() > _bytes)
            throw new RuleFailure(RuleFailureMessages.Memory, ("max", Limits.Bytes));
        if (now > _deadline)
            throw new RuleFailure(RuleFailureMessages.Time, ("max", Limits.Milliseconds));
        if (now > _deadlineOfSession)
            throw new RuleFailure(RuleFailureMessages.Time, ("max", Limits.MillisecondsOfSession));
    }
}
