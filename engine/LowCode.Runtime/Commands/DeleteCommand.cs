using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Serving;
using LowCode.Storage.Changes;
using LowCode.Storage.Queries;

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
        if (await ReferrerAsync(scope, id, cancel) is { } why)
            return new Refused(why);

        var writes = ImmutableArray.CreateBuilder<RecordWrite>();
        writes.AddDelete(before);
        await new TaskBoard(scope.Snapshot, scope.Divisions, scope.Serving, scope.Caller, scope.Now).ClearAsync(writes, before, cancel);
        return AttemptOutcome.Write(new WriteBatch(scope.Caller.Name, scope.Now, Name, writes.ToImmutable()), before, []);
    }

    // Why it stays: by something that the caller sees to refer to it, if there is such a thing.
    private static async ValueTask<Finding?> ReferrerAsync(CommandScope scope, Guid id, CancellationToken cancel)
    {
        var isReferred = false;
        foreach (var form in scope.Serving.Apps.Values.SelectMany(app => app.Forms.Values))
        {
            foreach (var (filter, slots) in Filters(form.Fields, form.App, scope.Newest.SetName, id, 0))
            {
                var query = new Query(form.SetName) { Filter = filter, Top = 1 };
                if (!await FindsAsync(await scope.Snapshot.QueryAsync(query, cancel), cancel))
                    continue;
                if (slots.All(slot => scope.Reader.Sees(form.App, form.Definition.Name, slot))
                    && await FindsAsync(await scope.Reader.QueryAsync(form.App, form.Definition.Name, query, cancel), cancel))
                {
                    return Finding.Of(RuntimeMessages.StillReferred, "", ("form", form.Definition.Title));
                }
                isReferred = true;
            }
        }
        return isReferred ? Finding.Of(RuntimeMessages.StillReferredElsewhere, "") : null;
    }

    private static async ValueTask<bool> FindsAsync(QueryResult result, CancellationToken cancel)
    {
        await foreach (var page in result.Pages.WithCancellation(cancel))
        {
            if (page.Length > 0)
                return true;
        }
        return false;
    }

    // What refers to it, with the fields through which it does.
    private static IEnumerable<(Expression Filter, ImmutableArray<Slot> Slots)> Filters(FieldMap fields, string app, string target, Guid id, int scope)
    {
        foreach (var slot in fields.Pointers)
        {
            if (slot.Rows is not null)
            {
                foreach (var (inner, slots) in Filters(fields.Rows(slot.Index), app, target, id, scope + 1))
                    yield return (new Lambda(false, new Field(FieldRef.Of(slot), scope), scope + 1, inner), slots.Insert(0, slot));
            }
            else if (slot.Kind == ValueKind.Id && fields[slot.Index]!.To is { } to)
            {
                var (owner, form) = CompiledForm.TargetOf(app, to);
                if ($"{owner}/{form}" == target)
                    yield return (new Compare(ComparisonOperator.Equal, new Field(FieldRef.Of(slot), scope), new Constant(Value.Of(id))), [slot]);
            }
        }
    }
}
