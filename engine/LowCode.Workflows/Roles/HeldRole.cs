namespace LowCode.Workflows.Roles;

/// <summary>A role as a person holds it.</summary>
/// <param name="Role">Name of the role.</param>
/// <param name="Division">Code of the division at which it is held; empty when it is held over all divisions.</param>
public readonly record struct HeldRole(string Role, string Division);
