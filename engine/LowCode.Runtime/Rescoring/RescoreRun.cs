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

    // Records that rules look up are kept from page to page, within this.
    private const int MostReferences = 20_000;

    private readonly RecordRescorer _rescorer = new(decision, isDryRun);
    private readonly Queue<RecordRescore> _writes = [];
    private readonly ConcurrentBag<CommandScope> _scopes = [];

    /// <summary>Checks who asks for what, and runs.</summary>
    public static async Task<CommandResult> StartAsync(
        ServingState serving, Caller caller, string app, string decision, bool isDryRun, IProgress<RescoreProgress>? progress, CancellationToken cancel)
    {
        if (!caller.IsAdministrator)
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
        var cores = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel };
        try
        {
            await Parallel.ForEachAsync(records.Pages, cores, (page, stop) => RescoreAsync(scope, page, tally, stop));
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
        var done = new List<RecordRescore>(page.Length);
        for (var i = 0; i < page.Length; i++)
        {
            var record = await _rescorer.DecideAsync(scope, page.Span[i].Record, at, cancel);
            if (record.Next is null)
            {
                done.Add(record);
                continue;
            }
            lock (_writes)
                _writes.Enqueue(record);
        }
        if (scope.References.Count < MostReferences)
            _scopes.Add(scope);
        tally.Add(done);
        await WriteAsync(tally, atLeast: BatchSize, cancel);
    }

    private async ValueTask WriteAsync(RescoreTally tally, int atLeast, CancellationToken cancel)
    {
        while (Take(atLeast) is { Length: > 0 } batch)
            tally.Add(await WriteAsync(batch, cancel));
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

    // What others changed meanwhile is decided again over what it is now, until the batch goes through.
    private async ValueTask<RecordRescore[]> WriteAsync(RecordRescore[] batch, CancellationToken cancel)
    {
        while (true)
        {
            var at = serving.Now();
            var writes = batch.Where(record => record.Next is not null).Select(record => record.WriteAt(at));
            switch (await serving.Store.CommitAsync(new WriteBatch(caller.Name, at, Command, [.. writes]), cancel))
            {
                case Committed:
                    return batch;
                case Conflict conflict:
                    using (var scope = new CommandScope(serving, caller, newest))
                    {
                        var current = await scope.Snapshot.FindAsync(newest.SetName, conflict.Id, cancel);
                        batch[Array.FindIndex(batch, record => record.Id == conflict.Id)] = current is null
                            ? new RecordRescore(conflict.Id, RescoreResult.Undecided)
                            : await _rescorer.DecideAsync(scope, current, scope.Now, cancel);
                    }
                    break;
                case var other:
                    throw new InvalidOperationException($"A record that keeps its entered fields cannot be refused: {other}");
            }
        }
    }
}
