using System.Text.Json;
using LowCode.Definitions.Messages;

namespace LowCode.Cli.Commands;

/// <summary>Prints what rescoring came to: the counts, old outcome → new outcome with examples, what failed.</summary>
static class RescoreReportText
{
    /// <summary>Prints a report and returns the exit code: that of a failure when a rule failed or it was stopped.</summary>
    public static int Print(JsonElement report)
    {
        var isDryRun = report.GetProperty("dryRun").GetBoolean();
        Terminal.Say(isDryRun ? ToolMessages.RescoreWould : ToolMessages.RescoreDid, ("app", report.GetProperty("app")),
            ("decision", report.GetProperty("decision")), ("version", report.GetProperty("version")), ("total", report.GetProperty("total")),
            ("undecided", report.GetProperty("undecided")), ("unchanged", report.GetProperty("unchanged")),
            ("changed", report.GetProperty("changed")), ("failed", report.GetProperty("failed")));
        foreach (var move in report.GetProperty("moves").EnumerateArray())
            PrintMove(move);
        PrintFailures(report);
        var complete = report.GetProperty("complete").GetBoolean();
        if (!complete)
            Terminal.Say(ToolMessages.RescoreIncomplete);
        return complete && report.GetProperty("failed").GetInt64() == 0 ? 0 : Terminal.Failed;
    }

    /// <summary>Prints how far it had come by the server's last word, when it was stopped.</summary>
    public static void PrintStopped(JsonElement progress)
    {
        if (progress.ValueKind == JsonValueKind.Object)
        {
            Terminal.Say(ToolMessages.RescoreStopped, ("looked", progress.GetProperty("looked")),
                ("total", progress.GetProperty("total")), ("changed", progress.GetProperty("changed")));
        }
        Terminal.Say(ToolMessages.RescoreIncomplete);
    }

    private static void PrintMove(JsonElement move)
    {
        var (from, to) = (OutcomeOf(move, "from"), OutcomeOf(move, "to"));
        Terminal.Say(from == to ? ToolMessages.RescorePoints : ToolMessages.RescoreMove, ("from", from), ("to", to), ("count", move.GetProperty("count")));
        foreach (var example in move.GetProperty("examples").EnumerateArray())
        {
            Terminal.Say(ToolMessages.RescoreExample, ("id", example.GetProperty("id")),
                ("before", PointsOf(example, "before")), ("after", PointsOf(example, "after")));
        }
    }

    private static void PrintFailures(JsonElement report)
    {
        var failures = report.GetProperty("failures").EnumerateArray().ToList();
        foreach (var reason in failures.GroupBy(failure => (Path: failure.GetProperty("path").GetString(), Text: failure.GetProperty("message").GetString())))
        {
            Terminal.Say(ToolMessages.RescoreFailure, ("reason", reason.Key.Text), ("field", reason.Key.Path!.Length > 0 ? $" ({reason.Key.Path})" : ""));
            foreach (var failure in reason)
                Console.Out.WriteLine($"    {failure.GetProperty("id")}");
        }
        if (failures.Count < report.GetProperty("failed").GetInt64())
            Terminal.Say(ToolMessages.RescoreMoreFailures, ("count", report.GetProperty("failed").GetInt64() - failures.Count));
    }

    private static string OutcomeOf(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? ToolMessages.NoOutcome.Format(Terminal.Locale);

    private static string PointsOf(JsonElement example, string name)
    {
        var verdict = example.GetProperty(name);
        var points = verdict.GetProperty("points");
        return points.ValueKind == JsonValueKind.Null ? OutcomeOf(verdict, "outcome") : $"{OutcomeOf(verdict, "outcome")} {points}";
    }
}
