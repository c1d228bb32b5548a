using System.Collections.Immutable;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.DivisionChanges;

/// <summary>
/// Does a change that is decided and kept, or goes on with it: new codes for divisions, and the old ones closed; then the
/// records, each with what hangs on it; then roles; then it is done. Each part asks what is left, so none needs to know
/// where it was stopped. People keep their roles at the old codes until no record has one.
/// </summary>
internal sealed class DivisionRun(ServingNode node, Caller by, DivisionChange change)
{
    private readonly Dictionary<string, long> _records = new(StringComparer.Ordinal);

    private ServingState Serving => node.Current;

    /// <summary>What it would come to now; nothing is written.</summary>
    public async Task<DivisionReport> CountAsync(CancellationToken cancel)
    {
        using var snapshot = Serving.Store.Snapshot();
        var tree = await DivisionRecords.LoadAsync(snapshot, cancel);
        await CountRecordsAsync(snapshot, cancel);
        var (users, invitations) = await new RoleMover(Serving, by, change).CountAsync(snapshot, cancel);
        var tasks = 0L;
        foreach (var move in change.Moves)
            tasks += await CountAsync(snapshot, TaskSet.Name, move.Filter, cancel);
        return Report(isDryRun: true, isComplete: true, DivisionWriter.MovingIn(tree, change).Count(), tasks, users, invitations);
    }

    /// <summary>Does it.</summary>
    /// <param name="id">The record in which it is kept.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancel">Stops between two batches; the report says so.</param>
    public async Task<DivisionReport> RunAsync(Guid id, IProgress<DivisionProgress>? progress, CancellationToken cancel)
    {
        var (divisions, tasks, users, invitations, isComplete) = (0L, 0L, 0L, 0L, false);
        try
        {
            var writer = new DivisionWriter(Serving, by);
            while (await writer.MoveSomeAsync(change, cancel) is > 0 and var some)
                divisions += some;
            await node.CatchUpAsync(cancel);
            tasks = await MoveRecordsAsync(progress, cancel);
            (users, invitations) = await new RoleMover(Serving, by, change).MoveAsync(cancel);
            await FinishAsync(id, cancel);
            isComplete = true;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // It is kept how far it came.
        }
        return Report(isDryRun: false, isComplete, divisions, tasks, users, invitations);
    }

    private async Task<long> MoveRecordsAsync(IProgress<DivisionProgress>? progress, CancellationToken cancel)
    {
        long total;
        var tasks = 0L;
        using (var snapshot = Serving.Store.Snapshot())
        {
            total = await CountRecordsAsync(snapshot, cancel);
            foreach (var move in change.Moves)
                tasks += await CountAsync(snapshot, TaskSet.Name, move.Filter, cancel);
        }
        _records.Clear();
        progress?.Report(new DivisionProgress(total, 0));
        var mover = new RecordMover(() => node.Current, by, (set, count) =>
        {
            if (!set.StartsWith(SystemSet.App + "/", StringComparison.Ordinal))
                _records[set] = _records.GetValueOrDefault(set) + count;
            progress?.Report(new DivisionProgress(total, _records.Values.Sum()));
        });
        foreach (var move in change.Moves)
        {
            // What belongs to a record has gone with it; of the engine's own sets this is what belongs to none.
            foreach (var set in Sets().Append(TaskSet.Name).Append(TimerSet.Name))
                await mover.MoveAsync(set, move, cancel);
        }
        await mover.MoveAsync(change.Chosen, change.ChosenFrom, change.ChosenTo, cancel);
        return tasks;
    }

    private Task FinishAsync(Guid id, CancellationToken cancel)
    {
        var at = Serving.Now();
        return Serving.Store.CommitAsync(by, at, "division:done", async (snapshot, writes) => writes.AddWrite(
            await snapshot.FindAsync(DivisionChangeSet.Name, id, cancel), DivisionChangeSet.Name, id, change.Write(isDone: true), "", by, at), cancel);
    }

    private async Task<long> CountRecordsAsync(IStoreSnapshot snapshot, CancellationToken cancel)
    {
        _records.Clear();
        foreach (var set in Sets())
        {
            var count = 0L;
            foreach (var move in change.Moves)
                count += await CountAsync(snapshot, set, move.Filter, cancel);
            if (count > 0)
                _records[set] = count;
        }
        foreach (var part in change.Chosen.Chunk(1000))
        {
            foreach (var record in (await snapshot.FindAllAsync(part, cancel)).OfType<Record>().Where(record => record.Division == change.ChosenFrom))
                _records[record.Set] = _records.GetValueOrDefault(record.Set) + 1;
        }
        return _records.Values.Sum();
    }

    // Those of forms that an app no longer has keep their records too.
    private IEnumerable<string> Sets() => Serving.Apps.Values.SelectMany(app => app.Shapes.Keys.Select(form => $"{app.Definition.Name}/{form}"));

    private static async Task<long> CountAsync(IStoreSnapshot snapshot, string set, Expression filter, CancellationToken cancel) =>
        (await snapshot.QueryAsync(new Query(set) { Filter = filter, Count = true, Top = 1 }, cancel)).Count!.Value;

    private DivisionReport Report(bool isDryRun, bool isComplete, long divisions, long tasks, long users, long invitations) => new(change.Kind, isDryRun)
    {
        IsComplete = isComplete,
        Codes = [.. change.Moves.Select(move => new DivisionCodeChange(move.From, move.To))],
        Divisions = divisions,
        Records = _records.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Tasks = tasks,
        Users = users,
        Invitations = invitations,
    };
}
