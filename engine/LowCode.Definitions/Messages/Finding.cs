using System.Collections.Immutable;

namespace LowCode.Definitions.Messages;

/// <summary>
/// A user's failure as data: what is wrong with which field of a record or request. See <see cref="Diagnostic"/> for
/// what is wrong with a definition file.
/// </summary>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Path">
/// The field: <c>inspectedOn</c>, <c>contact.phone</c>, or inside a table with the row's position from zero,
/// <c>supplies[2].needed</c>. Empty when the record as a whole is meant.
/// </param>
/// <param name="Severity">An error holds the command up, a warning does not.</param>
public sealed record Finding(Message Message, string Path, Severity Severity = Severity.Error)
{
    /// <summary>What fills the message's placeholders.</summary>
    public ImmutableArray<(string Name, object? Value)> Arguments { get; init; } = [];

    /// <summary>The author's own words (a check's message), which then stand in place of the catalogue's sentence.</summary>
    public LocalizedText? Text { get; init; }

    /// <summary>The sentence in a language.</summary>
    public string In(string? locale) => Text?.In(locale) ?? Message.Format(locale, Arguments.AsSpan());

    /// <summary>A finding with arguments.</summary>
    public static Finding Of(Message message, string path, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        new(message, path) { Arguments = [.. arguments] };
}
