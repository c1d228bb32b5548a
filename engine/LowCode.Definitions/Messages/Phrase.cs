using System.Collections.Immutable;

namespace LowCode.Definitions.Messages;

/// <summary>A part of a sentence that fills a placeholder of another message, in that message's language.</summary>
/// <param name="Message">The part.</param>
public sealed record Phrase(Message Message)
{
    /// <summary>What fills its own placeholders.</summary>
    public ImmutableArray<(string Name, object? Value)> Arguments { get; init; } = [];

    /// <summary>The part in a language.</summary>
    public string In(string? locale) => Message.Format(locale, Arguments.AsSpan());

    /// <summary>In English.</summary>
    public override string ToString() => In(Locales.English);
}
