using System.Collections.Immutable;
using LowCode.Decisions.Outcomes;
using LowCode.Decisions.Planning;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Forms.Evaluation;
using LowCode.Rules;
using LowCode.Runtime.Apps;
using LowCode.Workflows.Planning;
using LowCode.Workflows.Taking;

namespace LowCode.Runtime.Evaluation;

/// <summary>Evaluates one record for one command: form, decisions, and what a transition needs and sets.</summary>
/// <param name="form">The form version to which the record is pinned.</param>
/// <param name="context">What rules may ask; its references are filled on the way.</param>
/// <param name="references">The records that rules look up.</param>
internal sealed class RecordEvaluator(CompiledForm form, RuleContext context, ReferenceRows references)
{
    private const int MostRounds = 8;

    private FormWork Work => form.Work;

    /// <summary>Evaluates a row that was laid together from what is stored and what was sent.</summary>
    public async ValueTask<FormState> EvaluateAsync(Row entered, FormRequest request, CancellationToken cancel)
    {
        FormState? state = null;
        await RunAsync(entered, (session, _) => state = Work.Plan.Evaluate(session, request), cancel);
        return state!;
    }

    /// <summary>Evaluates a row and tries a transition on it: decisions are taken, then needs and guard are looked at, then its fields are set.</summary>
    public async ValueTask<TransitionEvaluation> EvaluateAsync(
        Row entered, FormRequest request, TransitionPlan transition, DateTimeOffset at, CancellationToken cancel)
    {
        TransitionEvaluation? result = null;
        await RunAsync(entered, (session, row) => result = Try(session, row, request, transition, at), cancel);
        if (result!.IsReady && result.Changes)
        {
            // What decisions and the transition set is calculated with: totals and relevance may follow from it.
            var set = result.Row;
            var again = new FormRequest { Before = set.Thaw().Freeze() };
            await RunAsync(set, (session, _) =>
            {
                var state = Work.Plan.Evaluate(session, again);
                result = result with { Row = transition.Submits ? state.Pruned() : state.Row };
            }, cancel);
        }
        return result;
    }

    /// <summary>
    /// Takes a decision over a stored record as this version calculates it. The record was checked when it was submitted;
    /// what a failed calculation would have gone into is not decided.
    /// </summary>
    public async ValueTask<(TakenDecision? Taken, Finding? Failure)> DecideAsync(Row stored, DecisionPlan decision, CancellationToken cancel)
    {
        var request = new FormRequest { Before = stored };
        (TakenDecision?, Finding?) result = default;
        await RunAsync(stored, (session, row) =>
        {
            try
            {
                var failures = Work.Plan.Calculate(session, request);
                result = failures.IsEmpty ? (decision.Take(session), null) : (null, failures[0]);
            }
            catch (RuleException failure)
            {
                result = (null, FindingOf(failure));
            }
        }, cancel);
        return result;
    }

    /// <summary>
    /// A stored row with another outcome of a decision in the slots that show it, and what this version calculates from
    /// them; everything else stays as it is stored, even where it would be calculated otherwise today.
    /// </summary>
    public async ValueTask<Row> WithOutcomeAsync(Row stored, string decision, Verdict verdict, CancellationToken cancel)
    {
        var result = stored.Thaw(form.Shape);
        foreach (var shown in Work.OutcomesOf(decision))
            result[shown.Slot.Index] = shown.ValueOf(verdict);
        if (!Work.CalculatesFrom(decision))
            return result;
        var before = await CalculateAsync(stored, cancel);
        var after = await CalculateAsync(result.Thaw().Freeze(), cancel);
        Carry(before, after, result);
        return result;
    }

    private async ValueTask<Row> CalculateAsync(Row stored, CancellationToken cancel)
    {
        Row? calculated = null;
        var request = new FormRequest { Before = stored };
        await RunAsync(stored, (session, row) =>
        {
            Work.Plan.Calculate(session, request);
            calculated = row;
        }, cancel);
        return calculated!;
    }

