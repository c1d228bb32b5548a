using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace LowCode.Definitions.Messages;

/// <summary>
/// Collects the diagnostics of one pass, in the order found: the first 1,000 errors and the first 1,000 warnings, and then
/// once that there are more. Not thread-safe.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is what its name says; 'Collection' adds nothing.")]
public sealed class Diagnostics : IReadOnlyCollection<Diagnostic>
{
    /// <summary>Most that are kept of each severity.</summary>
    public const int Most = 1_000;

    private readonly List<Diagnostic> _all = [];
    private int _warnings;

    /// <summary>How many are kept.</summary>
    public int Count => _all.Count;

    /// <summary>How many errors were found, those that are not kept included.</summary>
    public int Errors { get; private set; }

    /// <summary>True when at least one keeps the definition from being published.</summary>
    public bool HasErrors => Errors > 0;

    /// <summary>True when no more errors are kept, so that looking for more is idle.</summary>
    public bool IsFull => Errors > Most;

    /// <summary>Adds an error.</summary>
    public void Error(Message message, SourceLocation at, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        Add(++Errors, Diagnostic.Of(message, at, arguments));

    /// <summary>Adds a warning.</summary>
    public void Warning(Message message, SourceLocation at, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        Add(++_warnings, Diagnostic.Of(message, at, arguments) with { Severity = Severity.Warning });

    /// <inheritdoc/>
    public IEnumerator<Diagnostic> GetEnumerator() => _all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Add(int count, Diagnostic found)
    {
        if (count <= Most)
            _all.Add(found);
        else if (count == Most + 1)
            _all.Add(Diagnostic.Of(ReadingMessages.TooManyProblems, SourceLocation.None, ("max", Most)) with { Severity = found.Severity });
    }
}
