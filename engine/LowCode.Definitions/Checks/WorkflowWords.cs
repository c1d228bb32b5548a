namespace LowCode.Definitions.Checks;

/// <summary>Words with a meaning of their own where roles and transitions are named.</summary>
internal static class WorkflowWords
{
    /// <summary>Stands among those who may take a transition for the system, which takes it at a deadline.</summary>
    public const string System = "system";

    /// <summary>What a deadline does when it names no transition.</summary>
    public const string Escalate = "escalate";
}
