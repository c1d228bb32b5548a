using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Access;
using LowCode.Runtime.Annexes;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.Identity;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Changes;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;
using LowCode.Workflows.Planning;
using LowCode.Workflows.Tasks;

namespace LowCode.Runtime.Commands;

/// <summary>
/// Keeps a record's tasks and deadline in step with its state: what must be written or deleted beside the record, in its
/// batch. A task is known again by record, role and division, so that it stays the same one while it is wanted.
/// </summary>
internal sealed class TaskBoard(IStoreSnapshot snapshot, DivisionTree divisions, ServingState serving, Caller by, DateTimeOffset now)
{
    private ILookup<Guid, Record>? _known;

    /// <summary>Asks for the tasks of many records at once, before they are followed one by one.</summary>
    public async ValueTask ReadAsync(IEnumerable<Record> records, CancellationToken cancel) => _known = (await TasksOfAsync(
        new In(new Field(FieldRef.Of(TaskSet.Record)), [.. records.Select(record => Value.Of(record.Id))]), cancel))
        .ToLookup(task => task.Data[TaskSet.Record].AsId());

    /// <summary>Adds what a record in a state needs; <paramref name="isEntered"/> when it has just come into the state.</summary>
    public async ValueTask FollowAsync(
        ImmutableArray<RecordWrite>.Builder writes, CompiledForm form, StatePlan state, Record record, RecordAnnex annex, bool isEntered, CancellationToken cancel)
    {
        var due = state.Deadline?.DueAt(annex.EnteredAt ?? now, serving.WorkTime);
        var existing = record.Revision == 1 ? [] : await TasksOfAsync(record.Id, cancel);
        var wanted = WorkflowTasks.Of(state, record.Division, divisions, due, annex.Signatures);
        var kept = new HashSet<Guid>();
        // The time is over for all of a record's tasks, also for one that comes to be at another division.
        var overdue = !isEntered && existing.Exists(task => task.Data[TaskSet.Overdue] == Value.Of(true));
        foreach (var task in wanted)
        {
            var id = IdOf(record, task);
            kept.Add(id);
            var before = existing.Find(other => other.Id == id);
            writes.AddWrite(before, TaskSet.Name, id, DataOf(form, record, state, task, overdue), task.Division, by, now);
        }
        foreach (var task in existing)
        {
            if (kept.Contains(task.Id))
                continue;
            if (isEntered || task.Data[TaskSet.Escalated] != Value.Of(true))
                writes.AddDelete(task);
            else if (MovedWith(record, task) is { } division)
                Move(writes, form, record, state, task, division);
        }
        if (isEntered)
            await SetTimerAsync(writes, form, state, record, due, cancel);
    }

    // A task that was given on lies at a division above the record: of a record that has moved, at that of the same level now.
    private string? MovedWith(Record record, Record task) =>
        DivisionTree.IsWithin(record.Division, task.Division) ? null
            : divisions.Find(task.Division) is { } place ? divisions.Ancestor(record.Division, place.Level)?.Code : null;

    private void Move(ImmutableArray<RecordWrite>.Builder writes, CompiledForm form, Record record, StatePlan state, Record task, string division)
    {
        var moved = Read(task) with { Division = division };
        writes.AddDelete(task);
        if (!writes.Any(write => write.Id == IdOf(record, moved)))
            writes.AddWrite(null, TaskSet.Name, IdOf(record, moved), DataOf(form, record, state, moved, overdue: true), division, by, now);
    }

    /// <summary>Adds what follows when a record's time in its state is over: overdue tasks, and those that are given on.</summary>
    public async ValueTask OverdueAsync(
        ImmutableArray<RecordWrite>.Builder writes, CompiledForm form, StatePlan state, Record record, CancellationToken cancel)
    {
        var existing = await TasksOfAsync(record.Id, cancel);
        ImmutableArray<WorkflowTask> tasks = [.. existing.Select(Read)];
        foreach (var task in existing)
            writes.AddWrite(task, TaskSet.Name, task.Id, DataOf(form, record, state, Read(task), overdue: true), task.Division, by, now);
        foreach (var task in WorkflowTasks.Escalate(state, tasks, record.Division, divisions))
            writes.AddWrite(null, TaskSet.Name, IdOf(record, task), DataOf(form, record, state, task, overdue: true), task.Division, by, now);
    }

    /// <summary>Deletes a record's tasks and deadline.</summary>
    public async ValueTask ClearAsync(ImmutableArray<RecordWrite>.Builder writes, Record record, CancellationToken cancel)
    {
        foreach (var task in await TasksOfAsync(record.Id, cancel))
            writes.AddDelete(task);
        if (await TimerOfAsync(record, cancel) is { } timer)
            writes.AddDelete(timer);
    }

