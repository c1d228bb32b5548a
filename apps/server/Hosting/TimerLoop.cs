using LowCode.Runtime;
using Microsoft.Extensions.Options;

namespace LowCode.Server.Hosting;

/// <summary>Lets deadlines fire: looks for those that have passed every few seconds. A failure is logged and tried again.</summary>
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
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(2, LogLevel.Error, "Deadlines could not be processed; they are tried again.")]
    private static partial void Failed(ILogger log, Exception error);
}