    // Where two calculations of a record differ, takes the second over.
    private static void Carry(Row before, Row after, Row into)
    {
        for (var slot = 0; slot < into.Shape.Slots.Length; slot++)
        {
            if (before[slot] == after[slot])
                continue;
            if (after[slot].Kind != ValueKind.Rows)
            {
                into[slot] = after[slot];
                continue;
            }
            var rows = into[slot].AsRows();
            for (var i = 0; i < rows.Length; i++)
                Carry(before[slot].AsRows()[i], after[slot].AsRows()[i], rows[i]);
        }
    }

    private TransitionEvaluation Try(RuleSession session, Row row, FormRequest request, TransitionPlan transition, DateTimeOffset at)
    {
        var state = Work.Plan.Evaluate(session, request);
        if (state.HasErrors && request.IsSubmit)
            return new TransitionEvaluation(state, row) { Problems = state.Findings };
        try
        {
            var outcomes = ImmutableArray.CreateBuilder<DecisionOutcome>();
            foreach (var name in transition.Decide)
                outcomes.Add(Work.Decisions[name].Decide(session) with { At = at });
            foreach (var outcome in outcomes)
                Show(outcome, session, row);
            var problems = Attempt.WhyNotReady(transition, session, row, state.IsHidden);
            if (!problems.IsEmpty)
                return new TransitionEvaluation(state, row) { Problems = problems, IsRefused = problems[0].Path.Length == 0 };
            foreach (var (slot, value) in transition.ValuesToSet(session, row))
                session.Set(row, slot, value);
            return new TransitionEvaluation(state, transition.Submits ? state.Pruned() : row)
            {
                IsReady = true,
                Outcomes = outcomes.ToImmutable(),
                Changes = outcomes.Count > 0 || transition.Set.Length > 0,
            };
        }
        catch (RuleException failure)
        {
            return new TransitionEvaluation(state, row) { Problems = [FindingOf(failure)], IsRefused = true };
        }
    }

    private void Show(DecisionOutcome outcome, RuleSession session, Row row)
    {
        foreach (var shown in Work.OutcomesOf(outcome.Decision))
            session.Set(row, shown.Slot, shown.ValueOf(outcome.Verdict));
    }

    private static Finding FindingOf(RuleException failure) => new(failure.Problem, "") { Arguments = failure.Arguments };

    private async ValueTask RunAsync(Row entered, Action<RuleSession, Row> evaluate, CancellationToken cancel)
    {
        for (var round = 0; ; round++)
        {
            var row = entered.Thaw(form.Shape);
            if (round == 0)
            {
                foreach (var (shape, slot, set) in Work.Rules.References)
                    Want(row, shape, slot, set);
            }
            await references.FetchAsync(cancel);
            using (var session = Work.Rules.Open(row, context))
                evaluate(session, row);
            if (!references.HasMissed)
                return;
            if (round == MostRounds)
                throw new InvalidOperationException($"The rules of '{form.SetName}' look up ever more records.");
        }
    }

    private void Want(Row row, Shape shape, Slot slot, string set)
    {
        if (ReferenceEquals(row.Shape, shape))
        {
            if (!row[slot.Index].IsEmpty)
                references.Want(set, row[slot.Index].AsId());
            return;
        }
        foreach (var table in row.Shape.Slots)
        {
            if (table.Rows is null)
                continue;
            foreach (var inner in row[table.Index].AsRows())
                Want(inner, shape, slot, set);
        }
    }
}

/// <summary>What trying a transition came to.</summary>
/// <param name="State">The form's own evaluation.</param>
/// <param name="Row">The record as the transition leaves it.</param>
internal sealed record TransitionEvaluation(FormState State, Row Row)
{
    /// <summary>True when nothing is in the way.</summary>
    public bool IsReady { get; init; }

    /// <summary>What is in the way.</summary>
    public ImmutableArray<Finding> Problems { get; init; } = [];

    /// <summary>True when it is the guard, not what was entered.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The decisions that were taken.</summary>
    public ImmutableArray<DecisionOutcome> Outcomes { get; init; } = [];

    /// <summary>True when decisions or the transition set something.</summary>
    public bool Changes { get; init; }
}
