using Jint;
using LowCode.Definitions.Messages;

namespace LowCode.Rules.Running;

/// <summary>Counts what a rule uses and stops it at the <see cref="Limits"/>. Asked by the engine before every step.</summary>
internal sealed class Budget : Constraint
{
    private const int Between = 8;

    private int _steps;
    private int _nextCheck = Between;
    private int _ofSession;
    private long _bytes;
    private long _deadline;

    /// <summary>A new evaluation begins.</summary>
    public void Begin() => _ofSession = 0;

    /// <summary>A new rule begins; the engine calls this.</summary>
    public override void Reset()
    {
        _ofSession += _steps;
        _steps = 0;
        _deadline = 0;
        _nextCheck = Math.Min(Between, Limits.StepsOfSession - _ofSession + 1);
    }

    /// <inheritdoc/>
    public override void Check()
    {
        if (++_steps >= _nextCheck)
            CheckAll();
    }

    // Most rules have fewer steps and never get here. Steps are stopped exactly, the others at the next check.
    private void CheckAll()
    {
        if (_steps > Limits.Steps)
            throw new RuleFailure(RuleFailureMessages.Steps, ("max", Limits.Steps));
        if (_ofSession + _steps > Limits.StepsOfSession)
            throw new RuleFailure(RuleFailureMessages.Steps, ("max", Limits.StepsOfSession));
        if (_deadline == 0)
        {
            _bytes = GC.GetAllocatedBytesForCurrentThread() + Limits.Bytes;
            _deadline = Environment.TickCount64 + Limits.Milliseconds;
        }
        else if (GC.GetAllocatedBytesForCurrentThread() > _bytes)
        {
            throw new RuleFailure(RuleFailureMessages.Memory, ("max", Limits.Bytes));
        }
        else if (Environment.TickCount64 > _deadline)
        {
            throw new RuleFailure(RuleFailureMessages.Time, ("max", Limits.Milliseconds));
        }
        _nextCheck = Math.Min(_steps + Between, Math.Min(Limits.Steps, Limits.StepsOfSession - _ofSession) + 1);
    }
}
