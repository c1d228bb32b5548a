using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Erasing;
using LowCode.Runtime.Serving;
using LowCode.Storage;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Retention;

/// <summary>
/// Erases what is kept no longer, a few records at once. A record is erased only at the revision at which it was found due; one
/// that stays (others refer to it, it failed) is found again when the claim by which it was found is over.
/// </summary>
internal sealed class RetentionRunner(ServingState serving, RetentionRests rests)
{
    /// <summary>Most records of a form in one round, which are one batch.</summary>
    public const int MostAtOnce = 50;

    // Most such batches of deleted records in one round.
    private const int MostBatches = 10;

    // The revision of a record that is not there.
    private const long NoRecord = 0;

    private readonly ImmutableArray<RetentionFailure>.Builder _failures = ImmutableArray.CreateBuilder<RetentionFailure>();

    public async Task<RetentionRound> RunAsync(CancellationToken cancel)
    {
        var (erased, now) = (0, serving.Now());
        foreach (var rule in RetentionRule.Of(serving).Where(rule => !rests.Has(rule.Form, now)))
        {
            try
            {
                erased += await RunAsync(rule, now, cancel);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                rests.Add(rule.Form, now);
                if (!IsBehind(error))
                    _failures.Add(new RetentionFailure(rule.Form.SetName, null, error));
            }
        }
        return new RetentionRound(erased, _failures.ToImmutable());
    }

    private async Task<int> RunAsync(RetentionRule rule, DateTimeOffset now, CancellationToken cancel)
    {
        var (pasts, isDone) = await PastsAsync(rule, now, cancel);
        var due = new List<Record>();
        foreach (var query in rule.Due(now).TakeWhile(_ => due.Count < MostAtOnce))
            due.AddRange(await serving.Store.ClaimAsync(query with { Top = MostAtOnce - due.Count }, serving.Options.RetentionLease, cancel));
        if (due.Count < MostAtOnce && isDone)
            rests.Add(rule.Form, now);
        return pasts + await EraseAllAsync(rule, due.ToDictionary(record => record.Id, record => record.Revision), cancel);
    }

    // What people deleted: its past goes, as many days after they did.
    private async Task<(int Erased, bool IsDone)> PastsAsync(RetentionRule rule, DateTimeOffset now, CancellationToken cancel)
    {
        if (await DeletedDue.FindAsync(serving, rule, now, cancel) is not { } due)
            return (0, true);
        var (erased, failed) = (0, _failures.Count);
        foreach (var some in due.Records.Take(MostAtOnce * MostBatches).Chunk(MostAtOnce))
            erased += await EraseAllAsync(rule, some.ToDictionary(id => id, _ => NoRecord), cancel);
        if (_failures.Count > failed)
            return (erased, true);
        if (!(await due.LeftAsync(due.Records, cancel)).IsEmpty)
            return (erased, false);
        await due.KeepAsync(cancel);
        return (erased, due.IsLast);
    }

    private async Task<int> EraseAllAsync(RetentionRule rule, Dictionary<Guid, long> due, CancellationToken cancel)
    {
        if (due.Count <= 1)
            return await EachAsync(rule, due, cancel);
        try
        {
            return await EraseAsync(rule, due, cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // One that cannot be erased does not keep the others from it.
            return await EachAsync(rule, due, cancel);
        }
    }

    private async Task<int> EachAsync(RetentionRule rule, Dictionary<Guid, long> due, CancellationToken cancel)
    {
        var erased = 0;
        foreach (var (id, revision) in due)
        {
            try
            {
                erased += await EraseAsync(rule, new Dictionary<Guid, long> { [id] = revision }, cancel);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                if (!IsBehind(error))
                    _failures.Add(new RetentionFailure(rule.Form.SetName, id, error));
            }
        }
        return erased;
    }

    private async Task<int> EraseAsync(RetentionRule rule, Dictionary<Guid, long> due, CancellationToken cancel)
    {
        return await ErasureRun.StartAsync(serving, RetentionRule.Eraser, rule.Order([.. due.Keys]), cancel, due) switch
        {
            Erased { Report: var report } => report.Records.Count(record => record.Outcome == ErasureMessages.Emptied
                || record.Outcome == ErasureMessages.Deleted || record.Outcome == ErasureMessages.PastErased),
            Refused => 0,
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }

    // Another node has published a version that this one is about to load.
    private static bool IsBehind(Exception error) =>
        error is StorageException behind && (behind.Problem == StorageMessages.ShapeBehind || behind.Problem == DivisionMessages.Behind);
}
