using LowCode.Definitions.Messages;
using LowCode.Storage;
using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb;
using LowCode.Storage.Postgres;
using LowCode.Storage.Records;

namespace LowCode.Stores;

/// <summary>What was moved, all of it verified at the target.</summary>
/// <param name="Records">Current records.</param>
/// <param name="LastChange">Number of the last change-log entry.</param>
/// <param name="LastHash">Its hash, the same on both sides.</param>
/// <param name="Attachments">Number of attachments.</param>
public sealed record MoveReport(long Records, long LastChange, string LastHash, long Attachments);

/// <summary>
/// Copies an installation from one kind of store to the other: history with its hashes, records, attachments, keys. The
/// source is only read, the target must be empty, and what was copied is compared before it is said to be there.
/// </summary>
public static class StoreMove
{
    /// <summary>Does it. When it fails or is stopped it can be done again.</summary>
    /// <param name="from">The source; no server may write to it meanwhile.</param>
    /// <param name="to">The target, of the other kind.</param>
    /// <param name="settings">How both are opened.</param>
    /// <param name="declare">Declares every set that is in a store and returns them.</param>
    /// <param name="progress">From 0 to 1.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="StorageException">The target is not empty or cannot take what is there, or the copy differs.</exception>
    public static async Task<MoveReport> RunAsync(
        StoreName from, StoreName to, StoreSettings settings, Func<IRecordStore, CancellationToken, Task<IReadOnlyList<RecordSet>>> declare,
        IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        if (from.IsPostgres == to.IsPostgres)
            throw new StorageException(ToolMessages.MoveSameKind, [("from", from), ("to", to)]);
        if (to.IsPostgres)
            await PostgresTransfer.RefuseContentAsync(OpenStore.PostgresOptions(to, settings), cancel).ConfigureAwait(false);
        else
            LiteDbTransfer.RefuseContent(to.Folder);
        var (source, _) = await OpenStore.OpenAsync(from, settings, cancel).ConfigureAwait(false);
        await using var closing = source.ConfigureAwait(false);
        var sets = await declare(source, cancel).ConfigureAwait(false);
        var last = source.Status.LastChange;
        var attachments = await FolderMove.AttachmentsAsync(from.Attachments, to.Attachments, cancel).ConfigureAwait(false);
        FolderMove.Keys(from.Keys, to.Keys);
        var report = new MoveReport(0, 0, "", attachments);
        if (to.IsPostgres)
        {
            await PostgresTransfer.FillAsync(OpenStore.PostgresOptions(to, settings), sets, () => Counted(source, last, progress, 0.25, cancel), cancel).ConfigureAwait(false);
            report = await VerifyAsync(to).ConfigureAwait(false);
        }
        else
        {
            await LiteDbTransfer.FillAsync(to.Folder, Counted(source, last, progress, 0.5, cancel),
                async making => report = await VerifyAsync(new StoreName(false, making)).ConfigureAwait(false), cancel).ConfigureAwait(false);
        }
        progress?.Report(1);
        return report;

        async Task<MoveReport> VerifyAsync(StoreName name)
        {
            var (target, _) = await OpenStore.OpenAsync(name, settings, cancel).ConfigureAwait(false);
            await using var closing = target.ConfigureAwait(false);
            await declare(target, cancel).ConfigureAwait(false);
            return await new MoveCheck(source, target, sets).RunAsync(attachments, progress, cancel).ConfigureAwait(false);
        }
    }

    // PostgreSQL reads the log twice: each reading moves the bar by its share of it.
    private static async IAsyncEnumerable<StoredChange> Counted(
        IRecordStore source, long last, IProgress<double>? progress, double share, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var change in source.StoredChangesAsync(0, cancel).ConfigureAwait(false))
        {
            if (change.Number > last)
                break;
            yield return change;
            if (change.Number % 64 == 0)
                progress?.Report((double)change.Number / last * share * 2);
        }
    }
}
