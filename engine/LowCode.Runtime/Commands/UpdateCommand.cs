using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Forms.Evaluation;
using LowCode.Runtime.Annexes;
using LowCode.Runtime.Apps;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Commands;

/// <summary>Changes a record's fields, or the division that it belongs to.</summary>
internal static class UpdateCommand
{
    public const string Name = "update";

    public static async ValueTask<AttemptOutcome> AttemptAsync(
        CommandScope scope, Guid id, RecordInput input, bool replace, long? ifRevision, CancellationToken cancel)
    {
        if (await scope.FindAsync(id, cancel) is not { } before)
            return new NotFound();
        if (!await scope.MayAsync(AccessAction.Update, before, cancel))
            return new Forbidden(WhyNot(scope, before));
        if (ifRevision is { } expected && expected != before.Revision)
            return new Stale(before.Revision);
        var division = input.Division ?? before.Division;
        if (division != before.Division && DivisionProblem(scope, division, before) is { } problem)
            return new Invalid([problem]);

        var form = await scope.PinnedAsync(before);
        var (state, findings) = await EvaluateAsync(scope, form, before, input, replace, describe: false, cancel);
        if (findings.Any(finding => finding.Severity == Severity.Error))
            return new Invalid(findings);
        var data = form.Work.Workflow is null ? state.Pruned() : state.Row;
        if (division == before.Division && data.Equals(before.Data))
            return new Done(scope.Show(before), [.. findings]);

        var record = before with
        {
            Division = division,
            ModifiedBy = scope.Caller.Name,
            ModifiedAt = scope.Now,
            Revision = before.Revision + 1,
            Data = data.Freeze(),
        };
        var writes = ImmutableArray.CreateBuilder<RecordWrite>();
        writes.Add(new RecordWrite(before.Set, id, before.Revision, record));
        if (form.Work.Workflow?.State(before.State ?? "") is { } current
            && (division != before.Division || form.DisplayOf(data) != form.DisplayOf(before.Data)))
        {
            await new TaskBoard(scope.Snapshot, scope.Divisions, scope.Serving, scope.Caller, scope.Now)
                .FollowAsync(writes, form, current, record, RecordAnnex.Of(record), isEntered: false, cancel);
        }
        return AttemptOutcome.Write(new WriteBatch(scope.Caller.Name, scope.Now, Name, writes.ToImmutable())
        {
            Absent = division == before.Division ? [] : [ClosedDivisionSet.KeyOf(division)],
        }, record, findings);
    }

    /// <summary>The record as it would be, and everything that is wrong with it.</summary>
    public static async ValueTask<(FormState State, ImmutableArray<Finding> Findings)> EvaluateAsync(
        CommandScope scope, CompiledForm form, Record before, RecordInput input, bool replace, bool describe, CancellationToken cancel)
    {
        var merge = new InputMerge(form, scope.Newest.Shape, scope.Access, AccessAction.Update, scope.Serving.Options.Limits);
        var stored = before.Data.Thaw(form.Shape).Freeze();
        var entered = stored.Thaw();
        merge.Apply(entered, input, replace);
        var place = form.Work.Workflow?.State(before.State ?? "");
        var locked = place?.LockedChanges(stored, entered) ?? [];
        var state = await scope.Evaluator(form, before, input.Division ?? before.Division).EvaluateAsync(entered, new FormRequest
        {
            Before = stored,
            Sent = input.Present,
            IsSubmit = form.Work.Workflow is null,
            Describe = describe,
            Locked = describe && place is not null ? [.. place.Locks.Locked.Select(slot => slot.Index)] : [],
        }, cancel);
        var foreign = await new ForeignIds(scope.Serving, form, scope.Reader).CheckAsync(state.Row, stored, cancel);
        var known = locked.Select(finding => finding.Path).ToHashSet();
        return (state, [.. merge.Findings, .. locked, .. state.Findings.Where(finding => !known.Contains(finding.Path)), .. foreign]);
    }

    /// <summary>Why a caller who sees a record may not act on it.</summary>
    public static Finding WhyNot(CommandScope scope, Record record, AccessAction action = AccessAction.Update) => scope.Access.Has(action, record.State)
        ? Finding.Of(RuntimeMessages.OutOfReach, "", ("division", scope.Divisions.Find(record.Division)?.Name ?? record.Division))
        : scope.Access.Has(action)
        ? Finding.Of(RuntimeMessages.StateForbids, "", ("state", scope.Newest.Work.Workflow?.State(record.State ?? "")?.Title ?? new LocalizedText(record.State ?? "")))
        : Finding.Of(RuntimeMessages.ActionForbidden, "",
            ("form", scope.Newest.Definition.Title), ("action", new Phrase(action == AccessAction.Delete ? RuntimeMessages.ActionDelete : RuntimeMessages.ActionUpdate)));

    private static Finding? DivisionProblem(CommandScope scope, string division, Record before) =>
        scope.Divisions.WhyNothingNew(division, "division") ?? (scope.Access.Allows(AccessAction.Update, division, before.State, before.CreatedBy) ? null
            : Finding.Of(RuntimeMessages.DivisionOutOfReach, "division", ("division", division)));
}
