using System.Collections.Immutable;
using System.Globalization;

namespace LowCode.Definitions.Messages;

/// <summary>Where in a definition something stands. Lines and columns count from 1; columns in UTF-16 code units.</summary>
/// <param name="File">Path within the pack, with forward slashes: <c>forms/inspection.json</c>.</param>
/// <param name="Line">Line, from 1; 0 when the file as a whole is meant.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Node">JSON path of the node: <c>fields[3].check.rule</c>; empty for the root.</param>
public sealed record SourceLocation(string File, int Line, int Column, string Node = "")
{
    /// <summary>For definitions that were made in code, not read.</summary>
    public static readonly SourceLocation None = new("", 0, 0);
}

/// <summary>An author's mistake, with its position. Shown as <c>file(line,col): severity CODE: message</c>.</summary>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="At">Where.</param>
/// <param name="Severity">An error keeps the definition from being published.</param>
public sealed record Diagnostic(Message Message, SourceLocation At, Severity Severity = Severity.Error)
{
    /// <summary>What fills the message's placeholders.</summary>
    public ImmutableArray<(string Name, object? Value)> Arguments { get; init; } = [];

    /// <summary>A diagnostic with arguments.</summary>
    public static Diagnostic Of(Message message, SourceLocation at, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        new(message, at) { Arguments = [.. arguments] };

    /// <summary>The one line that every tool shows, in a language.</summary>
    public string In(string? locale)
    {
        var severity = Severity == Severity.Error ? "error" : "warning";
        var position = At.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"({At.Line},{At.Column})") : "";
        return $"{At.File}{position}: {severity} {Message.Code}: {Message.Format(locale, Arguments.AsSpan())}";
    }

    /// <summary>In English.</summary>
    public override string ToString() => In(Locales.English);
}
