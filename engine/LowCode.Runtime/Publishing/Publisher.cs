using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Changes;

namespace LowCode.Runtime.Publishing;

/// <summary>
/// Publishes versions, one at a time: read, check, compile, compare with the running version, store, declare what grew,
/// swap. Until the swap the old version serves, and goes on serving when anything is wrong.
/// </summary>
internal sealed class Publisher(ServingState serving) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<PublishResult> PublishAsync(Caller caller, IPackFiles files, CancellationToken cancel)
    {
        if (!caller.IsAdministrator)
            return new PublishResult(null, false, [Diagnostic.Of(RuntimeMessages.AdministratorsOnly, SourceLocation.None)]);
        await _one.WaitAsync(cancel);
        try
        {
            return await PublishOneAsync(caller, files, cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<PublishResult> PublishOneAsync(Caller caller, IPackFiles files, CancellationToken cancel)
    {
        var diagnostics = new Diagnostics();
        var content = new PackContent(files);
        if (AppReader.Read(content, diagnostics) is not { } app || diagnostics.HasErrors)
            return new PublishResult(null, false, [.. diagnostics]);
        var running = serving.Apps.GetValueOrDefault(app.Name);
        var others = serving.Apps.Remove(app.Name);
        var hash = content.Hash();
        if (running is not null && await HashOfAsync(running, cancel) == hash)
            return new PublishResult(running, false, [.. diagnostics]);
        if (DefinitionCheck.Compile(app, running, others, diagnostics) is not { } compiled)
            return new PublishResult(null, false, [.. diagnostics]);
        var recompiled = Dependents.Recompile(compiled, others, diagnostics);
        if (diagnostics.HasErrors)
            return new PublishResult(null, false, [.. diagnostics]);
        await StoreAsync(caller, compiled, content, hash, cancel);
        await serving.Store.DeclareAsync([.. AppIndexes.SetsOf(app, compiled.Shapes)], CancellationToken.None);
        serving.Apps = recompiled.SetItem(app.Name, compiled);
        serving.Versions.Forget();
        return new PublishResult(compiled, true, [.. diagnostics]);
    }

    private async Task<string?> HashOfAsync(CompiledApp running, CancellationToken cancel)
    {
        using var snapshot = serving.Store.Snapshot();
        var stored = await snapshot.FindAsync(AppSet.Name, AppSet.IdOf(running.Definition.Name, running.Version), cancel);
        return stored?.Data[AppSet.Hash].AsText();
    }

    private async Task StoreAsync(Caller caller, CompiledApp app, PackContent content, string hash, CancellationToken cancel)
    {
        var fileShape = AppSet.Files.Rows!;
        var data = new Row(AppSet.Shape)
        {
            [AppSet.App.Index] = Value.Of(app.Definition.Name),
            [AppSet.Number.Index] = Value.Of((long)app.Version),
            [AppSet.Version.Index] = Value.Of(app.Definition.Version),
            [AppSet.Hash.Index] = Value.Of(hash),
            [AppSet.FormShapes.Index] = Value.Of(ShapeJson.Write(app.Shapes)),
            [AppSet.Files.Index] = Value.Of(content.Texts.Select(file => new Row(fileShape, Guid.CreateVersion7())
            {
                [fileShape["path"].Index] = Value.Of(file.Path),
                [fileShape["text"].Index] = Value.Of(file.Text),
            }).ToArray()),
        };
        var at = serving.Now();
        var id = AppSet.IdOf(app.Definition.Name, app.Version);
        var writes = ImmutableArray.CreateBuilder<RecordWrite>();
        writes.AddWrite(null, AppSet.Name, id, data, "", caller, at);
        var result = await serving.Store.CommitAsync(new WriteBatch(caller.Name, at, "publish", writes.ToImmutable()), cancel);
        if (result is not Committed)
            throw new InvalidOperationException($"Version {app.Version} of '{app.Definition.Name}' is stored already: {result}");
    }
}
