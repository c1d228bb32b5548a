using System.Text;
using LowCode.Decisions.Outcomes;
using LowCode.Decisions.Planning;
using LowCode.Definitions.Messages;
using LowCode.Runtime.Annexes;
using LowCode.Runtime.Commands;
using LowCode.Storage;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Rescoring;

/// <summary>
/// Takes a decision again over single records: by the rules of the newest version, whatever version a record is pinned to.
/// Thread-safe; a scope is not.
/// </summary>
/// <param name="decision">The decision in the newest version.</param>
/// <param name="isDryRun">True when nobody will write.</param>
internal sealed class RecordRescorer(DecisionPlan decision, bool isDryRun)
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(decision.Definition.Name);

    /// <summary>Takes it over one record.</summary>
    /// <param name="scope">Whose references the rules look up.</param>
    /// <param name="record">The record as it is.</param>
    /// <param name="at">When, for what is written.</param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask<RecordRescore> DecideAsync(CommandScope scope, Record record, DateTimeOffset at, CancellationToken cancel)
    {
        if (RecordAnnex.VerdictOf(record, _name) is not { } before)
            return new RecordRescore(record.Id, RescoreResult.Undecided);
        var (taken, failure) = await scope.Evaluator(scope.Newest, record, record.Division).DecideAsync(record.Data, decision, cancel);
        if (taken is null)
            return new RecordRescore(record.Id, RescoreResult.Failed) { Why = failure };
        if (taken.Verdict == before)
            return new RecordRescore(record.Id, RescoreResult.Unchanged);
        var changed = new RecordRescore(record.Id, RescoreResult.Changed) { Before = before, After = taken.Verdict };
        try
        {
            return isDryRun ? changed : changed with { Next = await NextAsync(scope, record, taken, at, cancel) };
        }
        catch (StorageException broken) when (ReferenceEquals(broken.Problem, RuntimeMessages.StoredVersionBroken))
        {
            return new RecordRescore(record.Id, RescoreResult.Failed) { Why = new Finding(broken.Problem, "") { Arguments = broken.Arguments } };
        }
    }

    private async ValueTask<Record> NextAsync(CommandScope scope, Record record, TakenDecision taken, DateTimeOffset at, CancellationToken cancel)
    {
        var form = await scope.PinnedAsync(record);
        var row = await scope.Evaluator(form, record, record.Division)
            .WithOutcomeAsync(record.Data, decision.Definition.Name, taken.Verdict, cancel);
        DecisionOutcome outcome = taken.Explain() with
        {
            At = at,
            Version = scope.Newest.Version == record.AppVersion ? null : scope.Newest.Version,
        };
        return record with
        {
            ModifiedBy = scope.Caller.Name,
            ModifiedAt = at,
            Revision = record.Revision + 1,
            Data = row.Freeze(),
            Annex = RecordAnnex.Of(record).With([outcome]).ToBytes(),
        };
    }
}
