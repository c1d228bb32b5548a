using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
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

namespace LowCode.Runtime.Timers;

/// <summary>
/// Fires deadlines that are due, each exactly once: what a deadline does and the end of its timer are one batch, which
/// is written only when the timer is still the one that was found. What a stop leaves unfired is found when the lease of
/// the node that had taken it up is over.
/// </summary>
internal sealed class TimerRunner(ServingState serving)
{
    private const int PageSize = 200;

    /// <summary>Fires everything that is due now. Returns how many fired.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var fired = 0;
        while (true)
        {
            var due = await DueAsync(cancel);
            foreach (var timer in due)
            {
                cancel.ThrowIfCancellationRequested();
                if (await FireAsync(timer, cancel))
                    fired++;
            }
            if (due.Count < PageSize)
                return fired;
        }
    }

    // Taken up by one node at a time, which spares the others the work; that it happens once is what revisions are for.
    private Task<IReadOnlyList<Record>> DueAsync(CancellationToken cancel)
    {
        var due = new Field(FieldRef.Of(TimerSet.DueAt));
        return serving.Store.ClaimAsync(new Query(TimerSet.Name)
        {
            Filter = new Compare(ComparisonOperator.LessOrEqual, due, new Constant(Value.Of(serving.Now()))),
            OrderBy = [new OrderTerm(due)],
            Top = PageSize,
        }, serving.Options.TimerLease, cancel);
    }

    private async Task<bool> FireAsync(Record timer, CancellationToken cancel)
    {
        try
        {
            while (await PrepareAsync(timer, cancel) is { } batch)
            {
                if (await serving.Store.CommitAsync(batch, cancel) is Committed)
                    return true;
            }
            return false;
        }
        catch (StorageException behind) when (behind.Problem == StorageMessages.ShapeBehind || behind.Problem == DivisionMessages.Behind)
        {
            // Another node has published a version that this one is about to load; the timer is due again when the lease is over.
            return false;
        }
    }

    /// <summary>What is to be written, or null when the timer is not the same any more.</summary>
    private async Task<WriteBatch?> PrepareAsync(Record timer, CancellationToken cancel)
    {
        if (serving.Form(timer.Data[TimerSet.App].AsText(), timer.Data[TimerSet.OfForm].AsText()) is not { } newest)
            return End(timer);
        using var scope = new CommandScope(serving, Caller.System, newest);
        var current = await scope.Snapshot.FindAsync(TimerSet.Name, timer.Id, cancel);
        if (current?.Revision != timer.Revision)
            return null;
        var record = await scope.Snapshot.FindAsync(newest.SetName, timer.Data[TimerSet.Record].AsId(), cancel);
        if (record is null || record.State != timer.Data[TimerSet.State].AsText())
            return End(timer);
        var form = await scope.PinnedAsync(record);
        if (form.Work.Workflow?.State(record.State!) is not { Deadline: { } deadline } state)
            return End(timer);
        return await MovedAsync(scope, deadline, record, cancel) ?? await OverdueAsync(scope, form, state, record, timer, cancel);
    }

    // A deadline's transition that is not possible leaves the record where it is, overdue.
    private static async Task<WriteBatch?> MovedAsync(CommandScope scope, DeadlinePlan deadline, Record record, CancellationToken cancel)
    {
        if (deadline.Transition is not { } transition)
            return null;
        var outcome = await TransitionCommand.AttemptAsync(scope, record.Id, transition, null, record.Revision, cancel);
        return outcome.Batch is { } batch ? batch with { Command = "deadline:" + transition } : null;
    }

    private static async Task<WriteBatch> OverdueAsync(
        CommandScope scope, CompiledForm form, StatePlan state, Record record, Record timer, CancellationToken cancel)
    {
        var writes = ImmutableArray.CreateBuilder<RecordWrite>();
        writes.AddDelete(timer);
        await new TaskBoard(scope.Snapshot, scope.Divisions, scope.Serving, scope.Caller, scope.Now)
            .OverdueAsync(writes, form, state, record, cancel);
        var command = state.Deadline!.Escalates ? "deadline:escalate" : "deadline:overdue";
        return new WriteBatch(scope.Caller.Name, scope.Now, command, writes.ToImmutable());
    }

    private WriteBatch End(Record timer)
    {
        var writes = ImmutableArray.CreateBuilder<RecordWrite>();
        writes.AddDelete(timer);
        return new WriteBatch(Caller.System.Name, serving.Now(), "deadline:end", writes.ToImmutable());
    }
}
