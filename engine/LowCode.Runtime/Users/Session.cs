namespace LowCode.Runtime.Users;

/// <summary>A session of a browser.</summary>
/// <param name="Id">Its public id, by which it can be ended; not what the browser has.</param>
/// <param name="Device">What the browser called itself at sign-in.</param>
/// <param name="Address">The address from which it signed in.</param>
/// <param name="CreatedAt">When it signed in.</param>
/// <param name="LastUsedAt">When it was used last, give or take a few minutes.</param>
/// <param name="ExpiresAt">When it ends however much it is used.</param>
public sealed record Session(Guid Id, string Device, string Address, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt);
