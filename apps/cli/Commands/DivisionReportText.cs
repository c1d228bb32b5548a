using System.Text.Json;
using LowCode.Definitions.Messages;

namespace LowCode.Cli.Commands;

/// <summary>Prints what became of divisions.</summary>
static class DivisionReportText
{
    private const int Most = 20;

    /// <summary>Prints a report and returns the exit code: that of a failure when it was stopped.</summary>
    public static int Print(JsonElement report)
    {
        var kind = report.GetProperty("kind").GetString() switch
        {
            "move" => DivisionToolMessages.Move,
            "merge" => DivisionToolMessages.Merge,
            _ => DivisionToolMessages.Split,
        };
        if (report.GetProperty("complete").GetBoolean())
        {
            Terminal.Say(report.GetProperty("dryRun").GetBoolean() ? DivisionToolMessages.Would : DivisionToolMessages.Did,
                ("kind", new Phrase(kind)), ("divisions", report.GetProperty("divisions")), ("tasks", report.GetProperty("tasks")),
                ("users", report.GetProperty("users")), ("invitations", report.GetProperty("invitations")));
        }
        foreach (var code in report.GetProperty("codes").EnumerateArray())
            Terminal.Say(DivisionToolMessages.Code, ("from", code.GetProperty("from").GetString()), ("to", code.GetProperty("to").GetString()));
        foreach (var set in report.GetProperty("records").EnumerateObject())
            Terminal.Say(DivisionToolMessages.Records, ("set", set.Name), ("count", set.Value));
        if (report.GetProperty("complete").GetBoolean())
            return 0;
        Terminal.Say(DivisionToolMessages.Incomplete);
        return Terminal.Failed;
    }

    /// <summary>Prints what a file came to.</summary>
    public static void PrintImport(JsonElement import)
    {
        var (added, renamed, missing) = (import.GetProperty("added"), import.GetProperty("renamed"), import.GetProperty("missing"));
        Terminal.Say(import.GetProperty("dryRun").GetBoolean() ? DivisionToolMessages.ImportWould : DivisionToolMessages.ImportDid,
            ("added", added.GetArrayLength()), ("renamed", renamed.GetArrayLength()), ("missing", missing.GetArrayLength()));
        PrintAll(added, DivisionToolMessages.Added);
        PrintAll(renamed, DivisionToolMessages.Renamed);
        PrintAll(missing, DivisionToolMessages.Missing);
    }

    /// <summary>Prints what is wrong with a file, line by line; returns the exit code.</summary>
    public static int PrintMistakes(JsonElement error)
    {
        foreach (var detail in error.GetProperty("details").EnumerateArray())
            Console.Error.WriteLine(detail.GetProperty("message").GetString());
        Console.Error.WriteLine(error.GetProperty("message").GetString());
        return Terminal.Failed;
    }

    private static void PrintAll(JsonElement divisions, Message message)
    {
        foreach (var division in divisions.EnumerateArray().Take(Most))
            Terminal.Say(message, ("code", division.GetProperty("code").GetString()), ("name", division.GetProperty("name").GetString()));
        if (divisions.GetArrayLength() > Most)
            Terminal.Say(DivisionToolMessages.More, ("count", divisions.GetArrayLength() - Most));
    }
}
