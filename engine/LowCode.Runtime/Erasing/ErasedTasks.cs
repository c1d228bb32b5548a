using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Erasing;

/// <summary>
/// The tasks that a record has and ever had: their titles tell what the record was called. A task is known by record, role and
/// division, so those that are gone are found again.
/// </summary>
internal sealed class ErasedTasks(ServingState serving, IStoreSnapshot snapshot, TaskBoard board, CompiledForm form)
{
    /// <summary>Adds what erases the past of a record's tasks, and gives those that are left another title.</summary>
    /// <param name="writes">The batch.</param>
    /// <param name="id">The record.</param>
    /// <param name="divisions">Where it belongs and ever belonged.</param>
    /// <param name="left">The record as it is left; null when nothing is.</param>
    /// <param name="by">Who erases.</param>
    /// <param name="at">When.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task AddAsync(
        ImmutableArray<RecordWrite>.Builder writes, Guid id, IEnumerable<string> divisions, Record? left, string by, DateTimeOffset at, CancellationToken cancel)
    {
        var keys = divisions.SelectMany(WithAncestors).Distinct(StringComparer.Ordinal)
            .SelectMany(_ => serving.Apps[form.App].Definition.Roles, (division, role) => new RecordKey(TaskSet.Name, TaskBoard.IdOf(form.SetName, id, role.Name, division))).ToList();
        var found = await snapshot.FindAllAsync(keys, cancel);
        for (var i = 0; i < keys.Count; i++)
        {
            if (found[i] is { } task && left is not null)
                writes.Add(new RecordWrite(task.Set, task.Id, task.Revision, Renamed(task, left, by, at)));
            else if (found[i] is { } loose)
                writes.AddDelete(loose);
            else if (await serving.Store.HistoryAsync(TaskSet.Name, keys[i].Id, cancel).FirstOrDefaultAsync(cancel) is { } last)
                writes.Add(new RecordWrite(TaskSet.Name, keys[i].Id, 0, null) { Was = last.Head.Division });
        }
    }

    private Record Renamed(Record task, Record left, string by, DateTimeOffset at)
    {
        var data = task.Data.Thaw(TaskSet.Shape);
        data[TaskSet.Title.Index] = Value.Of(board.TitleOf(form, left, task));
        return task with { Data = data.Freeze(), Revision = task.Revision + 1, ModifiedBy = by, ModifiedAt = at };
    }

    private IEnumerable<string> WithAncestors(string code)
    {
        yield return code;
        for (var division = serving.Divisions.Find(code); division is { Parent.Length: > 0 }; division = serving.Divisions.Find(division.Parent))
            yield return division.Parent;
    }
}
