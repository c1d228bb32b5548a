using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;

namespace LowCode.Rules.Checking;

/// <summary>
/// Reports what is wrong in one rule. A position in the rule becomes one in its file by adding to the column of the
/// rule's first character: exact as long as nothing before it is escaped in the JSON string.
/// </summary>
internal sealed class Reporter(RuleText text, Diagnostics? diagnostics)
{
    /// <summary>True when an error was reported.</summary>
    public bool HasErrors { get; private set; }

    public void Error(Message message, int at, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        HasErrors = true;
        diagnostics?.Error(message, At(at), arguments);
    }

    public void Warning(Message message, int at, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        diagnostics?.Warning(message, At(at), arguments);

    /// <summary>One that tells nobody, for trying something out.</summary>
    public Reporter Silent() => new(text, null);

    /// <summary>Reports an unknown name, with the known one that resembles it.</summary>
    public void Unknown(
        Message plain, Message withSuggestion, int at, string name, IEnumerable<string> known, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        if (Suggestions.Find(name, known) is { } suggestion)
            Error(withSuggestion, at, [.. more, ("name", name), ("suggestion", suggestion)]);
        else
            Error(plain, at, [.. more, ("name", name)]);
    }

    private SourceLocation At(int offset) => text.At.Line == 0 ? text.At : text.At with { Column = text.At.Column + offset };
}
