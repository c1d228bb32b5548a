namespace LowCode.Workflows.Tasks;

/// <summary>Something to do for whoever holds a role at a division: a record waits for them in its state.</summary>
/// <param name="Role">The role.</param>
/// <param name="Division">Code of the division at which it is looked for.</param>
/// <param name="Due">When it must be done, or null.</param>
/// <param name="Escalated">True when it was given on because the time was over.</param>
public sealed record WorkflowTask(string Role, string Division, DateTimeOffset? Due, bool Escalated = false);
