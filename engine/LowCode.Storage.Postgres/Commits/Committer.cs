using System.Diagnostics;
using System.Threading.Channels;
using LowCode.Definitions.Messages;
using LowCode.Storage.Changes;
using LowCode.Storage.Postgres.Catalogue;
using LowCode.Storage.Postgres.Changes;
using LowCode.Storage.Postgres.Connections;
using LowCode.Storage.Postgres.Querying;
using Npgsql;

namespace LowCode.Storage.Postgres.Commits;

/// <summary>
/// Commits what waits, group by group, on one connection. A group is one transaction under the commit lock, which all
/// nodes share: so numbers have no gaps, appear in their order, and nothing changes between the check of a group and
/// its commit. When the connection breaks in a commit the change log says how that ended.
/// </summary>
internal sealed class Committer : IAsyncDisposable
{
    private const int MostBatches = 512;
    private const int MostWrites = 4096;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Database _database;
    private readonly PostgresStoreOptions _options;
    private readonly SnapshotEpochs _epochs;
    private readonly LogWatch _watch;
    private readonly CommitConnection _connection;
    private readonly Channel<CommitItem> _waiting;
    private readonly Task _loop;
    private SetCatalogue _catalogue = SetCatalogue.Empty;

    public Committer(Database database, PostgresStoreOptions options, SnapshotEpochs epochs, LogWatch watch)
    {
        (_database, _options, _epochs, _watch) = (database, options, epochs, watch);
        _connection = new CommitConnection(database, options);
        _waiting = Channel.CreateBounded<CommitItem>(new BoundedChannelOptions(options.QueueCapacity) { SingleReader = true });
        _loop = Task.Run(RunAsync);
    }

    public async Task<CommitResult> CommitAsync(PreparedBatch batch, CancellationToken cancel)
    {
        var item = new CommitItem(batch, Stopwatch.GetTimestamp());
        try
        {
            await _waiting.Writer.WriteAsync(item, cancel).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new StorageException(StorageMessages.StoreClosed, []);
        }
        await using var registration = cancel.UnsafeRegister(
            static (state, token) => ((CommitItem)state!).TryCancel(token), item).ConfigureAwait(false);
        return await item.Done.ConfigureAwait(false);
    }

    /// <summary>Finishes what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var (group, writes) = (new List<CommitItem>(), 0);
            while (group.Count < MostBatches && writes < MostWrites && _waiting.Reader.TryRead(out var item))
            {
                if (!item.TryTake())
                    continue;
                group.Add(item);
                writes += item.Batch.Writes.Length;
            }
            if (group.Count == 0)
                continue;
            try
            {
                await CommitAsync(group).ConfigureAwait(false);
            }
            catch (Exception bug)
            {
                // The callers hear of it; the others go on.
                Fail(group, bug);
            }
        }
    }

    private async Task CommitAsync(List<CommitItem> group)
    {
        var started = group.Min(item => item.Arrived);
        while (true)
        {
            Attempt? sent = null;
            try
            {
                var attempt = await PrepareAsync(group).ConfigureAwait(false);
                if (attempt.Work.Changes.Count == 0)
                {
                    await _connection.RollBackAsync().ConfigureAwait(false);
                }
                else
                {
                    sent = attempt;
                    await GroupWriter.CommitAsync(await _connection.OpenAsync().ConfigureAwait(false), _database, attempt.Work).ConfigureAwait(false);
                }
                Acknowledge(attempt);
                return;
            }
            catch (Exception failure)
            {
                await _connection.DropAsync().ConfigureAwait(false);
                if (await HandleAsync(group, failure, sent, started).ConfigureAwait(false))
                    return;
            }
        }
    }

    private async Task<Attempt> PrepareAsync(List<CommitItem> group)
    {
        var reader = new GroupReader(await _connection.OpenAsync().ConfigureAwait(false), _database);
        (var end, var sets, _catalogue) = await reader.BeginAsync([.. group.Select(item => item.Batch)], _catalogue).ConfigureAwait(false);
        var attempt = new Attempt(new GroupWork(end, sets), []);
        foreach (var item in group.ToList())
        {
            try
            {
                attempt.Results.Add((item, attempt.Work.Take(item.Batch)));
            }
            catch (StorageException refusal)
            {
                item.Fail(refusal);
                group.Remove(item);
            }
        }
        return attempt;
    }

    private void Acknowledge(Attempt attempt)
    {
        var work = attempt.Work;
        if (work.Changes.Count > 0)
        {
            // Snapshots that were taken before are of the time before.
            _epochs.Next(work.Changes[0].Number - 1);
            _watch.Told(work.End.Number, work.End.Records);
        }
        foreach (var (item, result) in attempt.Results)
            item.Complete(result);
    }

    // True when the group's callers have been told; false when it is to be tried again.
    private async Task<bool> HandleAsync(List<CommitItem> group, Exception failure, Attempt? sent, long started)
    {
        var isLate = Stopwatch.GetElapsedTime(started) >= _options.Patience;
        if (failure is PostgresException content && Failures.IsContent(content) && group.Count > 1)
        {
            foreach (var item in group)
                await CommitAsync([item]).ConfigureAwait(false);
            return true;
        }
        if (failure is PostgresException passing && Failures.IsPassing(passing) && !isLate)
            return false;
        if (Failures.IsConnection(failure) && sent is not null)
            return await SettleAsync(group, sent, failure).ConfigureAwait(false);
        if (Failures.IsConnection(failure) && !isLate)
        {
            await Task.Delay(Pause).ConfigureAwait(false);
            return false;
        }
        // Nothing is written: what passes has only lasted for too long.
        Fail(group, failure is PostgresException waited && Failures.IsPassing(waited)
            ? new StorageException(StorageMessages.DatabaseBusy, [("seconds", (int)_options.Patience.TotalSeconds)], waited)
            : Failures.IsOurs(failure) ? Failures.ToStorage(failure) : failure);
        return true;
    }

    private async Task<bool> SettleAsync(List<CommitItem> group, Attempt sent, Exception failure)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                if (!await _connection.IsLoggedAsync(sent.Work.Changes[0]).ConfigureAwait(false))
                    return false;
                Acknowledge(sent);
                return true;
            }
            catch (Exception again) when (Failures.IsOurs(again))
            {
                await _connection.DropAsync().ConfigureAwait(false);
                if (Stopwatch.GetElapsedTime(started) >= _options.Patience)
                {
                    Fail(group, new StorageException(StorageMessages.DatabaseOutcomeUnknown, [("reason", failure.Message)], failure));
                    return true;
                }
                await Task.Delay(Pause).ConfigureAwait(false);
            }
        }
    }

    private static void Fail(List<CommitItem> group, Exception failure)
    {
        foreach (var item in group)
            item.Fail(failure);
    }

    /// <summary>A group as it was decided, and what its callers will hear.</summary>
    private sealed record Attempt(GroupWork Work, List<(CommitItem Item, CommitResult Result)> Results);
}
