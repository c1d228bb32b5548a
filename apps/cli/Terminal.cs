using System.CommandLine;
using System.Globalization;
using LowCode.Definitions.Messages;
using Spectre.Console;

namespace LowCode.Cli;

/// <summary>What commands print, in the person's language. Results go to standard output, errors and progress to standard error.</summary>
static class Terminal
{
    /// <summary>Exit code when a check found errors or a command failed.</summary>
    public const int Failed = 1;

    /// <summary>Exit code after Ctrl+C.</summary>
    public const int Cancelled = 130;

    /// <summary><c>--locale en</c>; the machine's language unless given.</summary>
    public static readonly Option<string?> LocaleOption = new("--locale")
    {
        Description = "zh-CN | en",
        Recursive = true,
    };

    // Below this there is room for the title and the percentage only.
    private const int LeastWidth = 40;

    private static readonly IAnsiConsole Progress =
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>The language in which this run speaks.</summary>
    public static string Locale { get; private set; } = FromEnvironment();

    /// <summary>Takes the language from the command line, when it names one.</summary>
    public static void Use(ParseResult parsed) => Locale = parsed.GetValue(LocaleOption) ?? Locale;

    /// <summary>Prints a message of the catalogue.</summary>
    public static void Say(Message message, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        Console.Out.WriteLine(message.Format(Locale, arguments));

    /// <summary>Prints a message to standard error and returns the exit code of a failure.</summary>
    public static int Fail(Message message, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        Console.Error.WriteLine($"{message.Code}: {message.Format(Locale, arguments)}");
        return Failed;
    }

    /// <summary>Runs long work with a progress bar on standard error; a terminal that is none shows nothing.</summary>
    public static Task<T> WithProgressAsync<T>(Message title, Func<IProgress<double>, Task<T>> work) =>
        Console.IsErrorRedirected ? work(new Bar(null)) : Progress.Progress()
            .Columns(Columns())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(title.Format(Locale)), maxValue: 1);
                var result = await work(new Bar(task));
                task.Value = 1;
                return result;
            });

    private static ProgressColumn[] Columns() => Progress.Profile.Width < LeastWidth
        ? [new TaskDescriptionColumn(), new PercentageColumn()]
        : [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()];

    private static string FromEnvironment()
    {
        var language = Environment.GetEnvironmentVariable("LC_ALL") is { Length: > 0 } all ? all : Environment.GetEnvironmentVariable("LANG");
        return language is null or "C" or "POSIX" || language.StartsWith("C.", StringComparison.Ordinal)
            ? Locales.English
            : CultureLike(language);
    }

    private static string CultureLike(string language) =>
        language.StartsWith("zh", true, CultureInfo.InvariantCulture) ? Locales.Chinese : Locales.English;

    // Reports on the caller's thread: System.Progress would post to the pool and finish after the work.
    private sealed class Bar(ProgressTask? task) : IProgress<double>
    {
        public void Report(double value)
        {
            if (task is not null)
                task.Value = value;
        }
    }
}
