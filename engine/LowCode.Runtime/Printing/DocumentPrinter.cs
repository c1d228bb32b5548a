using System.Collections.Immutable;
using LowCode.Decisions.Outcomes;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Values;
using LowCode.Documents;
using LowCode.Documents.Content;
using LowCode.Forms.Evaluation;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Reading;
using LowCode.Runtime.Serving;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Printing;

/// <summary>
/// Makes a document about a record for a caller: what the caller does not see, and what is hidden in the form, is not in
/// it. The newest version of the document serves records of all versions.
/// </summary>
internal sealed class DocumentPrinter(ServingState serving)
{
    private const string TransitionPrefix = "transition:";

    /// <summary>The document, or null when there is no such document or record, or the caller may not see the record.</summary>
    public async Task<DocumentResult?> PrintAsync(Caller caller, string app, string document, Guid id, CancellationToken cancel)
    {
        if (serving.Apps.GetValueOrDefault(app)?.Documents.GetValueOrDefault(document) is not { } plan
            || serving.Form(app, plan.Definition.Form) is not { } newest)
        {
            return null;
        }
        using var scope = new CommandScope(serving, caller, newest);
        if (await scope.FindAsync(id, cancel) is not { } record)
            return null;
        // Which fields a template prints is its author's: all that could be printed are noted.
        using (var reader = new RecordReader(serving, caller).Noting(() => $"documents/{document}"))
            await reader.NoteAsync(app, plan.Definition.Form, record, cancel: cancel);
        var row = await VisibleAsync(scope, record, cancel);
        return plan.Render(new DocumentData
        {
            Row = row,
            Locale = caller.Locale,
            Zone = serving.Options.TimeZone,
            MadeAt = scope.Now,
            MadeBy = caller.Title,
            Texts = await RecordTexts.ReadAsync(scope, row, cancel),
            Record = new DocumentRecord(record.Id, StateOf(newest, record.State), record.Division,
                record.CreatedBy, record.CreatedAt, record.ModifiedBy, record.ModifiedAt),
            Decisions = [.. (await scope.Reader.DecisionsAsync(await scope.Reader.FindAsync(app, newest.Definition.Name, id, cancel) ?? record)).Values.Select(Decision)],
            History = await HistoryAsync(scope, newest, record, cancel),
        }, cancel: cancel);
    }

    private static async ValueTask<Row> VisibleAsync(CommandScope scope, Record record, CancellationToken cancel)
    {
        var form = await scope.PinnedAsync(record);
        var stored = record.Data.Thaw(form.Shape).Freeze();
        var state = await scope.Evaluator(form, record, record.Division).EvaluateAsync(stored.Thaw(), new FormRequest { Before = stored }, cancel);
        var row = state.Pruned().Thaw(scope.Newest.Shape).Freeze();
        return scope.Access.Hidden.Mask(row, scope.Newest.Shape);
    }

    private static async Task<ImmutableArray<DocumentStep>> HistoryAsync(
        CommandScope scope, CompiledForm form, Record record, CancellationToken cancel)
    {
        var steps = new List<DocumentStep>();
        string? from = null;
        await foreach (var entry in scope.Serving.Store.HistoryAsync(form.SetName, record.Id, cancel).Reverse().WithCancellation(cancel))
        {
            var to = entry.Record?.State;
            if (to is not null && (entry.Command == CreateCommand.Name || to != from || entry.Command.Contains(TransitionPrefix, StringComparison.Ordinal)))
            {
                // Where several things were done as one, what came after the transition is behind a plus.
                var transition = entry.Command[(entry.Command.LastIndexOf(':') + 1)..].Split('+')[0];
                var by = await scope.Serving.NameOfUserAsync(entry.By, cancel);
                steps.Add(new DocumentStep(entry.At, entry.By == Caller.System.Name ? null : by,
                    from is null ? null : TitleOf(form, transition), StateOf(form, from), StateOf(form, to)!, null));
            }
            from = to ?? from;
        }
        return [.. steps];
    }

    private static LocalizedText? StateOf(CompiledForm form, string? state) => state is null ? null
        : form.Workflow?.States.FirstOrDefault(known => known.Name == state)?.Title ?? new LocalizedText(state);

    private static LocalizedText TitleOf(CompiledForm form, string transition) =>
        form.Workflow?.Transitions.FirstOrDefault(known => known.Name == transition)?.Title ?? new LocalizedText(transition);

    private static DocumentDecision Decision(DecisionOutcome outcome) => new(outcome.Decision, outcome.Title,
        outcome.Outcome is { } code ? new LocalizedText(code) : null, outcome.Points, outcome.At,
        [.. outcome.All().Select(entry => new DocumentRule(entry.Rule.Title ?? new LocalizedText(entry.Rule.Name), entry.Depth, entry.Rule.Held)
        {
            Gate = entry.Rule.Gate,
            Points = entry.Rule.Points,
            Max = entry.Rule.Max,
            Message = entry.Rule.Message,
            Source = entry.Rule.Evidence?.Source,
            Unverified = entry.Rule.Evidence?.Grade == EvidenceGrade.M,
        })]);
}
