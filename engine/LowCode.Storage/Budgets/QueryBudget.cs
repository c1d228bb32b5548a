using System.Runtime.CompilerServices;
using LowCode.Definitions.Messages;

namespace LowCode.Storage.Budgets;

/// <summary>
/// What all queries of one request may cost together: work, which is counted where records are looked at, and time, which
/// runs while a store is at work and stands while results are sent. It also carries that nobody waits for them any more.
/// Work is counted by any number of threads; queries are asked one after another. Dispose it when the request is over.
/// </summary>
public sealed class QueryBudget : IDisposable
{
    private readonly long _work;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenRegistration _gone;
    private readonly ITimer _timer;
    private TimeSpan _left;
    private long _done;
    private volatile bool _isTimeOver;
    private bool _isDisposed;

    /// <summary>A budget of which nothing is used.</summary>
    /// <param name="work">Records, table rows and other members of collections that may be looked at; one that is looked at twice counts twice.</param>
    /// <param name="time">How long the store may be at work.</param>
    /// <param name="clock">The clock for it.</param>
    /// <param name="cancel">Ends the queries: whoever asked has gone.</param>
    public QueryBudget(long work, TimeSpan time, TimeProvider clock, CancellationToken cancel)
    {
        (_work, Time, _left, _clock) = (work, time, time, clock);
        _timer = clock.CreateTimer(_ => EndTime(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _gone = cancel.UnsafeRegister(static over => ((CancellationTokenSource)over!).Cancel(), _over);
    }

    /// <summary>How long the store may be at work in all.</summary>
    public TimeSpan Time { get; }

    /// <summary>The work that has been done.</summary>
    public long Done => Volatile.Read(ref _done);

    /// <summary>Counts work before it is done, and ends it when there may be no more of it or nobody waits for it.</summary>
    /// <exception cref="BudgetException">It is more than there may be, or the time is over.</exception>
    /// <exception cref="OperationCanceledException">Whoever asked has gone.</exception>
    public void Take(long work)
    {
        if (_isTimeOver)
            throw new BudgetException(StorageMessages.QueryTooLong);
        _over.Token.ThrowIfCancellationRequested();
        if (Interlocked.Add(ref _done, work) > _work)
            throw new BudgetException(StorageMessages.TooMuchWork);
    }

    /// <summary>Asks a store something while the time runs.</summary>
    /// <exception cref="BudgetException">The time is over.</exception>
    public async ValueTask<T> SpendAsync<T>(Func<CancellationToken, ValueTask<T>> ask)
    {
        var since = Start();
        try
        {
            return await ask(_over.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_isTimeOver)
        {
            throw new BudgetException(StorageMessages.QueryTooLong);
        }
        finally
        {
            Stop(since);
        }
    }

    /// <summary>The same pages; the time runs while the next is waited for.</summary>
    /// <exception cref="BudgetException">The time is over.</exception>
    public async IAsyncEnumerable<T> SpendAsync<T>(IAsyncEnumerable<T> pages, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var page = pages.GetAsyncEnumerator(_over.Token);
        while (await SpendAsync(_ => page.MoveNextAsync()).ConfigureAwait(false))
        {
            cancel.ThrowIfCancellationRequested();
            yield return page.Current;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Dispose();
        _timer.Dispose();
        lock (_timer)
            _isDisposed = true;
        _over.Dispose();
    }

    private long Start()
    {
        if (_left <= TimeSpan.Zero)
            throw new BudgetException(StorageMessages.QueryTooLong);
        _timer.Change(_left, Timeout.InfiniteTimeSpan);
        return _clock.GetTimestamp();
    }

    private void Stop(long since)
    {
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _left -= _clock.GetElapsedTime(since);
    }

    // The timer may have been about to call when the request was over.
    private void EndTime()
    {
        lock (_timer)
        {
            if (_isDisposed)
                return;
            _isTimeOver = true;
            _over.Cancel();
        }
    }
}
