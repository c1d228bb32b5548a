using System.Collections.Immutable;
using LowCode.Definitions.Messages;

namespace LowCode.Cli;

/// <summary>A command cannot go on; the person reads the message, no stack trace.</summary>
sealed class CommandFailure(Message problem, params ReadOnlySpan<(string Name, object? Value)> arguments)
    : Exception(problem.Format(Locales.English, arguments))
{
    public Message Problem { get; } = problem;

    public ImmutableArray<(string Name, object? Value)> Arguments { get; } = [.. arguments];
}
