using System.Collections.Immutable;
using LowCode.Definitions.Messages;

namespace LowCode.Packs.Testing;

/// <summary>A case cannot be run as it is written.</summary>
sealed class CaseProblem(Message message, params ReadOnlySpan<(string Name, object? Value)> arguments)
    : Exception(message.Format(Locales.English, arguments))
{
    public Finding Finding { get; } = new(message, "") { Arguments = ImmutableArray.Create(arguments) };
}
