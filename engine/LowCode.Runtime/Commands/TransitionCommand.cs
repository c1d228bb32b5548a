using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Forms.Evaluation;
using LowCode.Runtime.Access;
using LowCode.Runtime.Annexes;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Evaluation;
using LowCode.Storage.Changes;
using LowCode.Storage.Records;
using LowCode.Workflows.Planning;
using LowCode.Workflows.Signing;
using LowCode.Workflows.Taking;

namespace LowCode.Runtime.Commands;

/// <summary>Takes a transition, or signs one that several people sign.</summary>
internal static class TransitionCommand
{
    public static async ValueTask<AttemptOutcome> AttemptAsync(
        CommandScope scope, Guid id, string name, RecordInput? input, long? ifRevision, CancellationToken cancel)
    {
        if (await scope.FindAsync(id, cancel) is not { } before)
            return new NotFound();
        var form = await scope.PinnedAsync(before);
        if (form.Work.Workflow is not { } workflow || workflow.Transition(name) is not { } transition)
            return new NotFound();
        if (ifRevision is { } expected && expected != before.Revision)
            return new Stale(before.Revision);
        var annex = RecordAnnex.Of(before);
        var attempt = WorkflowAccess.AttemptOf(workflow, before, annex, scope.Caller, form.App, scope.Divisions);
        if (attempt.WhyNotOffered(transition) is { } why)
            return why.Message == WorkflowMessages.NotYourRole ? new Forbidden(why) : new Refused(why);

        var stored = before.Data.Thaw(form.Shape).Freeze();
        var entered = stored.Thaw();
        var changed = new HashSet<string>(StringComparer.Ordinal);
        if (input is not null)
        {
            var merge = new InputMerge(form, scope.Newest.Shape, scope.Access, AccessAction.Update, scope.Serving.Options.Limits);
            merge.Apply(entered, input, replace: false);
            ImmutableArray<Finding> problems =
            [
                .. merge.Findings,
                .. workflow.State(before.State ?? "")?.LockedChanges(stored, entered) ?? [],
                .. await scope.MayAsync(AccessAction.Update, before, cancel) ? [] : NotNeeded(transition, merge),
            ];
            if (!problems.IsEmpty)
                return new Invalid(problems);
            changed.UnionWith(merge.Changes.Select(change => change.Path));
        }

        var request = new FormRequest { Before = stored, Sent = input?.Present ?? [], IsSubmit = transition.Submits };
        var evaluator = scope.Evaluator(form, before, before.Division);
        var evaluation = await evaluator.EvaluateAsync(entered, request, transition, scope.Now, cancel);
        var wrong = await ProblemsAsync(scope, form, stored, evaluation, changed, cancel);
        if (!wrong.IsEmpty)
            return evaluation.IsRefused && wrong.Length == 1 ? new Refused(wrong[0]) : new Invalid(wrong);
        return await MoveAsync(scope, form, before, annex, attempt.Take(transition, scope.Now), transition, evaluation, cancel);
    }

    private static async ValueTask<AttemptOutcome> MoveAsync(
        CommandScope scope, CompiledForm form, Record before, RecordAnnex annex, Step step,
        TransitionPlan transition, TransitionEvaluation evaluation, CancellationToken cancel)
    {
        var after = step.Happens
            ? annex.With(evaluation.Outcomes) with { EnteredAt = scope.Now, Signatures = Signatures.None }
            : annex with { Signatures = step.Signatures };
        var record = before with
        {
            State = step.Happens ? transition.To : before.State,
            ModifiedBy = scope.Caller.Name,
            ModifiedAt = scope.Now,
            Revision = before.Revision + 1,
            Data = (step.Happens ? evaluation.Row : evaluation.State.Row).Freeze(),
            Annex = after.ToBytes(),
        };
        var writes = ImmutableArray.CreateBuilder<RecordWrite>();
        writes.Add(new RecordWrite(before.Set, before.Id, before.Revision, record));
        await new TaskBoard(scope.Snapshot, scope.Divisions, scope.Serving, scope.Caller, scope.Now)
            .FollowAsync(writes, form, form.Work.Workflow!.State(record.State!)!, record, after, isEntered: step.Happens, cancel);
        var command = (step.Happens ? "transition:" : "sign:") + transition.Name;
        return AttemptOutcome.Write(
            new WriteBatch(scope.Caller.Name, scope.Now, command, writes.ToImmutable()), record, evaluation.State.Findings);
    }

    // What a transition needs may be filled in by whoever may take it; anything else needs the permission to update.
    private static IEnumerable<Finding> NotNeeded(TransitionPlan transition, InputMerge merge)
    {
        var needs = transition.Definition.Needs;
        return merge.Changes.Where(change => !needs.Any(need => change.Field == need || change.Field.StartsWith(need + ".", StringComparison.Ordinal)))
            .Select(change => Finding.Of(RuntimeMessages.FieldForbidden, change.Path));
    }

    private static async ValueTask<ImmutableArray<Finding>> ProblemsAsync(
        CommandScope scope, CompiledForm form, Row stored, TransitionEvaluation evaluation, HashSet<string> changed, CancellationToken cancel)
    {
        if (!evaluation.IsReady)
            return evaluation.Problems;
        var errors = evaluation.State.Findings
            .Where(finding => finding.Severity == Severity.Error && changed.Contains(finding.Path)).ToImmutableArray();
        if (!errors.IsEmpty)
            return errors;
        return [.. await new ForeignIds(scope.Serving, form, scope.Reader).CheckAsync(evaluation.Row, stored, cancel)];
    }
}
