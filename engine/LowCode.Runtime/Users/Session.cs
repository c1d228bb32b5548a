namespace LowCode.Runtime.Users;

/// <summary>A session of a browser.</summary>
/// <param name="Id">Its public id, by which it can be ended; not what the browser has.</param>
/// <param name="Device">What the browser called itself at sign-in.</param>
/// <param name="Address">The address from which it signed in.</param>
/// <param name="CreatedAt">When it signed in.</param>
/// <param name="LastUsedAt">When it was used last, give or take a few minutes.</param>
/// <param name="ExpiresAt">When it ends however much it is used.</param>
/// <param name="Provider">How it was opened by single sign-on; null when it was by a password.</param>
public sealed record Session(
    Guid Id, string Device, string Address, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt,
    ProviderSession? Provider = null)
{
    /// <summary>True when it is over and only remembered.</summary>
    public bool IsOver { get; init; }
}

/// <summary>The session at a provider by which one of ours was opened.</summary>
/// <param name="Identity">The identity; see <see cref="IdentityDirectory"/>.</param>
/// <param name="Id">What the provider calls its session; null when it does not say.</param>
public sealed record ProviderSession(Guid Identity, string? Id);
