using System.CommandLine;
using System.Text.Json;
using LowCode.Definitions.Messages;

namespace LowCode.Cli.Commands;

/// <summary>
/// <c>lowcode erase APP FORM ID…</c>: a running server erases personal data of records, with the content of all their earlier
/// revisions.
/// </summary>
static class EraseCommand
{
    private const string Help =
        "Erase personal data of records: fields are emptied (the sensitive ones unless named) or records deleted, and the content of all earlier revisions goes. "
        + "The audit keeps who did what and when. Backups made before still hold the data. "
        + "清除记录中的个人信息:清空字段(默认为敏感字段)或删除记录,并清除其全部历史内容;审计保留何人何时做了何事。此前的备份中仍有这些数据。";

    public static Command Create()
    {
        var app = new Argument<string>("APP") { Description = "The app's name. 应用名。" };
        var form = new Argument<string>("FORM") { Description = "The form's name. 表单名。" };
        var ids = new Argument<Guid[]>("ID") { Description = "Ids of the records. 记录的标识。", Arity = ArgumentArity.OneOrMore };
        var reason = new Option<string>("--reason") { Description = "Why; it stands in the audit. 理由,写入审计。", Required = true };
        var fields = new Option<string[]>("--field") { Description = "A field to be emptied. 要清空的字段。" };
        var whole = new Option<bool>("--whole") { Description = "Delete the records. 删除整条记录。" };
        var isDryRun = new Option<bool>("--dry-run") { Description = "Show what would be done and do nothing. 只看结果,不执行。" };
        var command = new Command("erase", Help) { app, form, ids, reason, fields, whole, isDryRun };
        ServerConnection.AddOptions(command);
        command.SetAction(async (parsed, cancel) =>
        {
            Terminal.Use(parsed);
            using var server = ServerConnection.Open(parsed);
            var report = await server.SendAsync(HttpMethod.Post, "/admin/erasures", new
            {
                app = parsed.GetRequiredValue(app),
                form = parsed.GetRequiredValue(form),
                records = parsed.GetRequiredValue(ids),
                reason = parsed.GetRequiredValue(reason),
                fields = parsed.GetValue(fields) ?? [],
                whole = parsed.GetValue(whole),
                dryRun = parsed.GetValue(isDryRun),
            }, cancel);
            Print(report);
            return 0;
        });
        return command;
    }

    private static void Print(JsonElement report)
    {
        foreach (var record in report.GetProperty("records").EnumerateArray())
            Console.Out.WriteLine($"{record.GetProperty("id")}\t{record.GetProperty("message")}\t{record.GetProperty("revisions")}");
        Terminal.Say(report.GetProperty("dryRun").GetBoolean() ? ToolMessages.WouldErase : ToolMessages.ErasedData,
            ("fields", string.Join(", ", report.GetProperty("fields").EnumerateArray())), ("attachments", report.GetProperty("attachments").GetInt32()));
    }
}
