using LowCode.Runtime.Callers;

namespace LowCode.Runtime.Users;

/// <summary>An access token, without its secret.</summary>
/// <param name="Id">Its public id, by which it can be revoked.</param>
/// <param name="Title">What its owner calls it.</param>
/// <param name="Scope">What it leaves of what its owner may do; null for one from before tokens had a scope.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="LastUsedOn">The day, in UTC, on which it was used last; null when it never was.</param>
public sealed record AccessToken(
    Guid Id, string Title, TokenScope? Scope, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateOnly? LastUsedOn);
