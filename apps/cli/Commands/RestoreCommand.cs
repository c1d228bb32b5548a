using System.CommandLine;
using LowCode.Definitions.Messages;
using LowCode.Stores;

namespace LowCode.Cli.Commands;

/// <summary><c>lowcode restore BACKUP DATA</c>: verifies a backup and fills a new store with it.</summary>
static class RestoreCommand
{
    public static Command Create()
    {
        var backup = new Argument<DirectoryInfo>("BACKUP") { Description = "The backup. 备份目录。" };
        var data = DataStore.Argument();
        var command = new Command("restore", "Verify a backup and restore it. 校验并恢复备份。") { backup, data };
        command.SetAction(async (parsed, cancel) =>
        {
            Terminal.Use(parsed);
            var store = StoreName.Parse(parsed.GetRequiredValue(data));
            var report = await Terminal.WithProgressAsync(ToolMessages.Restoring,
                progress => StoreBackup.RestoreAsync(parsed.GetRequiredValue(backup).FullName, store, StoreSettings.FromEnvironment(), progress, cancel));
            Terminal.Say(ToolMessages.Restored, ("folder", store), ("records", report.Records), ("changes", report.LastChange));
            return 0;
        });
        return command;
    }
}
