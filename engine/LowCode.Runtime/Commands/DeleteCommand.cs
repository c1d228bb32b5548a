using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Runtime.Serving;
using LowCode.Storage.Changes;

namespace LowCode.Runtime.Commands;

/// <summary>
/// Deletes a record. Refused in a state that is locked, and while other records refer to it. A reference that is made at
/// the same moment is not seen: it then reads as empty.
/// </summary>
internal static class DeleteCommand
{
    public const string Name = "delete";

    public static async ValueTask<AttemptOutcome> AttemptAsync(CommandScope scope, Guid id, long? ifRevision, CancellationToken cancel)
    {
        if (await scope.FindAsync(id, cancel) is not { } before)
            return new NotFound();
        if (!await scope.MayAsync(AccessAction.Delete, before, cancel))
            return new Forbidden(UpdateCommand.WhyNot(scope, before, AccessAction.Delete));
        if (ifRevision is { } expected && expected != before.Revision)
            return new Stale(before.Revision);
        var form = await scope.PinnedAsync(before);
        if (form.Work.Workflow?.State(before.State ?? "") is { Definition.Locked: true } state)
            return new Refused(Finding.Of(RuntimeMessages.LockedState, "", ("state", state.Title)));
        if (await Referrers.FindAsync(scope.Serving, scope.Snapshot, scope.Reader, scope.Newest.SetName, id, cancel) is { } why)
            return new Refused(why);

        var writes = ImmutableArray.CreateBuilder<RecordWrite>();
        writes.AddDelete(before);
        await new TaskBoard(scope.Snapshot, scope.Divisions, scope.Serving, scope.Caller, scope.Now).ClearAsync(writes, before, cancel);
        return AttemptOutcome.Write(new WriteBatch(scope.Caller.Name, scope.Now, Name, writes.ToImmutable()), before, []);
    }
}
