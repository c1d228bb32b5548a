using LowCode.Definitions.Messages;
using LowCode.Storage;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Stores;

/// <summary>
/// Compares two stores: the target's change log holds and ends with the source's hash, and every set has the same records,
/// byte for byte.
/// </summary>
internal sealed class MoveCheck(IRecordStore source, IRecordStore target, IReadOnlyList<RecordSet> sets)
{
    public async Task<MoveReport> RunAsync(long attachments, IProgress<double>? progress, CancellationToken cancel)
    {
        var log = await target.VerifyChangesAsync(new Share(progress, 0.5, 0.25), cancel).ConfigureAwait(false);
        if (log.Break is { } broken)
            throw new StorageException(StorageMessages.ChainBroken, [("number", broken.Number), ("reason", broken.Reason)]);
        var wanted = await source.VerifyChangesAsync(new Share(progress, 0.75, 0.15), cancel).ConfigureAwait(false);
        // The source has moved on, or was broken to begin with.
        if (wanted != log)
            throw Differs($"{wanted.LastNumber}:{wanted.LastHash} / {log.LastNumber}:{log.LastHash}");
        var records = 0L;
        foreach (var set in sets)
            records += await CompareAsync(set.Name, cancel).ConfigureAwait(false);
        return new MoveReport(records, log.LastNumber, log.LastHash, attachments);
    }

    private async Task<long> CompareAsync(string set, CancellationToken cancel)
    {
        using var before = source.Snapshot();
        using var after = target.Snapshot();
        var count = 0L;
        var copies = RecordsAsync(after, set, cancel).GetAsyncEnumerator(cancel);
        await using var closing = copies.ConfigureAwait(false);
        await foreach (var record in RecordsAsync(before, set, cancel).ConfigureAwait(false))
        {
            if (!await copies.MoveNextAsync().ConfigureAwait(false) || !RecordJson.ToBytes(record).AsSpan().SequenceEqual(RecordJson.ToBytes(copies.Current)))
                throw Differs($"{set} {record.Id}");
            count++;
        }
        return await copies.MoveNextAsync().ConfigureAwait(false) ? throw Differs($"{set} {copies.Current.Id}") : count;
    }

    // In the order of their ids, which is the same in every store.
    private static async IAsyncEnumerable<Record> RecordsAsync(
        IStoreSnapshot snapshot, string set, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var result = await snapshot.QueryAsync(new Query(set), cancel).ConfigureAwait(false);
        await foreach (var page in result.Pages.WithCancellation(cancel).ConfigureAwait(false))
        {
            for (var i = 0; i < page.Length; i++)
                yield return page.Span[i].Record;
        }
    }

    private static StorageException Differs(string what) => new(ToolMessages.MoveDiffers, [("what", what)]);

    private sealed class Share(IProgress<double>? all, double from, double share) : IProgress<double>
    {
        public void Report(double value) => all?.Report(from + (value * share));
    }
}
