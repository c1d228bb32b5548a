using LowCode.Runtime.Commands;

namespace LowCode.Runtime.Users;

/// <summary>A user was added or changed, and it is durable.</summary>
/// <param name="Account">The user as they are now.</param>
public sealed record UserDone(Account Account) : CommandResult;
