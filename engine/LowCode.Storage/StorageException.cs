using System.Collections.Immutable;
using LowCode.Definitions.Messages;

namespace LowCode.Storage;

/// <summary>The store is broken, locked, full, or was made by something else. Never thrown for what a caller asked.</summary>
public sealed class StorageException(Message message, ImmutableArray<(string Name, object? Value)> arguments, Exception? inner = null)
    : Exception(message.Format(Locales.English, arguments.AsSpan()), inner)
{
    /// <summary>What is wrong and what to do, in every language.</summary>
    public Message Problem { get; } = message;

    /// <summary>What fills the message's placeholders.</summary>
    public ImmutableArray<(string Name, object? Value)> Arguments { get; } = arguments;
}
