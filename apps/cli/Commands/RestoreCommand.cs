using System.CommandLine;
using LowCode.Definitions.Messages;
using LowCode.Storage.LiteDb;

namespace LowCode.Cli.Commands;

/// <summary><c>lowcode restore BACKUP DATA</c>: verifies a backup and makes a new data folder of it.</summary>
static class RestoreCommand
{
    public static Command Create()
    {
        var backup = new Argument<DirectoryInfo>("BACKUP") { Description = "The backup. 备份目录。" };
        var data = new Argument<DirectoryInfo>("DATA") { Description = "A new or empty data folder. 新的或空的数据目录。" };
        var command = new Command("restore", "Verify a backup and restore it. 校验并恢复备份。") { backup, data };
        command.SetAction(async (parsed, cancel) =>
        {
            Terminal.Use(parsed);
            var folder = parsed.GetRequiredValue(data).FullName;
            var report = await Terminal.WithProgressAsync(ToolMessages.Restoring,
                progress => LiteDbBackup.RestoreAsync(parsed.GetRequiredValue(backup).FullName, folder, progress, cancel));
            Terminal.Say(ToolMessages.Restored, ("folder", folder), ("records", report.Records), ("changes", report.LastChange));
            return 0;
        });
        return command;
    }
}
