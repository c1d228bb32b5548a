using System.CommandLine;
using LowCode.Definitions.Messages;

namespace LowCode.Cli.Commands;

/// <summary><c>lowcode retention</c>: tells of each form how many records are due to be erased on a running server.</summary>
static class RetentionCommand
{
    private const string Help =
        "Tell how many records are due to be erased, of the forms that say how long theirs are kept. The server erases them by itself, a few at a time. "
        + "查看规定了保存期限的表单各有多少记录期满待清除;服务器会自行分批清除。";

    public static Command Create()
    {
        var command = new Command("retention", Help);
        ServerConnection.AddOptions(command);
        command.SetAction(async (parsed, cancel) =>
        {
            Terminal.Use(parsed);
            using var server = ServerConnection.Open(parsed);
            var forms = (await server.SendAsync(HttpMethod.Get, "/admin/retention", null, cancel)).GetProperty("forms");
            foreach (var form in forms.EnumerateArray())
            {
                Terminal.Say(RetentionMessages.Due, ("form", $"{form.GetProperty("app")}/{form.GetProperty("form")}"),
                    ("days", form.GetProperty("days").GetInt32()), ("due", form.GetProperty("due").GetInt64()));
            }
            if (forms.GetArrayLength() == 0)
                Terminal.Say(RetentionMessages.NoneSaid);
            return 0;
        });
        return command;
    }
}
