using System.Collections.Immutable;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.Reading;
using LowCode.Runtime.Serving;
using LowCode.Storage;

namespace LowCode.Runtime;

/// <summary>A running installation: store, divisions, apps. Thread-safe.</summary>
public sealed class Installation : IAsyncDisposable
{
    private readonly ServingState _serving;

    private Installation(ServingState serving) => _serving = serving;

    /// <summary>The store.</summary>
    public IRecordStore Store => _serving.Store;

    /// <summary>The apps that serve now, by name; swapped as a whole at every publish.</summary>
    public ImmutableDictionary<string, CompiledApp> Apps { get; } = ImmutableDictionary<string, CompiledApp>.Empty;

    /// <summary>The divisions as of now.</summary>
    public DivisionTree Divisions { get; } = DivisionTree.Empty;

    /// <summary>Everything that changes records.</summary>
    public RecordCommands Records { get; } = new();

    /// <summary>Reads as a caller, over a snapshot of now. Dispose it.</summary>
    public RecordReader Read(Caller caller) => new(_serving, caller);

    /// <summary>Opens an installation over a store, which it owns from now on.</summary>
    public static Task<Installation> OpenAsync(
        IRecordStore store, InstallationOptions options, TimeProvider clock, CancellationToken cancel = default) =>
        Task.FromResult(new Installation(new ServingState(store, options, clock)));

    /// <summary>Closes the store.</summary>
    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
