using System.CommandLine;
using System.Text.Json;
using LowCode.Definitions.Messages;

namespace LowCode.Cli.Commands;

/// <summary>
/// <c>lowcode rescore APP DECISION</c>: a running server takes a decision again over its stored records. Ctrl+C closes the
/// connection, which stops the server's work.
/// </summary>
static class RescoreCommand
{
    private const string Help =
        "Take a decision again over stored records, by the rules of the running version. "
        + "Looked at is every record on which it was taken before, closed ones too; drafts are left alone. "
        + "Where it comes out otherwise, the record gets the new outcome with its reasons; states, tasks and deadlines stay. "
        + "Rules that ask today() see the day on which this is run. "
        + "按运行中版本的规则对已存记录重新判定。凡判定过的记录都会重算(含已办结的),从未判定的草稿不动;"
        + "结果有变的,写入新结果及理由,流程状态、待办和期限不变。规则中的 today() 指运行当天。";

    public static Command Create()
    {
        var app = new Argument<string>("APP") { Description = "The app's name. 应用名。" };
        var decision = new Argument<string>("DECISION") { Description = "The decision's name. 判定名。" };
        var isDryRun = new Option<bool>("--dry-run") { Description = "Show what would change and write nothing. 只看结果,不写入。" };
        var command = new Command("rescore", Help) { app, decision, isDryRun };
        ServerConnection.AddOptions(command);
        command.SetAction(async (parsed, cancel) =>
        {
            Terminal.Use(parsed);
            using var server = ServerConnection.Open(parsed);
            var path = $"/admin/apps/{Uri.EscapeDataString(parsed.GetRequiredValue(app))}/decisions/"
                + $"{Uri.EscapeDataString(parsed.GetRequiredValue(decision))}/rescore?dryRun={(parsed.GetValue(isDryRun) ? "true" : "false")}";
            return await RunAsync(server, path, cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(ServerConnection server, string path, CancellationToken cancel)
    {
        var last = default(JsonElement);
        try
        {
            var report = await Terminal.WithProgressAsync(ToolMessages.Rescoring, bar => server.FollowAsync(path, content: null, progress =>
            {
                last = progress;
                bar.Report(last.GetProperty("looked").GetInt64() / (double)Math.Max(1, last.GetProperty("total").GetInt64()));
            }, cancel));
            return RescoreReportText.Print(report);
        }
        catch (IOException lost)
        {
            RescoreReportText.PrintStopped(last);
            throw server.Lost(lost);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            RescoreReportText.PrintStopped(last);
            return Terminal.Cancelled;
        }
    }
}
