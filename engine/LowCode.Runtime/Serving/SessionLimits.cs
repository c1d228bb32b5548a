namespace LowCode.Runtime.Serving;

/// <summary>How long sessions last.</summary>
public sealed record SessionLimits
{
    /// <summary>A session that has not been used for so long is over.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A session is over so long after its sign-in.</summary>
    public TimeSpan Absolute { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Most sessions of a user; a further one ends the one that was used least recently.</summary>
    public int Most { get; init; } = 20;

    /// <summary>For how long a session that is over is remembered, so that its device can be told that it was revoked.</summary>
    public TimeSpan Remembered { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Most sessions of a user that are over and remembered.</summary>
    public int MostRemembered { get; init; } = 100;

    // Each use would be an entry in the change log, which is kept for ever.
    internal TimeSpan Touch => Idle / 6;
}
