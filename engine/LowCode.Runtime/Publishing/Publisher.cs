using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Publishing;

/// <summary>
/// Publishes versions, one at a time: read, check, compile, compare with the running version, store, declare what grew,
/// swap. Until the swap the old version serves, and goes on serving when anything is wrong. When another node has changed
/// what serves meanwhile, all of it is done again over that.
/// </summary>
internal sealed class Publisher(ServingNode node)
{
    public async Task<PublishResult> PublishAsync(Caller caller, IPackFiles files, CancellationToken cancel)
    {
        if (!caller.MayAdminister)
            return new PublishResult(null, false, [Diagnostic.Of(RuntimeMessages.AdministratorsOnly, SourceLocation.None)]);
        using var turn = await node.TurnAsync(cancel);
        while (true)
        {
            await turn.CatchUpAsync(cancel);
            if (await TryAsync(turn, caller, files, cancel) is { } result)
                return result;
        }
    }

    private static async Task<PublishResult?> TryAsync(ServingTurn turn, Caller caller, IPackFiles files, CancellationToken cancel)
    {
        var serving = turn.Current;
        var diagnostics = new Diagnostics();
        var content = new PackContent(files);
        if (AppReader.Read(content, diagnostics) is not { } app || diagnostics.HasErrors)
            return new PublishResult(null, false, [.. diagnostics]);
        var running = serving.Apps.GetValueOrDefault(app.Name);
        var others = serving.Apps.Remove(app.Name);
        var hash = content.Hash();
        if (running is not null && await HashOfAsync(serving, running, cancel) == hash)
            return new PublishResult(running, false, [.. diagnostics]);
        if (DefinitionCheck.Compile(app, running, others, diagnostics) is not { } compiled)
            return new PublishResult(null, false, [.. diagnostics]);
        foreach (var (form, shape) in compiled.Shapes.Where(pair => pair.Value.Slots.Length > serving.Store.MostFields))
        {
            diagnostics.Error(RuntimeMessages.TooManyFields, app.Form(form)?.At ?? app.At,
                ("form", form), ("count", shape.Slots.Length), ("max", serving.Store.MostFields));
        }
        var recompiled = Dependents.Recompile(compiled, others, diagnostics);
        if (diagnostics.HasErrors)
            return new PublishResult(null, false, [.. diagnostics]);
        if (await StoreAsync(serving, caller, compiled, content, hash, cancel) is not { } mark)
            return null;
        await serving.Store.DeclareAsync([.. AppIndexes.SetsOf(app, compiled.Shapes)], CancellationToken.None);
        turn.Serve(serving.With(recompiled.SetItem(app.Name, compiled), serving.Divisions, mark));
        return new PublishResult(compiled, true, [.. diagnostics]);
    }

    private static async Task<string?> HashOfAsync(ServingState serving, CompiledApp running, CancellationToken cancel)
    {
        using var snapshot = serving.Store.Snapshot();
        var stored = await snapshot.FindAsync(AppSet.Name, AppSet.IdOf(running.Definition.Name, running.Version), cancel);
        return stored?.Data[AppSet.Hash].AsText();
    }

    /// <summary>Stores a version and returns the installation's record as it then is; null when what serves has changed meanwhile.</summary>
    private static async Task<Record?> StoreAsync(
        ServingState serving, Caller caller, CompiledApp app, PackContent content, string hash, CancellationToken cancel)
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
        writes.AddServed(serving.Mark, InstallationSet.Apps, caller, at);
        return await serving.Store.CommitAsync(new WriteBatch(caller.Name, at, "publish", writes.ToImmutable()) { From = caller.From }, cancel) is Committed
            ? writes[^1].New
            : null;
    }
}
