namespace LowCode.Runtime.Users;

/// <summary>Something that happened to an account and that its owner should know of.</summary>
/// <param name="Number">Number of its entry in the audit.</param>
/// <param name="What">What it was.</param>
/// <param name="At">When; of several the last time.</param>
/// <param name="From">From which address; empty when it is not known, and when it was somebody else, whose address is for who audits.</param>
/// <param name="By">The name of the user who did it; null when it was the owner, or whoever gave the owner's name.</param>
/// <param name="Times">How many times in a row.</param>
public sealed record SecurityEvent(long Number, SecurityEventKind What, DateTimeOffset At, string From, string? By, int Times);

/// <summary>What may happen to an account.</summary>
public enum SecurityEventKind
{
    /// <summary>Somebody signed in.</summary>
    SignedIn,

    /// <summary>Somebody gave the name with a wrong password or code.</summary>
    SignInFailed,

    /// <summary>The password was changed by who knew it.</summary>
    PasswordChanged,

    /// <summary>An administrator gave another first password.</summary>
    PasswordReset,

    /// <summary>Codes are asked for from then on.</summary>
    SecondFactorOn,

    /// <summary>Codes are not asked for any more.</summary>
    SecondFactorOff,

    /// <summary>An administrator took the second factor away.</summary>
    SecondFactorReset,

    /// <summary>A recovery code was used up.</summary>
    RecoveryCodeUsed,
}
