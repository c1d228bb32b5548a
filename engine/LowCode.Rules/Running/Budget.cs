using Jint;
using LowCode.Definitions.Messages;

namespace LowCode.Rules.Running;

/// <summary>Counts what a rule uses and stops it at the <see cref="Limits"/>. Asked by the engine before every step.</summary>
internal sealed class Budget : Constraint
{
    private int _steps;
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
    }

    /// <inheritdoc/>
    public override void Check()
    {
        if (++_steps > Limits.Steps)
            throw new RuleFailure(RuleFailureMessages.Steps, ("max", Limits.Steps));
        if (_ofSession + _steps > Limits.StepsOfSession)
            throw new RuleFailure(RuleFailureMessages.Steps, ("max", Limits.StepsOfSession));
        if ((_steps & 7) == 0)
            CheckOthers();
    }

    // Most rules have fewer steps and never get here. A step cannot allocate much by itself.
    private void CheckOthers()
    {
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
    }
}
