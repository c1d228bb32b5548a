using System.CommandLine;
using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Serving;
using LowCode.Runtime.Users;
using QRCoder;

namespace LowCode.Cli.Commands;

/// <summary>
/// <c>lowcode user invite</c>: makes an invitation, on a running server or, with <c>--data</c>, in an installation's data:
/// that is how the first administrator comes to be.
/// </summary>
static class InviteCommand
{
    private const int PixelsPerModule = 10;

    private static readonly Option<string> Title = new("--title") { Description = "For whom. 被邀请人。", Required = true };
    private static readonly Option<bool> IsAdministrator = new("--administrator") { Description = "Becomes an administrator. 成为管理员。" };
    private static readonly Option<int> Hours = new("--hours") { Description = "How long it is good. 有效小时数。", DefaultValueFactory = _ => 72 };
    private static readonly Option<string?> Data = new("--data")
    {
        Description = "The data itself in place of a server, for the first administrator. 直接写入数据(用于首个管理员)。",
    };

    private static readonly Option<string?> Picture = new("--qr")
    {
        Description = "Writes the link as a QR code to a PNG file. 把邀请链接写成二维码图片(PNG)。",
    };

    public static Command Create()
    {
        var command = new Command("invite", "Make an invitation. 生成邀请码。") { Title, UserCommand.Roles, IsAdministrator, Hours, Data, Picture };
        ServerConnection.AddOptions(command);
        command.SetAction(async (parsed, cancel) =>
        {
            Terminal.Use(parsed);
            var picture = parsed.GetValue(Picture);
            if (parsed.GetValue(Data) is { } data)
            {
                // In the data nobody knows the server's address.
                if (picture is not null)
                    return Terminal.Fail(SignInMessages.PictureNeedsServer);
                Say(parsed, await InDataAsync(data, parsed, cancel));
                return 0;
            }
            var (code, link) = await AtServerAsync(parsed, cancel);
            Say(parsed, code);
            Terminal.Say(SignInMessages.InvitationLink, ("link", link));
            if (picture is null)
                return 0;
            using var qr = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
            await File.WriteAllBytesAsync(picture, new PngByteQRCode(qr).GetGraphic(PixelsPerModule), cancel);
            return 0;
        });
        return command;
    }

    private static void Say(ParseResult parsed, string code) => Terminal.Say(SignInMessages.Invited, ("hours", parsed.GetValue(Hours)), ("code", code));

    private static async Task<(string Code, string Link)> AtServerAsync(ParseResult parsed, CancellationToken cancel)
    {
        using var server = ServerConnection.Open(parsed);
        var made = await server.SendAsync(HttpMethod.Post, "/admin/invitations", new
        {
            title = parsed.GetRequiredValue(Title),
            isAdministrator = parsed.GetValue(IsAdministrator),
            hours = parsed.GetValue(Hours),
            roles = (parsed.GetValue(UserCommand.Roles) ?? []).Select(UserCommand.Role),
        }, cancel);
        return (made.GetProperty("code").GetString()!, made.GetProperty("url").GetString()!);
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
