using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.Runtime.Callers;

namespace LowCode.Cli.Commands;

/// <summary><c>lowcode user …</c>: the users of a running server, by its <c>/admin/users</c>.</summary>
static class UserCommand
{
    private const string Path = "/admin/users";

    /// <summary><c>--role ROLE@DIVISION</c>, any number of times; see <see cref="Role"/>.</summary>
    public static readonly Option<string[]> Roles = new("--role")
    {
        Description = "A role, ROLE@DIVISION or ROLE@DIVISION:APP, with /FROM..UNTIL when it is held for a time (either date may be left out); may be repeated. "
            + "角色,可重复;限期任职时后加 /起始日..截止日。",
    };

    public static Command Create() => new("user", "Users of a running server. 管理用户。")
    {
        List(), Add(), ChangeRoles(), StandIn(), InviteCommand.Create(),
        Act("disable", "Let a user in no more. 停用用户。", SignInMessages.UserDisabled),
        Act("enable", "Let a disabled user in again. 启用用户。", SignInMessages.UserEnabled),
        Act("reset-password", "Give a user another first password. 重置密码。", SignInMessages.PasswordWasReset),
        Act("reset-second-factor", "Take a lost second factor from a user. 解除丢失的动态口令。", SignInMessages.FactorWasReset),
    };

    private static Command List() => Command("list", "List the users. 列出用户。", [], async (server, _, cancel) =>
    {
        var users = await server.SendAsync(HttpMethod.Get, Path, null, cancel);
        foreach (var user in users.GetProperty("value").EnumerateArray())
        {
            Console.Out.WriteLine(string.Join('\t', Text(user, "name"), Text(user, "title"), user.GetProperty("isAdministrator").GetBoolean() ? "administrator" : "",
                user.GetProperty("isDisabled").GetBoolean() ? "disabled" : "", string.Join(' ', user.GetProperty("roles").EnumerateArray().Select(RoleText)),
                string.Join(' ', user.GetProperty("standsInFor").EnumerateArray().Select(one => $"={Text(one, "owner")}/{Text(one, "from")}..{Text(one, "until")}"))));
        }
    });

    private static Command Add()
    {
        var name = Name();
        var title = new Option<string>("--title") { Description = "The person's name. 姓名。", Required = true };
        var isAdministrator = new Option<bool>("--administrator") { Description = "May administer. 管理员。" };
        var isDevice = new Option<bool>("--device") { Description = "Signs in with access tokens only. 设备,只用访问令牌。" };
        return Command("add", "Add a user. 新增用户。", [name, title, Roles, isAdministrator, isDevice], async (server, parsed, cancel) =>
        {
            var added = await server.SendAsync(HttpMethod.Post, Path, new
            {
                name = parsed.GetRequiredValue(name),
                title = parsed.GetRequiredValue(title),
                roles = (parsed.GetValue(Roles) ?? []).Select(Role),
                isAdministrator = parsed.GetValue(isAdministrator),
                isDevice = parsed.GetValue(isDevice),
            }, cancel);
            Terminal.Say(parsed.GetValue(isDevice) ? SignInMessages.DeviceAdded : SignInMessages.UserAdded,
                ("user", parsed.GetRequiredValue(name)), ("password", Text(added, "password")));
        });
    }

    private static Command ChangeRoles()
    {
        var name = Name();
        return Command("roles", "Set what roles a user holds; none takes all away. 设置角色。", [name, Roles], async (server, parsed, cancel) =>
        {
            await server.SendAsync(HttpMethod.Patch, Address(parsed.GetRequiredValue(name)),
                new { roles = (parsed.GetValue(Roles) ?? []).Select(Role) }, cancel);
            Terminal.Say(SignInMessages.UserChanged, ("user", parsed.GetRequiredValue(name)));
        });
    }

    private static Command StandIn()
    {
        var owner = new Argument<string>("OWNER") { Description = "Whose roles are lent. 被代理人。" };
        var user = new Argument<string>("USER") { Description = "Who stands in. 代理人。" };
        var days = new Option<string?>("--days") { Description = "FROM..UNTIL, at most a year. 起始日..截止日,最长一年。" };
        var ends = new Option<bool>("--end") { Description = "End it now. 立即结束代理。" };
        return Command("stand-in", "Let somebody hold another's roles while they are away. 指定或结束代理。", [owner, user, days, ends], async (server, parsed, cancel) =>
        {
            var path = $"{Address(parsed.GetRequiredValue(owner))}/stand-ins";
            var who = parsed.GetRequiredValue(user);
            if (parsed.GetValue(ends))
            {
                await server.SendAsync(HttpMethod.Delete, $"{path}/{Uri.EscapeDataString(who)}", null, cancel);
            }
            else
            {
                var (from, until) = Days(parsed.GetValue(days) ?? "");
                await server.SendAsync(HttpMethod.Post, path, new { user = who, from, until }, cancel);
            }
            Terminal.Say(parsed.GetValue(ends) ? SignInMessages.StandInEnded : SignInMessages.StandInNamed, ("user", who), ("owner", parsed.GetRequiredValue(owner)));
        });
    }

    private static Command Act(string verb, string help, Message done)
    {
        var name = Name();
        return Command(verb, help, [name], async (server, parsed, cancel) =>
        {
            var answer = await server.SendAsync(HttpMethod.Post, $"{Address(parsed.GetRequiredValue(name))}/{verb}", null, cancel);
            Terminal.Say(done, ("user", parsed.GetRequiredValue(name)), ("password", Text(answer, "password")));
        });
    }

    private static Command Command(string name, string help, Symbol[] symbols, Func<ServerConnection, ParseResult, CancellationToken, Task> run) =>
        ServerConnection.Command(name, help, symbols, async (server, parsed, cancel) =>
        {
            await run(server, parsed, cancel);
            return 0;
        });

    private static Argument<string> Name() => new("NAME") { Description = "The user name. 用户名。" };

    private static string Address(string name) => $"{Path}/{Uri.EscapeDataString(name)}";

    /// <summary>A role as it is written on the command line.</summary>
    public static RoleAssignment Role(string text)
    {
        var (from, until) = text.Split('/') is [_, var days] ? Days(days) : default;
        return text.Split('/')[0].Split('@') is [{ Length: > 0 } role, var place] && place.Split(':') is [var division, .. { Length: <= 1 } app]
            && (division.Length > 0 || (role == Auditors.Role && app is [Auditors.App]))
            && text.Count(character => character == '/') <= 1
                ? new RoleAssignment(role, division, app.FirstOrDefault(), from, until)
                : throw new CommandFailure(SignInMessages.RoleFormat, ("role", text));
    }

    private static (DateOnly? From, DateOnly? Until) Days(string text)
    {
        return text.Split("..") is [var from, var until] ? (Day(from), Day(until)) : throw Wrong();

        DateOnly? Day(string day) => day.Length == 0 ? null : DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : throw Wrong();

        CommandFailure Wrong() => new(SignInMessages.DaysFormat, ("days", text));
    }

    private static string RoleText(JsonElement role) =>
        $"{Text(role, "role")}@{Text(role, "division")}" + (Text(role, "app") is { Length: > 0 } app ? ":" + app : "")
        + (Text(role, "from") + Text(role, "until") is { Length: > 0 } ? $"/{Text(role, "from")}..{Text(role, "until")}" : "");

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}
