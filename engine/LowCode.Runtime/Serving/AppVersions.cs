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

/// <summary>The published versions in the store: the newest of each app, and others when a record needs them.</summary>
internal sealed class AppVersions(ServingState serving)
{
    private readonly ConcurrentDictionary<(string App, int Number), Lazy<Task<CompiledApp>>> _older = new();

    /// <summary>The newest stored version of every app, as records. Reads no older ones.</summary>
    public static async Task<IReadOnlyList<Record>> NewestAsync(IStoreSnapshot snapshot, CancellationToken cancel)
    {
        var (app, number) = (new Field(FieldRef.Of(AppSet.App)), new Field(FieldRef.Of(AppSet.Number)));
        var newest = new List<Record>();
        Expression? after = null;
        while (await FirstAsync(snapshot, after, new OrderTerm(app), cancel) is { } next)
        {
            var name = new Constant(next.Data[AppSet.App]);
            newest.Add((await FirstAsync(snapshot, new Compare(ComparisonOperator.Equal, app, name), new OrderTerm(number, Descending: true), cancel))!);
            after = new Compare(ComparisonOperator.Greater, app, name);
        }
        return newest;
    }

    /// <summary>Reads a stored version; its files were checked when it was published.</summary>
    public static AppDefinition Read(Record stored)
    {
        var diagnostics = new Diagnostics();
        var app = AppReader.Read(ContentOf(stored), diagnostics);
        return app is not null && !diagnostics.HasErrors ? app
            : throw Broken(stored.Data[AppSet.App].AsText(), stored.Data[AppSet.Number].AsInteger(), diagnostics);
    }

    /// <summary>The shapes that were stored with a version.</summary>
    public static ImmutableDictionary<string, Shape> ShapesOf(Record stored) => ShapeJson.Read(stored.Data[AppSet.FormShapes].AsText());

    /// <summary>Compiles a stored version against the other apps.</summary>
    public static CompiledApp Compile(Record stored, AppDefinition app, ImmutableDictionary<string, CompiledApp> others)
    {
        var diagnostics = new Diagnostics();
        var number = stored.Data[AppSet.Number].AsInteger();
        return AppCompiler.Compile(app, (int)number, ShapesOf(stored), others, diagnostics) ?? throw Broken(app.Name, number, diagnostics);
    }

    /// <summary>Compiles a running version again, against the other apps as they are now.</summary>
    public static CompiledApp Compile(CompiledApp running, ImmutableDictionary<string, CompiledApp> others)
    {
        var diagnostics = new Diagnostics();
        return AppCompiler.Compile(running.Definition, running.Version, running.Shapes, others, diagnostics)
            ?? throw Broken(running.Definition.Name, running.Version, diagnostics);
    }

    /// <summary>
    /// The version of a form to which a record is pinned: the newest, an older one that is compiled now and kept, or one
    /// that has begun to serve since.
    /// </summary>
    /// <exception cref="StorageException">
    /// That version cannot be compiled any more, or another node has published it and this one does not have it yet.
    /// </exception>
    public async ValueTask<CompiledForm> PinnedAsync(CompiledForm newest, int version)
    {
        if (version == newest.Version)
            return newest;
        if (version > newest.Version)
            return await YoungerAsync(newest, version);
        return (await OlderAsync(newest.App, version)).Forms[newest.Definition.Name];
    }

    /// <summary>A published version of an app, compiled now and kept when it is an older one; null when there is none of that number.</summary>
    /// <exception cref="StorageException">It cannot be compiled any more, or another node has published it and this one does not have it yet.</exception>
    public async ValueTask<CompiledApp?> FindAsync(string app, int version, CancellationToken cancel)
    {
        if (serving.Apps.GetValueOrDefault(app) is not { } newest || version == newest.Version)
            return serving.Apps.GetValueOrDefault(app);
        using (var snapshot = serving.Store.Snapshot())
        {
            if (await snapshot.FindAsync(AppSet.Name, AppSet.IdOf(app, version), cancel) is null)
                return null;
        }
        return version < newest.Version ? await OlderAsync(app, version) : throw new StorageException(StorageMessages.ShapeBehind, [("set", app)]);
    }

    /// <summary>The files of a stored version.</summary>
    public static PackContent ContentOf(Record stored)
    {
        var files = new List<(string, string)>();
        foreach (var row in stored.Data[AppSet.Files].AsRows())
            files.Add((row["path"].AsText(), row["text"].IsEmpty ? "" : row["text"].AsText()));
        return new PackContent(files);
    }

    private async Task<CompiledApp> OlderAsync(string app, int version)
    {
        var older = _older.GetOrAdd((app, version), key => new(() => LoadAsync(key.App, key.Number)));
        try
        {
            return await older.Value;
        }
        catch
        {
            _older.TryRemove((app, version), out _);
            throw;
        }
    }

    private ValueTask<CompiledForm> YoungerAsync(CompiledForm known, int version)
    {
        var now = serving.Newest();
        return now.Form(known.App, known.Definition.Name) is { } newest && newest.Version >= version
            ? now.Versions.PinnedAsync(newest, version)
            : throw new StorageException(StorageMessages.ShapeBehind, [("set", known.SetName)]);
    }

    private async Task<CompiledApp> LoadAsync(string app, int number)
    {
        using var snapshot = serving.Store.Snapshot();
        var stored = await snapshot.FindAsync(AppSet.Name, AppSet.IdOf(app, number))
            ?? throw new InvalidOperationException($"A record is pinned to version {number} of '{app}', which is not stored.");
        return Compile(stored, Read(stored), serving.Apps.Remove(app));
    }

    private static async Task<Record?> FirstAsync(IStoreSnapshot snapshot, Expression? filter, OrderTerm order, CancellationToken cancel)
    {
        var result = await snapshot.QueryAsync(new Query(AppSet.Name) { Filter = filter, OrderBy = [order], Top = 1 }, cancel);
        await foreach (var page in result.Pages.WithCancellation(cancel))
            return page.Span[0].Record;
        return null;
    }

    private static StorageException Broken(string app, long version, Diagnostics diagnostics) => new(RuntimeMessages.StoredVersionBroken,
    [
        ("app", app),
        ("version", version),
        ("problem", diagnostics.FirstOrDefault(found => found.Severity == Severity.Error)),
    ]);
}
