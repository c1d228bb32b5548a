using System.Net.Sockets;
using LowCode.Definitions.Messages;
using Npgsql;

namespace LowCode.Storage.Postgres.Connections;

/// <summary>What the database's and the network's exceptions mean to us.</summary>
internal static class Failures
{
    /// <summary>True when the server could not be asked, or took the answer with it.</summary>
    public static bool IsConnection(Exception failure) => failure switch
    {
        PostgresException refused => refused.SqlState.StartsWith("08", StringComparison.Ordinal)
            || refused.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
                or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections
                or "25P03",
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => false,
    };

    /// <summary>True when a group failed because of what is in it, so that each batch must be tried alone.</summary>
    public static bool IsContent(PostgresException failure) =>
        failure.SqlState.StartsWith("22", StringComparison.Ordinal) || failure.SqlState.StartsWith("23", StringComparison.Ordinal)
        || failure.SqlState.StartsWith("54", StringComparison.Ordinal);

    /// <summary>True when the same may well succeed when it is tried again.</summary>
    public static bool IsPassing(PostgresException failure) =>
        failure.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.LockNotAvailable;

    /// <summary>True when the database does not let us in, or not do what we must.</summary>
    public static bool IsAccess(PostgresException failure) =>
        failure.SqlState.StartsWith("28", StringComparison.Ordinal)
        || failure.SqlState is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege;

    /// <summary>The failure as ours.</summary>
    public static StorageException ToStorage(Exception failure) => failure switch
    {
        StorageException storage => storage,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new(StorageMessages.DiskFull, [], failure),
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => new(StorageMessages.QueryTooLong, [], failure),
        PostgresException refused when IsAccess(refused) => new(HostMessages.DatabaseRefuses, [("reason", refused.MessageText)], failure),
        PostgresException refused when !IsConnection(refused) =>
            new(StorageMessages.DatabaseFailed, [("reason", refused.MessageText)], failure),
        _ when IsConnection(failure) => new(StorageMessages.DatabaseUnreachable, [("reason", failure.Message)], failure),
        _ => new(StorageMessages.DatabaseFailed, [("reason", failure.Message)], failure),
    };

    /// <summary>True for what <see cref="ToStorage"/> should be told about; bugs and cancellations stay what they are.</summary>
    public static bool IsOurs(Exception failure) => failure is NpgsqlException or SocketException or TimeoutException;
}
