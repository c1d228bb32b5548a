using LowCode.Workflows.Deadlines;

namespace LowCode.Runtime.Serving;

/// <summary>What an installation is told at its start.</summary>
public sealed record InstallationOptions
{
    /// <summary>What <c>today()</c> and deadlines mean. Asia/Shanghai unless given.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>Which days are worked, for deadlines in working days. China's unless given.</summary>
    public IWorkCalendar Calendar { get; init; } = WorkCalendar.China;

    /// <summary>
    /// For how long a node that has taken a deadline up keeps it from the other nodes; when it is killed meanwhile, another
    /// one fires it after that. 30 s unless given.
    /// </summary>
    public TimeSpan TimerLease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// For how long a record that is due to be erased and could not be (others refer to it, it failed) is left alone. A day unless
    /// given.
    /// </summary>
    public TimeSpan RetentionLease { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How long an upload is kept that no record names: longer than a device is without a network that has uploaded a photo and not
    /// yet sent its record. 60 days unless given; zero to keep all.
    /// </summary>
    public TimeSpan UnusedUploads { get; init; } = TimeSpan.FromDays(60);

    /// <summary>How long sessions of browsers last.</summary>
    public SessionLimits Sessions { get; init; } = new();

    /// <summary>What commands may not pass.</summary>
    public CommandLimits Limits { get; init; } = new();
}

/// <summary>Limits of one command: what is past them is a finding.</summary>
public sealed record CommandLimits
{
    /// <summary>Most rows in one table of a record.</summary>
    public int RowsPerTable { get; init; } = 1000;

    /// <summary>Most rows in all tables of a record together.</summary>
    public int RowsPerRecord { get; init; } = 5000;

    /// <summary>Most characters (UTF-16) in one text, whatever the form allows.</summary>
    public int TextLength { get; init; } = 100_000;

    /// <summary>How often a command without a precondition is evaluated again when others changed its record meanwhile.</summary>
    public int Attempts { get; init; } = 8;
}
