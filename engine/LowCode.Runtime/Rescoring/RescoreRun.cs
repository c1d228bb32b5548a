using System.Collections.Concurrent;
using LowCode.Decisions.Planning;
using LowCode.Definitions.Messages;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Serving;
using LowCode.Storage.Changes;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Rescoring;

/// <summary>
/// Takes a decision again over all stored records of its form: one snapshot, its pages shared out over the cores, what
/// changes written in batches that name the revisions over which it was decided.
/// </summary>
internal sealed class RescoreRun(ServingState serving, Caller caller, CompiledForm newest, DecisionPlan decision, bool isDryRun)
{
    private const string Command = "rescore";

    // Others wait for a batch of this size no longer than for a few commits of their own.
    private const int BatchSize = 256;

    // So many batches may be on their way into the store before deciding waits for it.
    private const int MostWriting = 4;

    // How far it is is told after so many records, however long they take.
    private const int Told = 128;

    // A record that others change faster than this is left to the next run.
    private const int MostAttempts = 5;

    // Records that rules look up are kept from page to page, within this.
    private const int MostReferences = 20_000;

    private readonly RecordRescorer _rescorer = new(decision, isDryRun);
    private readonly Queue<RecordRescore> _writes = [];
    private readonly ConcurrentBag<CommandScope> _scopes = [];

    /// <summary>Checks who asks for what, and runs.</summary>
    public static async Task<CommandResult> StartAsync(
        ServingState serving, Caller caller, string app, string decision, bool isDryRun, IProgress<RescoreProgress>? progress, CancellationToken cancel)
    {
        if (!caller.MayAdminister)
            return new Forbidden(Finding.Of(RuntimeMessages.AdministratorsOnly, ""));
        var apps = serving.Apps;
        if (!apps.TryGetValue(app, out var compiled))
            return new Refused(Finding.Of(RuntimeMessages.NoSuchApp, "", ("app", app), ("suggestion", Suggestion.For(app, apps.Keys))));
        var decisions = compiled.Definition.Decisions;
        if (decisions.FirstOrDefault(known => known.Name == decision) is not { } definition)
        {
            return new Refused(Finding.Of(RuntimeMessages.NoSuchDecision, "", ("app", app), ("decision", decision),
                ("suggestion", Suggestion.For(decision, decisions.Select(known => known.Name)))));
        }
        var form = compiled.Forms[definition.Form];
        var run = new RescoreRun(serving, caller, form, form.Work.Decisions[decision], isDryRun);
        return new Rescored(await run.RunAsync(progress, cancel));
    }

    private async Task<RescoreReport> RunAsync(IProgress<RescoreProgress>? progress, CancellationToken cancel)
    {
        decision.Prepare();
        using var scope = new CommandScope(serving, caller, newest);
        var records = await scope.Snapshot.QueryAsync(new Query(newest.SetName) { Count = true }, cancel);
        var tally = new RescoreTally(records.Count!.Value, progress);
        tally.Add([]);
        // More than cores: some wait for the store, which takes what waits as one group.
        var workers = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount + MostWriting, CancellationToken = cancel };
        try
        {
            await Parallel.ForEachAsync(records.Pages, workers, (page, stop) => RescoreAsync(scope, page, tally, stop));
            await WriteAsync(tally, atLeast: 1, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The report says how far it came.
        }
        return tally.ToReport(newest.App, decision.Definition.Name, newest.Version, isDryRun);
    }

    private async ValueTask RescoreAsync(CommandScope whole, ReadOnlyMemory<Hit> page, RescoreTally tally, CancellationToken cancel)
    {
        if (!_scopes.TryTake(out var scope))
            scope = whole.Beside();
        var at = serving.Now();
        var done = new List<RecordRescore>(Told);
        for (var i = 0; i < page.Length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var record = await _rescorer.DecideAsync(scope, page.Span[i].Record, at, cancel);
            if (record.Next is not null)
            {
                lock (_writes)
                    _writes.Enqueue(record);
                continue;
            }
            done.Add(record);
            if (done.Count < Told)
                continue;
            tally.Add(done);
            done.Clear();
        }
        if (scope.References.Count < MostReferences)
            _scopes.Add(scope);
        tally.Add(done);
        await WriteAsync(tally, atLeast: BatchSize, cancel);
    }

    private async ValueTask WriteAsync(RescoreTally tally, int atLeast, CancellationToken cancel)
    {
        while (Take(atLeast) is { Length: > 0 } batch)
            await WriteAsync(batch, tally, cancel);
    }

    private RecordRescore[] Take(int atLeast)
    {
        lock (_writes)
        {
            var batch = new RecordRescore[_writes.Count < atLeast ? 0 : Math.Min(_writes.Count, BatchSize)];
            for (var i = 0; i < batch.Length; i++)
                batch[i] = _writes.Dequeue();
            return batch;
        }
    }

    // What others changed meanwhile is decided again over what it is now and written without the rest, a few times.
    private async ValueTask WriteAsync(RecordRescore[] batch, RescoreTally tally, CancellationToken cancel)
    {
        for (var attempt = 1; batch.Length > 0; attempt++)
        {
            var (written, overtaken) = await CommitAsync(batch, cancel);
            tally.Add(written);
            var again = attempt < MostAttempts ? await DecideAgainAsync(overtaken, cancel) : [.. overtaken.Select(RecordRescore.Overtaken)];
            tally.Add(again.Where(record => record.Next is null));
            batch = [.. again.Where(record => record.Next is not null)];
        }
    }

    // All that is still at the revision over which it was decided, and the ids of what is not.
    private async ValueTask<(List<RecordRescore> Written, List<Guid> Overtaken)> CommitAsync(RecordRescore[] batch, CancellationToken cancel)
    {
        var (rest, overtaken) = (batch.ToList(), new List<Guid>());
        while (rest.Count > 0)
        {
            var at = serving.Now();
            switch (await serving.Store.CommitAsync(new WriteBatch(caller.Name, at, Command, [.. rest.Select(record => record.WriteAt(at))]) { From = caller.From }, cancel))
            {
                case Committed:
                    return (rest, overtaken);
                case Conflict conflict:
                    rest.RemoveAll(record => record.Id == conflict.Id);
                    overtaken.Add(conflict.Id);
                    break;
                case var other:
                    throw new InvalidOperationException($"A record that keeps its entered fields cannot be refused: {other}");
            }
        }
        return (rest, overtaken);
    }

    private async ValueTask<List<RecordRescore>> DecideAgainAsync(List<Guid> ids, CancellationToken cancel)
    {
        var decided = new List<RecordRescore>(ids.Count);
        if (ids.Count == 0)
            return decided;
        using var scope = new CommandScope(serving, caller, newest);
        foreach (var id in ids)
        {
            var current = await scope.Snapshot.FindAsync(newest.SetName, id, cancel);
            decided.Add(current is null
                ? new RecordRescore(id, RescoreResult.Undecided)
                : await _rescorer.DecideAsync(scope, current, scope.Now, cancel));
        }
        return decided;
    }
}
