using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Runtime.Annexes;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Changes;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;
using LowCode.Workflows.Planning;

namespace LowCode.Runtime.DivisionChanges;

/// <summary>
/// Takes records along to another division, each with its tasks and its deadline, in batches that name the revisions over
/// which they were made. It asks for what is left until nothing is, so it goes on after a stop by being begun again; when
/// others change the same records meanwhile it takes fewer at a time, and at last one. Not thread-safe.
/// </summary>
/// <param name="newest">What serves; the divisions in it have their new codes.</param>
/// <param name="by">Who.</param>
/// <param name="moved">Told the set of each batch and how many records were written.</param>
internal sealed class RecordMover(Func<ServingState> newest, Caller by, Action<string, int> moved)
{
    private const string Command = "division:move";

    // Others wait for a batch of this size no longer than for a few commits of their own.
    private const int Largest = 256;

    private int _size = Largest;

    /// <summary>Takes all along that lies in the divisions of a move.</summary>
    public async Task MoveAsync(string set, CodeMove move, CancellationToken cancel)
    {
        while (true)
        {
            var serving = newest();
            using var snapshot = serving.Store.Snapshot();
            // In the order of an index, so that each batch is read straight from it.
            var result = await snapshot.QueryAsync(new Query(set)
            {
                Filter = move.Filter,
                OrderBy = [.. new[] { SystemField.Division, SystemField.ModifiedAt }.Select(field => new OrderTerm(new Field(FieldRef.Of(field))))],
                Top = _size,
            }, cancel);
            var records = new List<Record>();
            await foreach (var page in result.Pages.WithCancellation(cancel))
                records.AddRange(page.ToArray().Select(hit => hit.Record));
            if (records.Count == 0)
                return;
            await WriteAsync(serving, snapshot, set, records, record => move.Target(record.Division)!, cancel);
        }
    }

    /// <summary>Takes chosen records of a division along.</summary>
    public async Task MoveAsync(IEnumerable<RecordKey> chosen, string from, string to, CancellationToken cancel)
    {
        foreach (var set in chosen.GroupBy(key => key.Set))
        {
            foreach (var part in set.Chunk(Largest))
            {
                while (true)
                {
                    var serving = newest();
                    using var snapshot = serving.Store.Snapshot();
                    var left = (await snapshot.FindAllAsync(part, cancel)).OfType<Record>().Where(record => record.Division == from).Take(_size).ToList();
                    if (left.Count == 0)
                        break;
                    await WriteAsync(serving, snapshot, set.Key, left, _ => to, cancel);
                }
            }
        }
    }

    private async Task WriteAsync(
        ServingState serving, IStoreSnapshot snapshot, string set, List<Record> records, Func<Record, string> divisionOf, CancellationToken cancel)
    {
        var at = serving.Now();
        var writes = ImmutableArray.CreateBuilder<RecordWrite>();
        var timers = set.StartsWith(SystemSet.App + "/", StringComparison.Ordinal) ? null
            : await snapshot.FindAllAsync([.. records.Select(record => new RecordKey(TimerSet.Name, TimerSet.IdOf(set, record.Id)))], cancel);
        var board = new TaskBoard(snapshot, serving.Divisions, serving, by, at);
        await board.ReadAsync(records, cancel);
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i] with
            {
                Division = divisionOf(records[i]),
                ModifiedBy = by.Name,
                ModifiedAt = at,
                Revision = records[i].Revision + 1,
            };
            writes.Add(new RecordWrite(set, record.Id, record.Revision - 1, record));
            if (timers?[i] is { } timer)
                writes.AddWrite(timer, TimerSet.Name, timer.Id, timer.Data.Thaw(), record.Division, by, at);
            if (await PlaceOfAsync(serving, record) is var (form, state))
                await board.FollowAsync(writes, form, state, record, RecordAnnex.Of(record), isEntered: false, cancel);
        }
        switch (await serving.Store.CommitAsync(new WriteBatch(by.Name, at, Command, writes.ToImmutable()) { From = by.From }, cancel))
        {
            case Committed:
                moved(set, records.Count);
                _size = Math.Min(Largest, _size * 2);
                break;
            case Conflict:
                _size = Math.Max(1, _size / 2);
                break;
            case var refused:
                throw new InvalidOperationException($"Records of '{set}' cannot go to another division: {refused}");
        }
    }

    // Of a form that its app no longer has, and of a version that cannot be compiled any more, only the record itself goes,
    // and later what is left of tasks at the old place: a change that could never end would be worse.
    private static async ValueTask<(CompiledForm Form, StatePlan State)?> PlaceOfAsync(ServingState serving, Record record)
    {
        if (record.State is not { } name || serving.FormOf(record.Set) is not { } newest)
            return null;
        try
        {
            var form = await serving.Versions.PinnedAsync(newest, record.AppVersion);
            return form.Work.Workflow?.State(name) is { } state ? (form, state) : null;
        }
        catch (StorageException broken) when (broken.Problem == RuntimeMessages.StoredVersionBroken)
        {
            return null;
        }
    }
}
