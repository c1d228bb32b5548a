using System.Collections.Concurrent;
using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Serving;

/// <summary>The published versions in the store: the newest of each app at the start, older ones when a record needs them.</summary>
internal sealed class AppVersions(ServingState serving)
{
    private readonly ConcurrentDictionary<(string App, int Number), Lazy<Task<CompiledApp>>> _older = new();

    /// <summary>The newest stored version of every app, as records.</summary>
    public async Task<IReadOnlyList<Record>> NewestAsync(CancellationToken cancel)
    {
        using var snapshot = serving.Store.Snapshot();
        var result = await snapshot.QueryAsync(new Query(AppSet.Name), cancel);
        var newest = new Dictionary<string, Record>(StringComparer.Ordinal);
        await foreach (var page in result.Pages.WithCancellation(cancel))
        {
            foreach (var hit in page.Span)
            {
                var app = hit.Record.Data[AppSet.App].AsText();
                if (!newest.TryGetValue(app, out var other) || other.Data[AppSet.Number].AsInteger() < hit.Record.Data[AppSet.Number].AsInteger())
                    newest[app] = hit.Record;
            }
        }
        return [.. newest.Values];
    }

    /// <summary>Reads a stored version; its files were checked when it was published.</summary>
    public static AppDefinition Read(Record stored)
    {
        var diagnostics = new Diagnostics();
        var app = AppReader.Read(ContentOf(stored), diagnostics);
        return app is not null && !diagnostics.HasErrors ? app : throw Broken(stored, diagnostics);
    }

    /// <summary>The shapes that were stored with a version.</summary>
    public static ImmutableDictionary<string, Shape> ShapesOf(Record stored) => ShapeJson.Read(stored.Data[AppSet.FormShapes].AsText());

    /// <summary>Compiles a stored version against the other apps.</summary>
    public static CompiledApp Compile(Record stored, AppDefinition app, ImmutableDictionary<string, CompiledApp> others)
    {
        var diagnostics = new Diagnostics();
        return AppCompiler.Compile(app, (int)stored.Data[AppSet.Number].AsInteger(), ShapesOf(stored), others, diagnostics)
            ?? throw Broken(stored, diagnostics);
    }

    /// <summary>
    /// The version of a form to which a record is pinned: the newest, or an older one that is compiled now and kept.
    /// </summary>
    /// <exception cref="StorageException">That version cannot be compiled any more.</exception>
    public async ValueTask<CompiledForm> PinnedAsync(CompiledForm newest, int version)
    {
        if (version == newest.Version)
            return newest;
        var older = _older.GetOrAdd((newest.App, version), key => new(() => LoadAsync(key.App, key.Number)));
        try
        {
            return (await older.Value).Forms[newest.Definition.Name];
        }
        catch
        {
            _older.TryRemove((newest.App, version), out _);
            throw;
        }
    }

    /// <summary>Forgets compiled older versions: what they name of another app has a newer version now.</summary>
    public void Forget() => _older.Clear();

    /// <summary>The files of a stored version.</summary>
    public static PackContent ContentOf(Record stored)
    {
        var files = new List<(string, string)>();
        foreach (var row in stored.Data[AppSet.Files].AsRows())
            files.Add((row["path"].AsText(), row["text"].IsEmpty ? "" : row["text"].AsText()));
        return new PackContent(files);
    }

    private async Task<CompiledApp> LoadAsync(string app, int number)
    {
        using var snapshot = serving.Store.Snapshot();
        var stored = await snapshot.FindAsync(AppSet.Name, AppSet.IdOf(app, number))
            ?? throw new InvalidOperationException($"A record is pinned to version {number} of '{app}', which is not stored.");
        return Compile(stored, Read(stored), serving.Apps.Remove(app));
    }

    private static StorageException Broken(Record stored, Diagnostics diagnostics) => new(RuntimeMessages.StoredVersionBroken,
    [
        ("app", stored.Data[AppSet.App].AsText()),
        ("version", stored.Data[AppSet.Number].AsInteger()),
        ("problem", diagnostics.FirstOrDefault(found => found.Severity == Severity.Error)),
    ]);
}
