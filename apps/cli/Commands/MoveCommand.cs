using System.CommandLine;
using LowCode.Definitions.Messages;
using LowCode.Runtime.Serving;
using LowCode.Stores;

namespace LowCode.Cli.Commands;

/// <summary><c>lowcode move FROM TO</c>: copies an installation from a folder to PostgreSQL or back, and verifies the copy.</summary>
static class MoveCommand
{
    private const string Help =
        "Copy an installation from a folder to PostgreSQL, or back: records, history with its hashes, attachments, keys. "
        + "Stop the servers first. The source is only read; the target must be empty. What was stopped half-way is simply run again. "
        + "把安装从目录迁到 PostgreSQL,或迁回:记录、历史(含散列链)、附件、密钥。请先停止服务器。只读取来源;目标必须为空;中断后重新运行即可。";

    public static Command Create()
    {
        var from = DataStore.Argument("FROM");
        var to = DataStore.Argument("TO");
        var command = new Command("move", Help) { from, to };
        command.SetAction((parsed, cancel) =>
        {
            Terminal.Use(parsed);
            return RunAsync(parsed.GetRequiredValue(from), StoreName.Parse(parsed.GetRequiredValue(to)), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(string from, StoreName to, CancellationToken cancel)
    {
        var report = await Terminal.WithProgressAsync(ToolMessages.Moving, progress =>
            StoreMove.RunAsync(DataStore.Existing(from), to, StoreSettings.FromEnvironment(), InstalledSets.DeclareAsync, progress, cancel));
        Terminal.Say(ToolMessages.Moved, ("to", to), ("records", report.Records), ("changes", report.LastChange),
            ("hash", report.LastHash), ("attachments", report.Attachments));
        return 0;
    }
}
