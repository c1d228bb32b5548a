using System.CommandLine;
using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Serving;
using LowCode.Runtime.Users;

namespace LowCode.Cli.Commands;

/// <summary>
/// <c>lowcode user invite</c>: makes an invitation, on a running server or, with <c>--data</c>, in an installation's data:
/// that is how the first administrator comes to be.
/// </summary>
static class InviteCommand
{
    private static readonly Option<string> Title = new("--title") { Description = "For whom. 被邀请人。", Required = true };
    private static readonly Option<bool> IsAdministrator = new("--administrator") { Description = "Becomes an administrator. 成为管理员。" };
    private static readonly Option<int> Hours = new("--hours") { Description = "How long it is good. 有效小时数。", DefaultValueFactory = _ => 72 };
    private static readonly Option<string?> Data = new("--data")
    {
        Description = "The data itself in place of a server, for the first administrator. 直接写入数据(用于首个管理员)。",
    };

    public static Command Create()
    {
        var command = new Command("invite", "Make an invitation. 生成邀请码。") { Title, UserCommand.Roles, IsAdministrator, Hours, Data };
        ServerConnection.AddOptions(command);
        command.SetAction(async (parsed, cancel) =>
        {
            Terminal.Use(parsed);
            var code = parsed.GetValue(Data) is { } data ? await InDataAsync(data, parsed, cancel) : await AtServerAsync(parsed, cancel);
            Terminal.Say(SignInMessages.Invited, ("hours", parsed.GetValue(Hours)), ("code", code));
            return 0;
        });
        return command;
    }

    private static async Task<string?> AtServerAsync(ParseResult parsed, CancellationToken cancel)
    {
        using var server = ServerConnection.Open(parsed);
        var made = await server.SendAsync(HttpMethod.Post, "/admin/invitations", new
        {
            title = parsed.GetRequiredValue(Title),
            isAdministrator = parsed.GetValue(IsAdministrator),
            hours = parsed.GetValue(Hours),
            roles = (parsed.GetValue(UserCommand.Roles) ?? []).Select(UserCommand.Role),
        }, cancel);
        return made.GetProperty("code").GetString();
    }

    private static async Task<string> InDataAsync(string name, ParseResult parsed, CancellationToken cancel)
    {
        var (store, attachments) = await DataStore.OpenExistingAsync(name, cancel);
        await using var installation = await Installation.OpenAsync(store, attachments, new InstallationOptions(), TimeProvider.System, cancel);
        var code = InvitationCode.Create();
        var invited = new Caller("", parsed.GetRequiredValue(Title), [.. (parsed.GetValue(UserCommand.Roles) ?? []).Select(UserCommand.Role)], parsed.GetValue(IsAdministrator));
        var result = await installation.Users.Invitations.AddAsync(
            Caller.System, InvitationCode.HashOf(code), invited, TimeSpan.FromHours(parsed.GetValue(Hours)), cancel);
        return result is Invalid { Findings: [var first, ..] } ? throw new CommandFailure(first.Message, first.Arguments.AsSpan()) : code;
    }
}
