namespace LowCode.Runtime.Serving;

/// <summary>
/// Keeps a node up with what other nodes publish: looks whenever the store has changed, some ten times a second at most.
/// When a version cannot be loaded the node goes on serving what it has, says why, and tries again.
/// </summary>
internal sealed class ServingWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ServingNode _node;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private volatile Exception? _failure;

    public ServingWatch(ServingNode node)
    {
        _node = node;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Why the node may be behind; null while it keeps up.</summary>
    public Exception? Failure => _failure;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var _ in _node.Current.Store.WatchAsync(_stop.Token))
                {
                    await _node.CatchUpAsync(_stop.Token);
                    _failure = null;
                    await Task.Delay(Pause, _stop.Token);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                _failure = failure;
                await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
