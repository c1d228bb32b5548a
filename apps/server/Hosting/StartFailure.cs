using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Storage;
using Microsoft.AspNetCore.Connections;

namespace LowCode.Server.Hosting;

/// <summary>Why the server does not start: a sentence for the operator in both languages, and an exit code. No stack trace.</summary>
sealed class StartFailure(int exitCode, Message message, params ReadOnlySpan<(string Name, object? Value)> arguments) : Exception
{
    public const int BadConfiguration = 2;
    public const int PortInUse = 3;
    public const int StorageFailed = 4;
    public const int BadPack = 5;

    private readonly ImmutableArray<(string, object?)> _arguments = [.. arguments];

    public int ExitCode { get; } = exitCode;

    public override string Message => $"""
        {message.Code}
        {message.Format(Locales.Chinese, _arguments.AsSpan())}
        {message.Format(Locales.English, _arguments.AsSpan())}
        """;

    /// <summary>The failure behind an exception of the start, or null when it is a bug.</summary>
    public static StartFailure? Of(Exception error, string urls) => error switch
    {
        StartFailure failure => failure,
        StorageException storage => new StartFailure(IsSetting(storage.Problem) ? BadConfiguration : StorageFailed, storage.Problem, storage.Arguments.AsSpan()),
        IOException { InnerException: AddressInUseException } => new StartFailure(PortInUse, HostMessages.PortInUse, ("urls", urls)),
        UnauthorizedAccessException or IOException =>
            new StartFailure(StorageFailed, HostMessages.FolderNotUsable, ("reason", error.Message)),
        _ => null,
    };

    private static bool IsSetting(Message problem) =>
        problem == HostMessages.NoConnectionString || problem == HostMessages.BadConnectionString || problem == HostMessages.BadSetting;
}
