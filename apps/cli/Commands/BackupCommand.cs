using System.CommandLine;
using LowCode.Definitions.Messages;

namespace LowCode.Cli.Commands;

/// <summary>
/// <c>lowcode backup DATA TO</c>: copies an installation's data and verifies the copy. A running server makes its own
/// backups too, POST /admin/backup; of an embedded store only the server can while it runs.
/// </summary>
static class BackupCommand
{
    public static Command Create()
    {
        var data = DataStore.Argument();
        var target = new Argument<DirectoryInfo>("TO") { Description = "A new folder for the backup. 备份目录(新建)。" };
        var command = new Command("backup", "Back up and verify an installation's data. 备份并校验数据。") { data, target };
        command.SetAction(async (parsed, cancel) =>
        {
            Terminal.Use(parsed);
            var path = parsed.GetRequiredValue(target).FullName;
            await Terminal.WithProgressAsync(ToolMessages.BackingUp, async progress =>
            {
                await using var store = (await DataStore.OpenExistingAsync(parsed.GetRequiredValue(data), cancel)).Records;
                await store.BackupAsync(path, progress, cancel);
                return true;
            });
            Terminal.Say(ToolMessages.BackedUp, ("path", path));
            return 0;
        });
        return command;
    }
}
