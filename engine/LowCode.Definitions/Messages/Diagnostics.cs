using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace LowCode.Definitions.Messages;

/// <summary>Collects the diagnostics of one pass, in the order found. Not thread-safe.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is what its name says; 'Collection' adds nothing.")]
public sealed class Diagnostics : IReadOnlyCollection<Diagnostic>
{
    private readonly List<Diagnostic> _all = [];

    /// <summary>How many were found.</summary>
    public int Count => _all.Count;

    /// <summary>True when at least one keeps the definition from being published.</summary>
    public bool HasErrors => _all.Exists(found => found.Severity == Severity.Error);

    /// <summary>Adds an error.</summary>
    public void Error(Message message, SourceLocation at, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        _all.Add(Diagnostic.Of(message, at, arguments));

    /// <summary>Adds a warning.</summary>
    public void Warning(Message message, SourceLocation at, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        _all.Add(Diagnostic.Of(message, at, arguments) with { Severity = Severity.Warning });

    /// <inheritdoc/>
    public IEnumerator<Diagnostic> GetEnumerator() => _all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
