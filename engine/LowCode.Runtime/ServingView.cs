using System.Collections.Immutable;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.Reading;
using LowCode.Runtime.Serving;
using LowCode.Storage.Attachments;

namespace LowCode.Runtime;

/// <summary>
/// An installation as it serves at one moment. Who answers a request takes one and keeps it to the end, so that no answer
/// mixes two versions; records are always read as they are. Thread-safe.
/// </summary>
public sealed class ServingView
{
    private readonly ServingState _serving;

    internal ServingView(ServingState serving)
    {
        _serving = serving;
        Records = new RecordCommands(serving);
    }

    /// <summary>The apps that serve, by name.</summary>
    public ImmutableDictionary<string, CompiledApp> Apps => _serving.Apps;

    /// <summary>The divisions.</summary>
    public DivisionTree Divisions => _serving.Divisions;

    /// <summary>The attachments of records.</summary>
    public IAttachmentStore Attachments => _serving.Attachments;

    /// <summary>Everything that changes records.</summary>
    public RecordCommands Records { get; }

    /// <summary>Reads as a caller, over a snapshot of now. Dispose it.</summary>
    public RecordReader Read(Caller caller) => new(_serving, caller);
}