    /// <summary>Deletes a record's deadline, and those of its tasks that the batch does not write yet.</summary>
    public async ValueTask ClearRestAsync(ImmutableArray<RecordWrite>.Builder writes, Record record, CancellationToken cancel)
    {
        foreach (var task in await TasksOfAsync(record.Id, cancel))
        {
            if (!writes.Any(write => write.Set == task.Set && write.Id == task.Id))
                writes.AddDelete(task);
        }
        if (await TimerOfAsync(record, cancel) is { } timer)
            writes.AddDelete(timer);
    }

    private async ValueTask SetTimerAsync(
        ImmutableArray<RecordWrite>.Builder writes, CompiledForm form, StatePlan state, Record record, DateTimeOffset? due, CancellationToken cancel)
    {
        var existing = record.Revision == 1 ? null : await TimerOfAsync(record, cancel);
        if (due is { } at)
        {
            var data = new Row(TimerSet.Shape)
            {
                [TimerSet.App.Index] = Value.Of(form.App),
                [TimerSet.OfForm.Index] = Value.Of(form.Definition.Name),
                [TimerSet.Record.Index] = Value.Of(record.Id),
                [TimerSet.State.Index] = Value.Of(state.Name),
                [TimerSet.DueAt.Index] = Value.Of(at),
            };
            writes.AddWrite(existing, TimerSet.Name, TimerSet.IdOf(record.Set, record.Id), data, record.Division, by, now);
        }
        else if (existing is not null)
        {
            writes.AddDelete(existing);
        }
    }

    private async ValueTask<List<Record>> TasksOfAsync(Guid record, CancellationToken cancel) => _known is { } known ? [.. known[record]]
        : await TasksOfAsync(new Compare(ComparisonOperator.Equal, new Field(FieldRef.Of(TaskSet.Record)), new Constant(Value.Of(record))), cancel);

    private async ValueTask<List<Record>> TasksOfAsync(Expression filter, CancellationToken cancel)
    {
        var tasks = new List<Record>();
        var result = await snapshot.QueryAsync(new Query(TaskSet.Name) { Filter = filter }, cancel);
        await foreach (var page in result.Pages.WithCancellation(cancel))
        {
            foreach (var hit in page.Span)
                tasks.Add(hit.Record);
        }
        return tasks;
    }

    private ValueTask<Record?> TimerOfAsync(Record record, CancellationToken cancel) =>
        snapshot.FindAsync(TimerSet.Name, TimerSet.IdOf(record.Set, record.Id), cancel);

    private Row DataOf(CompiledForm form, Record record, StatePlan state, WorkflowTask task, bool overdue) => new(TaskSet.Shape)
    {
        [TaskSet.App.Index] = Value.Of(form.App),
        [TaskSet.OfForm.Index] = Value.Of(form.Definition.Name),
        [TaskSet.Record.Index] = Value.Of(record.Id),
        [TaskSet.Title.Index] = Value.Of(TitleOf(form, record, task)),
        [TaskSet.State.Index] = Value.Of(state.Name),
        [TaskSet.Role.Index] = Value.Of(task.Role),
        [TaskSet.DueAt.Index] = task.Due is { } due ? Value.Of(due) : default,
        [TaskSet.Overdue.Index] = Value.Of(overdue),
        [TaskSet.Escalated.Index] = Value.Of(task.Escalated),
    };

    // A form without a display field is told apart by where its record belongs, and so is a record or a display field that
    // those whose turn it is do not see.
    private string TitleOf(CompiledForm form, Record record, WorkflowTask task) =>
        $"{form.Definition.Title.Original} · {(Shows(record, task) ? form.DisplayOf(record.Data) : null) ?? divisions.Find(record.Division)?.Name ?? record.Division}";

    /// <summary>What one of a record's tasks is called.</summary>
    public string TitleOf(CompiledForm form, Record record, Record task) => TitleOf(form, record, Read(task));

    private bool Shows(Record record, WorkflowTask task)
    {
        if (serving.FormOf(record.Set) is not { Display: { } display } newest)
            return false;
        var access = new FormAccess(new Caller("", "", [new RoleAssignment(task.Role, task.Division)]), newest, null);
        return access.Allows(AccessAction.Read, record) && !access.Hidden.Contains(newest.Shape, display.Index);
    }

    private static WorkflowTask Read(Record task)
    {
        var due = task.Data[TaskSet.DueAt];
        return new WorkflowTask(task.Data[TaskSet.Role].AsText(), task.Division, due.IsEmpty ? null : due.AsInstant(),
            task.Data[TaskSet.Escalated] == Value.Of(true));
    }

    /// <summary>The id of a record's task of a role at a division.</summary>
    public static Guid IdOf(string set, Guid record, string role, string division) =>
        NamedId.Of(TaskSet.Name, set, record.ToString(), role, division);

    private static Guid IdOf(Record record, WorkflowTask task) => IdOf(record.Set, record.Id, task.Role, task.Division);
}
