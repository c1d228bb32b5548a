using LowCode.Runtime;
using Microsoft.Extensions.Options;

namespace LowCode.Server.Hosting;

/// <summary>
/// Every few seconds lets the deadlines fire that have passed, erases some of what is kept no longer, forgets what is too old, and removes uploads that
/// nothing refers to. A failure is logged and tried again.
/// </summary>
sealed partial class TimerLoop(Installation installation, IOptions<ServerOptions> options, TimeProvider clock, ILogger<TimerLoop> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.TimerSeconds), clock);
        do
        {
            await TryAsync("deadlines", installation.RunTimersAsync);
            await TryAsync("what is remembered for a time", installation.ForgetAsync);
            await TryAsync("unused uploads", installation.RemoveUnusedUploadsAsync);
            foreach (var failure in (await installation.RunRetentionAsync(stoppingToken)).Failures)
                NotErased(log, failure.Error, failure.Set, failure.Record);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));

        async Task TryAsync(string what, Func<CancellationToken, Task> work)
        {
            try
            {
                await work(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Failed(log, error, what);
            }
        }
    }

    [LoggerMessage(2, LogLevel.Error, "What is done again and again failed ({What}); it is tried again.")]
    private static partial void Failed(ILogger log, Exception error, string what);

    [LoggerMessage(5, LogLevel.Error, "What is kept no longer in {Set} could not be erased (record {Record}); it is tried again.")]
    private static partial void NotErased(ILogger log, Exception error, string set, Guid? record);
}
