using System.Collections.Immutable;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;

namespace LowCode.Runtime.Users;

/// <summary>An invitation, without its code: who accepts it becomes a user.</summary>
/// <param name="Id">Its public id, by which it can be withdrawn.</param>
/// <param name="Title">For whom it is, as whoever made it calls them.</param>
/// <param name="Roles">The roles that it brings.</param>
/// <param name="IsAdministrator">Whether who accepts it becomes an administrator.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="CreatedBy">Who made it.</param>
public sealed record Invitation(
    Guid Id, string Title, ImmutableArray<RoleAssignment> Roles, bool IsAdministrator, DateTimeOffset ExpiresAt, string CreatedBy);

/// <summary>An invitation was made.</summary>
/// <param name="Invitation">The invitation.</param>
public sealed record InvitationDone(Invitation Invitation) : CommandResult;
