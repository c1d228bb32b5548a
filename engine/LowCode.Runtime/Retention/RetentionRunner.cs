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
        var due = new List<Record>();
        foreach (var query in rule.Due(now).TakeWhile(_ => due.Count < MostAtOnce))
            due.AddRange(await serving.Store.ClaimAsync(query with { Top = MostAtOnce - due.Count }, serving.Options.RetentionLease, cancel));
        if (due.Count < MostAtOnce)
            rests.Add(rule.Form, now);
        if (due.Count == 0)
            return 0;
        try
        {
            return await EraseAsync(rule, due, cancel);
        }
        catch (Exception error) when (due.Count > 1 && error is not OperationCanceledException)
        {
            // One that cannot be erased does not keep the others from it.
            return await EachAsync(rule, due, cancel);
        }
    }

    private async Task<int> EachAsync(RetentionRule rule, List<Record> due, CancellationToken cancel)
    {
        var erased = 0;
        foreach (var record in due)
        {
            try
            {
                erased += await EraseAsync(rule, [record], cancel);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                if (!IsBehind(error))
                    _failures.Add(new RetentionFailure(rule.Form.SetName, record.Id, error));
            }
        }
        return erased;
    }

    private async Task<int> EraseAsync(RetentionRule rule, List<Record> due, CancellationToken cancel)
    {
        var order = rule.Order([.. due.Select(record => record.Id)]);
        return await ErasureRun.StartAsync(serving, RetentionRule.Eraser, order, cancel, due.ToDictionary(record => record.Id, record => record.Revision)) switch
        {
            Erased { Report: var report } => report.Records.Count(record => record.Outcome == ErasureMessages.Emptied || record.Outcome == ErasureMessages.Deleted),
            Refused => 0,
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }

    // Another node has published a version that this one is about to load.
    private static bool IsBehind(Exception error) =>
        error is StorageException behind && (behind.Problem == StorageMessages.ShapeBehind || behind.Problem == DivisionMessages.Behind);
}
