using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Runtime.Annexes;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Storage;
using LowCode.Storage.Records;
using LowCode.Workflows.Locks;
using LowCode.Workflows.Roles;

namespace LowCode.Runtime.Access;

/// <summary>
/// What roles, state and signatures let a caller do with a record. What the record holds is not looked at: rules, guards,
/// needed fields, records that refer to it may still stand in the way.
/// </summary>
internal static class PermittedActions
{
    public const string Update = "update";
    public const string Delete = "delete";

    /// <summary><see cref="Update"/>, <see cref="Delete"/>, and the names of transitions.</summary>
    public static async ValueTask<ImmutableArray<string>> OfAsync(
        FormAccess access, CompiledForm form, Record record, Caller caller, IDivisions divisions, IStoreSnapshot snapshot, CancellationToken cancel)
    {
        var actions = ImmutableArray.CreateBuilder<string>();
        var workflow = form.Work.Workflow;
        var state = workflow?.State(record.State ?? "");
        if (await access.AllowsAsync(AccessAction.Update, record, snapshot, cancel) && Opens(access, form.Fields, access.Fields.Shape, state?.Locks))
            actions.Add(Update);
        if (state is not { Definition.Locked: true } && await access.AllowsAsync(AccessAction.Delete, record, snapshot, cancel))
            actions.Add(Delete);
        if (workflow is not null)
        {
            actions.AddRange(WorkflowAccess.AttemptOf(workflow, record, RecordAnnex.Of(record), caller, form.App, divisions)
                .Offered().Select(transition => transition.Name));
        }
        return actions.ToImmutable();
    }

    // Whether there is a field that the caller may change: neither hidden nor masked nor locked.
    private static bool Opens(FormAccess access, FieldMap fields, LowCode.Definitions.Values.Shape newest, FieldLocks? locks)
    {
        var (hidden, barred) = (access.Hidden, access.Barred(AccessAction.Update));
        return fields.Slots.Any(slot =>
        {
            if (!fields[slot.Index]!.IsEntered || hidden.Contains(newest, slot.Index) || barred.Contains(newest, slot.Index))
                return false;
            return locks is null || !locks.IsLocked(slot)
                || (slot.Rows is not null && Opens(access, fields.Rows(slot.Index), newest.Slots[slot.Index].Rows!, locks.Rows(slot)));
        });
    }
}
