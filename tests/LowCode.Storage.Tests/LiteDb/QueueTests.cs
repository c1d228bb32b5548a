using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.LiteDb;

/// <summary>What happens to callers while the disk is slow: here it stands still until the test lets it go.</summary>
public sealed class QueueTests : IAsyncLifetime
{
    private const int Capacity = 8;

    private readonly SimulatedDisk _disk = new();
    private readonly ManualResetEventSlim _go = new(true);
    private readonly TaskCompletionSource _standing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LiteDbStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await LiteDbStore.OpenAsync(new LiteDbStoreOptions("simulated") { QueueCapacity = Capacity }, _disk);
        await _store.DeclareAsync([Samples.Site], Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _go.Set();
        await _store.DisposeAsync();
        _go.Dispose();
    }

    [Fact]
    public async Task Who_cancels_while_waiting_is_not_written_and_who_waits_is()
    {
        var first = await StandStillAsync();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var (waiting, cancelled) = (Samples.NewSite("waiting"), Samples.NewSite("cancelled"));
        var commits = (Stays: CommitAsync(waiting, Cancel), Goes: CommitAsync(cancelled, cancel.Token));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commits.Goes);

        _go.Set();
        Assert.Equal(new Committed(1), await first);
        Assert.Equal(new Committed(2), await commits.Stays);
        using var snapshot = _store.Snapshot();
        Assert.Null(await snapshot.FindAsync(cancelled.Set, cancelled.Id, Cancel));
    }

    [Fact]
    public async Task A_full_queue_makes_callers_wait_and_all_are_served()
    {
        var first = await StandStillAsync();
        var others = Enumerable.Range(0, Capacity * 5).Select(i => CommitAsync(Samples.NewSite($"S{i}"), Cancel)).ToList();
        Assert.DoesNotContain(others, commit => commit.IsCompleted);

        _go.Set();
        await first;
        var numbers = (await Task.WhenAll(others)).Select(result => Assert.IsType<Committed>(result).LastChange);
        Assert.Equal(Enumerable.Range(2, Capacity * 5).Select(i => (long)i), numbers.Order());
    }

    [Fact]
    public async Task Closing_serves_who_waits_and_tells_who_is_not_in_yet()
    {
        var first = await StandStillAsync();
        var others = Enumerable.Range(0, Capacity * 5).Select(i => CommitAsync(Samples.NewSite($"S{i}"), Cancel)).ToList();
        var closing = _store.DisposeAsync();
        _go.Set();
        await closing;

        await first;
        foreach (var commit in others)
        {
            try
            {
                await commit;
            }
            catch (StorageException failure)
            {
                Assert.Equal(StorageMessages.StoreClosed, failure.Problem);
            }
        }
        var served = 1 + others.Count(commit => commit.IsCompletedSuccessfully);
        await using var again = await LiteDbStore.OpenAsync(new LiteDbStoreOptions("simulated"), _disk.Survive(new Random(1)));
        Assert.Equal(served, again.Status.LastChange);
    }

    [Fact]
    public async Task Readers_do_not_wait_for_the_disk()
    {
        var first = await StandStillAsync();
        using var snapshot = _store.Snapshot();
        Assert.Null(await snapshot.FindAsync(Samples.Sites, Guid.NewGuid(), Cancel));
        Assert.False(first.IsCompleted);
        Assert.Equal(0, _store.Status.LastChange);
    }

    [Fact]
    public async Task A_record_that_is_too_large_is_refused_alone()
    {
        var large = Samples.NewSite("large").Next(row => row[0] = Value.Of(new string('x', 16 * 1024 * 1024))) with { Revision = 1 };
        var failure = await Assert.ThrowsAsync<StorageException>(() => CommitAsync(large, Cancel));
        Assert.Equal(StorageMessages.RecordTooLarge, failure.Problem);
        Assert.Null(_store.Status.Failure);
        var fits = large.Next(row => row[0] = Value.Of(new string('x', 15_000_000))) with { Revision = 1 };
        Assert.Equal(new Committed(1), await CommitAsync(fits, Cancel));
    }

    // Returns once a commit hangs in its first write.
    private async Task<Task<CommitResult>> StandStillAsync()
    {
        _go.Reset();
        _disk.Fault = (_, _) =>
        {
            _standing.TrySetResult();
            _go.Wait(Cancel);
        };
        var first = CommitAsync(Samples.NewSite("first"), Cancel);
        await _standing.Task;
        return first;
    }

    private Task<CommitResult> CommitAsync(Record record, CancellationToken cancel) =>
        _store.CommitAsync(Samples.Batch(record.Write()), cancel);
}
