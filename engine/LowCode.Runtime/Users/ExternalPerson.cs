using System.Collections.Immutable;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;

namespace LowCode.Runtime.Users;

/// <summary>Somebody as a provider of single sign-on knows them, at a sign-in that has been verified.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">The person, as the provider calls them.</param>
/// <param name="UserName">The name of the user that is made when there is none; null when the provider gives none.</param>
/// <param name="Title">The name as people say it, or null.</param>
/// <param name="Roles">The roles that follow from what the provider says.</param>
/// <param name="IsAdministrator">Whether an administrator follows from it.</param>
public sealed record ExternalPerson(
    string Issuer, string Subject, string? UserName, string? Title, ImmutableArray<RoleAssignment> Roles, bool IsAdministrator);

/// <summary>Which person at a provider a user is.</summary>
/// <param name="Id">Its public id, by which it can be taken away.</param>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">The person, as the provider calls them.</param>
/// <param name="IsAdministrator">Whether the last sign-in made the user an administrator.</param>
/// <param name="Roles">The roles that the last sign-in brought.</param>
public sealed record ExternalIdentity(Guid Id, string Issuer, string Subject, bool IsAdministrator, ImmutableArray<RoleAssignment> Roles);

/// <summary>A person came in by single sign-on.</summary>
/// <param name="Account">The user that this is, with the roles that they have now.</param>
/// <param name="Identity">The id of the identity.</param>
/// <param name="LeftOut">Roles that the provider brings and that there cannot be: at an unknown division, in an unknown app.</param>
public sealed record SignedOn(Account Account, Guid Identity, ImmutableArray<RoleAssignment> LeftOut) : CommandResult;

/// <summary>A user was tied to a person at a provider.</summary>
/// <param name="Identity">The person.</param>
public sealed record IdentityDone(ExternalIdentity Identity) : CommandResult;
