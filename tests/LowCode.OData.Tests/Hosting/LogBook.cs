using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LowCode.OData.Tests.Hosting;

/// <summary>What a town logs, for tests that wait for it.</summary>
sealed class LogBook : ILoggerProvider, ILogger
{
    readonly ConcurrentQueue<string> _lines = [];
    readonly SemaphoreSlim _more = new(0);

    public ILogger CreateLogger(string categoryName) => this;

    /// <summary>Waits for a line that contains a text; one test at a time.</summary>
    public async Task SeenAsync(string text)
    {
        while (!_lines.Any(line => line.Contains(text, StringComparison.Ordinal)))
            await _more.WaitAsync(TestContext.Current.CancellationToken);
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue(formatter(state, exception));
        _more.Release();
    }

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose() => _more.Dispose();
}
