namespace LowCode.Stores;

/// <summary>What opening a store needs beside its name. Immutable. Never logged: it holds a password.</summary>
public sealed class StoreSettings
{
    /// <summary>Where the database is, as Npgsql reads it; null for an embedded store.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Database schema that holds everything; installations in one database take different ones.</summary>
    public string Schema { get; init; } = "lowcode";

    /// <summary>Most bytes of memory that current records of an embedded store may take; 0 for 60 % of what the machine has.</summary>
    public long MemoryLimitBytes { get; init; }

    /// <summary>The clock by which attachments are dated.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>As the environment says: <c>LOWCODE_Postgres</c> and <c>LOWCODE_Schema</c>.</summary>
    public static StoreSettings FromEnvironment() => new()
    {
        ConnectionString = Environment.GetEnvironmentVariable("LOWCODE_Postgres"),
        Schema = Environment.GetEnvironmentVariable("LOWCODE_Schema") is { Length: > 0 } schema ? schema : "lowcode",
    };
}
