using System.Collections.Immutable;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.Reading;
using LowCode.Runtime.Serving;
using LowCode.Storage;
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

    /// <summary>
    /// A published version of an app; older ones are compiled when they are first asked for. Null when there is none of that number.
    /// </summary>
    /// <exception cref="StorageException">It cannot be compiled any more, or this node does not have it yet.</exception>
    public ValueTask<CompiledApp?> VersionAsync(string app, int version, CancellationToken cancel = default) => _serving.Versions.FindAsync(app, version, cancel);

    /// <summary>The divisions.</summary>
    public DivisionTree Divisions => _serving.Divisions;

    /// <summary>The attachments of records.</summary>
    public IAttachmentStore Attachments => _serving.Attachments;

    /// <summary>Everything that changes records.</summary>
    public RecordCommands Records { get; }

    /// <summary>Reads as a caller, over a snapshot of now. Dispose it.</summary>
    public RecordReader Read(Caller caller) => new(_serving, caller);
}
