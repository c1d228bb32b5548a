using System.CommandLine;
using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.Runtime.Auditing;

namespace LowCode.Cli.Commands;

/// <summary>
/// <c>lowcode audit export DATA --to FILE</c> writes the audit's entries to a file, and <c>lowcode audit verify-export FILE</c>
/// checks such a file away from the installation.
/// </summary>
static class AuditExportCommand
{
    public static Command Create()
    {
        var data = DataStore.Argument();
        var from = new Option<string?>("--from") { Description = "Entries of this time or later. 起始时间。" };
        var until = new Option<string?>("--until") { Description = "Entries from before this time. 截止时间(不含)。" };
        var set = new Option<string?>("--set") { Description = "Entries about this set, app/form. 对象,应用/表单。" };
        var by = new Option<string?>("--by") { Description = "Entries of this user. 操作人。" };
        var to = new Option<string>("--to") { Description = "A new file: .csv for spreadsheets, else lines of JSON that can be verified. 新文件:.csv 供表格软件使用,其他为可校验的逐行 JSON。", Required = true };
        var export = new Command("export", "Write the audit's entries to a file. 导出审计记录。") { data, from, until, set, by, to };
        export.SetAction((parsed, cancel) =>
        {
            Terminal.Use(parsed);
            var selection = new AuditSelection(Time(parsed.GetValue(from)), Time(parsed.GetValue(until)), parsed.GetValue(set), parsed.GetValue(by));
            return ExportAsync(parsed.GetRequiredValue(data), selection, parsed.GetRequiredValue(to), cancel);
        });
        return export;
    }

    public static Command CreateVerify()
    {
        var file = new Argument<string>("FILE") { Description = "What export wrote. 导出的文件。" };
        var verify = new Command("verify-export", "Verify a file of exported entries. 校验导出的审计文件。") { file };
        verify.SetAction((parsed, cancel) =>
        {
            Terminal.Use(parsed);
            return VerifyAsync(parsed.GetRequiredValue(file), cancel);
        });
        return verify;
    }

    private static async Task<int> ExportAsync(string name, AuditSelection selection, string path, CancellationToken cancel)
    {
        try
        {
            var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            await using var closing = file.ConfigureAwait(false);
            var isCsv = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
            var exported = await Terminal.WithProgressAsync(ToolMessages.Exporting, async progress =>
            {
                await using var store = (await DataStore.OpenExistingAsync(name, cancel)).Records;
                return await AuditExport.WriteAsync(store, selection, isCsv, TimeProvider.System.GetUtcNow(), file, progress, cancel);
            });
            Terminal.Say(ToolMessages.AuditExported, ("count", exported.Entries), ("file", path), ("last", exported.LastNumber), ("hash", exported.LastHash));
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ToolMessages.FileUnusable, ("file", path), ("reason", failure.Message));
        }
    }

    private static async Task<int> VerifyAsync(string path, CancellationToken cancel)
    {
        try
        {
            var file = File.OpenRead(path);
            await using var closing = file.ConfigureAwait(false);
            var check = await AuditExportCheck.RunAsync(file, cancel);
            if (check.BrokenLine is { } line)
                return Terminal.Fail(ToolMessages.ExportBroken, ("line", line));
            Terminal.Say(ToolMessages.ExportHolds, ("count", check.Entries), ("gaps", check.Gaps), ("hash", check.LastHash));
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ToolMessages.FileUnusable, ("file", path), ("reason", failure.Message));
        }
    }

    private static DateTimeOffset? Time(string? text) => text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) ? time
        : throw new CommandFailure(ToolMessages.WrongTime, ("value", text));
}
