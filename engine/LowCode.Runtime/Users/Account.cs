using System.Collections.Immutable;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Roles;

namespace LowCode.Runtime.Users;

/// <summary>A user as a sign-in sees them. Immutable: of the moment at which it was read.</summary>
/// <param name="Caller">The user, with the roles that they hold at that moment.</param>
public sealed record Account(Caller Caller)
{
    /// <summary>The roles that the user is given, whether they are in force or not.</summary>
    public ImmutableArray<RoleAssignment> Given { get; init; } = [];

    /// <summary>Whose roles are lent to the user, also those of other days.</summary>
    public ImmutableArray<StandIn> StandsIn { get; init; } = [];

    /// <summary>The password's hash, or null when there is none.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>When the password was set last, or null.</summary>
    public DateTimeOffset? PasswordChangedAt { get; init; }

    /// <summary>True until the person has chosen a password of their own.</summary>
    public bool MustChangePassword { get; init; }

    /// <summary>True when nothing lets this user in.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Grows with whatever ends all sessions; a session of another number is over.</summary>
    public long Stamp { get; init; }

    /// <summary>Sessions of a lower <see cref="Stamp"/> were revoked, by <see cref="RevokedAt"/>; 0 for none.</summary>
    public long RevokedStamp { get; init; }

    /// <summary>When all sessions were revoked last, or null.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Wrong sign-ins that are counted now.</summary>
    public int Failed { get; init; }

    /// <summary>Until when passwords are refused, right ones too; null when they are not.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>The second factor, or null. While it is not confirmed it asks nobody for a code.</summary>
    public SecondFactor? SecondFactor { get; init; }

    /// <summary>Whether codes are asked for.</summary>
    public bool NeedsCode => SecondFactor is { IsOn: true };

    /// <summary>Whether passwords are refused at an instant.</summary>
    public bool IsLocked(DateTimeOffset now) => LockedUntil > now;
}

/// <summary>A second factor: codes that change with time (RFC 6238), and codes for when the device is lost.</summary>
/// <param name="Secret">The secret as the host protects it.</param>
/// <param name="IsOn">True once a code has shown that the person's device has it.</param>
/// <param name="LastStep">The time step of the last code that was used; 0 for none.</param>
/// <param name="Recovery">Hashes of the recovery codes that are left.</param>
public sealed record SecondFactor(string Secret, bool IsOn, long LastStep, ImmutableArray<string> Recovery);
