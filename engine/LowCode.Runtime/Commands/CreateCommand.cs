using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Forms.Evaluation;
using LowCode.Runtime.Access;
using LowCode.Runtime.Annexes;
using LowCode.Runtime.Apps;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Commands;

/// <summary>Creates a record.</summary>
internal static class CreateCommand
{
    public const string Name = "create";

    public static async ValueTask<AttemptOutcome> AttemptAsync(CommandScope scope, RecordInput input, Guid id, CancellationToken cancel)
    {
        if (!scope.Access.Has(AccessAction.Create))
            return new Forbidden(Finding.Of(RuntimeMessages.ActionForbidden, "",
                ("form", scope.Newest.Definition.Title), ("action", new Phrase(RuntimeMessages.ActionCreate))));
        if (await scope.Snapshot.FindAsync(scope.Newest.SetName, id, cancel) is { } existing)
        {
            return existing.CreatedBy == scope.Caller.Name && await scope.MayAsync(AccessAction.Read, existing, cancel)
                ? new Done(scope.Show(existing), [], AlreadyDone: true)
                : new Refused(Finding.Of(RuntimeMessages.IdTaken, "id", ("id", id)));
        }
        if (await FormAsync(scope, input, cancel) is not { } form)
            return new Refused(Finding.Of(RuntimeMessages.NoSuchVersion, "", ("form", scope.Newest.Definition.Title), ("version", input.AppVersion)));
        var (division, problem) = DivisionOf(scope, form, input);
        if (problem is not null)
            return new Invalid([problem]);
        var (state, findings) = await EvaluateAsync(scope, form, input, division, describe: false, cancel);
        if (findings.Any(finding => finding.Severity == Severity.Error))
            return new Invalid(findings);

        var workflow = form.Work.Workflow;
        var annex = workflow is null ? RecordAnnex.Empty : new RecordAnnex { EnteredAt = scope.Now };
        var record = new Record
        {
            Id = id,
            Set = form.SetName,
            AppVersion = form.Version,
            Division = division,
            State = workflow?.Initial.Name,
            CreatedBy = scope.Caller.Name,
            CreatedAt = scope.Now,
            ModifiedBy = scope.Caller.Name,
            ModifiedAt = scope.Now,
            Revision = 1,
            Data = (workflow is null ? state.Pruned() : state.Row).Freeze(),
            Annex = annex.ToBytes(),
        };
        var writes = ImmutableArray.CreateBuilder<RecordWrite>();
        writes.Add(new RecordWrite(form.SetName, id, 0, record));
        if (workflow is not null)
        {
            await new TaskBoard(scope.Snapshot, scope.Divisions, scope.Serving, scope.Caller, scope.Now)
                .FollowAsync(writes, form, workflow.Initial, record, annex, isEntered: true, cancel);
        }
        return AttemptOutcome.Write(
            new WriteBatch(scope.Caller.Name, scope.Now, Name, writes.ToImmutable()) { Absent = [ClosedDivisionSet.KeyOf(division)] }, record, findings);
    }

    // The newest version, or an older one in which there is the form.
    private static async ValueTask<CompiledForm?> FormAsync(CommandScope scope, RecordInput input, CancellationToken cancel) =>
        input.AppVersion is not { } version ? scope.Newest
        : (await scope.Serving.Versions.FindAsync(scope.Newest.App, version, cancel))?.Forms.GetValueOrDefault(scope.Newest.Definition.Name);

    /// <summary>The record as it would be, and everything that is wrong with it.</summary>
    public static async ValueTask<(FormState State, ImmutableArray<Finding> Findings)> EvaluateAsync(
        CommandScope scope, CompiledForm form, RecordInput input, string division, bool describe, CancellationToken cancel)
    {
        var merge = new InputMerge(form, scope.Newest.Shape, scope.Access, AccessAction.Create, scope.Serving.Options.Limits)
        {
            Own = ReferenceEquals(form, scope.Newest) ? null : new FormAccess(scope.Caller, form, scope.Serving.FormOf),
        };
        var entered = new Row(form.Shape);
        merge.Apply(entered, input, replace: false);
        var state = await scope.Evaluator(form, null, division).EvaluateAsync(entered, new FormRequest
        {
            Sent = input.Present,
            IsSubmit = form.Work.Workflow is null,
            Describe = describe,
        }, cancel);
        var foreign = await new ForeignIds(scope.Serving, form, scope.Reader).CheckAsync(state.Row, null, cancel);
        return (state, [.. merge.Findings, .. state.Findings, .. foreign]);
    }

    /// <summary>The division of a new record, or why it cannot be told.</summary>
    public static (string Division, Finding? Problem) DivisionOf(CommandScope scope, CompiledForm form, RecordInput input)
    {
        if ((input.Division ?? scope.Access.OnlyDivision(scope.Divisions)) is not { Length: > 0 } division)
            return ("", Finding.Of(RuntimeMessages.DivisionNeeded, "division"));
        if (scope.Divisions.WhyNothingNew(division, "division") is { } why)
            return (division, why);
        return scope.Access.AllowsNew(division, form.Work.Workflow?.Initial.Name)
            ? (division, null)
            : (division, Finding.Of(RuntimeMessages.DivisionOutOfReach, "division", ("division", division)));
    }
}
