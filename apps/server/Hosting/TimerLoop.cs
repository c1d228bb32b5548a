using LowCode.Runtime;
using Microsoft.Extensions.Options;

namespace LowCode.Server.Hosting;

/// <summary>
/// Every few seconds lets the deadlines fire that have passed, and erases some of what is kept no longer. A failure is logged and
/// tried again.
/// </summary>
sealed partial class TimerLoop(Installation installation, IOptions<ServerOptions> options, TimeProvider clock, ILogger<TimerLoop> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.TimerSeconds), clock);
        do
        {
            try
            {
                await installation.RunTimersAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Failed(log, error);
            }
            foreach (var failure in (await installation.RunRetentionAsync(stoppingToken)).Failures)
                NotErased(log, failure.Error, failure.Set, failure.Record);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(2, LogLevel.Error, "Deadlines could not be processed; they are tried again.")]
    private static partial void Failed(ILogger log, Exception error);

    [LoggerMessage(5, LogLevel.Error, "What is kept no longer in {Set} could not be erased (record {Record}); it is tried again.")]
    private static partial void NotErased(ILogger log, Exception error, string set, Guid? record);
}
