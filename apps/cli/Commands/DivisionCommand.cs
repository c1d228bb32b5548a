using System.CommandLine;
using System.Net;
using System.Net.Http.Json;
using LowCode.Definitions.Messages;

namespace LowCode.Cli.Commands;

/// <summary>
/// <c>lowcode division …</c>: the divisions of a running server, by its <c>/admin/divisions</c>. Ctrl+C stops a change; it is
/// gone on with by <c>resume</c>.
/// </summary>
static class DivisionCommand
{
    private const string Path = "/admin/divisions";

    private static readonly Option<bool> IsDryRun = new("--dry-run") { Description = "Show what would become of it and write nothing. 只看结果,不写入。" };

    public static Command Create() => new("division", "Divisions of a running server. 管理区划。")
    {
        Import(), Add(), Rename(), Move(), Merge(), SplitCommand.Create(), Close(), Reopen(), Resume(),
    };

    private static Command Import()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV in UTF-8: code,parent,level,name. CSV 文件(UTF-8):代码,上级,层级,名称。" }.AcceptExistingOnly();
        return ServerConnection.Command("import", "Add divisions from a file, and rename them. 从文件导入区划(新增和改名)。", [file, IsDryRun], async (server, parsed, cancel) =>
        {
            using var content = new StreamContent(parsed.GetRequiredValue(file).OpenRead());
            using var response = await server.PostAsync(Address("import", parsed), content, cancel);
            var text = await response.Content.ReadAsStringAsync(cancel);
            using var answer = ServerConnection.Parse(text);
            if (response.StatusCode == HttpStatusCode.UnprocessableEntity && answer is not null)
                return DivisionReportText.PrintMistakes(answer.RootElement.GetProperty("error"));
            if (!response.IsSuccessStatusCode || answer is null)
                throw ServerConnection.Refused(response, text);
            DivisionReportText.PrintImport(answer.RootElement);
            return 0;
        });
    }

    private static Command Add()
    {
        var (code, name) = (Code(), new Argument<string>("NAME") { Description = "Its name. 名称。" });
        var parent = new Option<string>("--parent") { Description = "Its parent's code. 上级代码。", Required = true };
        var level = new Option<string>("--level") { Description = "street, neighborhood, grid, estate, building…. 层级。", Required = true };
        return One("add", "Add a division. 新增区划。", [code, name, parent, level], HttpMethod.Post, _ => Path, parsed => new
        {
            code = parsed.GetRequiredValue(code),
            parent = parsed.GetRequiredValue(parent),
            level = parsed.GetRequiredValue(level),
            name = parsed.GetRequiredValue(name),
        });
    }

    private static Command Rename()
    {
        var (code, name) = (Code(), new Argument<string>("NAME") { Description = "Its new name. 新名称。" });
        return One("rename", "Give a division another name. 改名。", [code, name], HttpMethod.Patch,
            parsed => Address(parsed.GetRequiredValue(code)), parsed => new { name = parsed.GetRequiredValue(name) });
    }

    private static Command Close()
    {
        var code = Code();
        var successor = new Option<string?>("--successor") { Description = "Code of the division to turn to. 承接区划的代码。" };
        return One("close", "Let nothing new into a division. 撤销区划(不再登记)。", [code, successor], HttpMethod.Post,
            parsed => $"{Address(parsed.GetRequiredValue(code))}/close", parsed => new { successor = parsed.GetValue(successor) });
    }

    private static Command Reopen()
    {
        var code = Code();
        return One("reopen", "Open a closed division again. 恢复已撤销的区划。", [code], HttpMethod.Post,
            parsed => $"{Address(parsed.GetRequiredValue(code))}/reopen", _ => new { });
    }

    private static Command Move()
    {
        var code = Code();
        var parent = new Option<string>("--parent") { Description = "Code of its new parent. 新上级代码。", Required = true };
        var newCode = new Option<string?>("--code") { Description = "Its new code; the parent's and its own end unless given. 新代码。" };
        return ServerConnection.Command("move", "Move a division with everything in it to another parent. 把区划连同全部数据移到另一上级。", [code, parent, newCode, IsDryRun],
            (server, parsed, cancel) => ChangeAsync(server, Address($"{Escaped(parsed.GetRequiredValue(code))}/move", parsed),
                new { parent = parsed.GetRequiredValue(parent), code = parsed.GetValue(newCode) }, cancel));
    }

    private static Command Merge()
    {
        var code = Code();
        var into = new Option<string>("--into") { Description = "Code of the division of which it becomes part. 并入区划的代码。", Required = true };
        return ServerConnection.Command("merge", "Make a division with everything in it part of another. 把区划连同全部数据并入另一区划。", [code, into, IsDryRun],
            (server, parsed, cancel) => ChangeAsync(server, Address($"{Escaped(parsed.GetRequiredValue(code))}/merge", parsed),
                new { into = parsed.GetRequiredValue(into) }, cancel));
    }

    private static Command Resume() => ServerConnection.Command("resume", "Go on with a change that was stopped. 继续未完成的区划调整。", [],
        (server, _, cancel) => ChangeAsync(server, $"{Path}/resume", null, cancel));

    /// <summary>Changes divisions and prints what it came to; returns the exit code.</summary>
    public static async Task<int> ChangeAsync(ServerConnection server, string path, object? order, CancellationToken cancel)
    {
        try
        {
            using var content = order is null ? null : JsonContent.Create(order);
            return DivisionReportText.Print(await Terminal.WithProgressAsync(DivisionToolMessages.Changing, bar => server.FollowAsync(path, content, progress =>
                bar.Report(progress.GetProperty("moved").GetInt64() / (double)Math.Max(1, progress.GetProperty("total").GetInt64())), cancel)));
        }
        catch (IOException lost)
        {
            Terminal.Say(DivisionToolMessages.Incomplete);
            throw server.Lost(lost);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Terminal.Say(DivisionToolMessages.Incomplete);
            return Terminal.Cancelled;
        }
    }

    /// <summary>The option with which nothing is written.</summary>
    public static Option<bool> DryRun => IsDryRun;

    /// <summary>The division that a command is about.</summary>
    public static Argument<string> Code() => new("CODE") { Description = "The division's code. 区划代码。" };

    /// <summary>An address below the divisions', for a dry run when that is asked for.</summary>
    public static string Address(string rest, ParseResult parsed) => $"{Path}/{rest}?dryRun={(parsed.GetValue(IsDryRun) ? "true" : "false")}";

    /// <summary>A code within an address.</summary>
    public static string Escaped(string code) => Uri.EscapeDataString(code);

    private static string Address(string code) => $"{Path}/{Escaped(code)}";

    private static Command One(
        string name, string help, Symbol[] symbols, HttpMethod method, Func<ParseResult, string> pathOf, Func<ParseResult, object> bodyOf) =>
        ServerConnection.Command(name, help, symbols, async (server, parsed, cancel) =>
        {
            var saved = (await server.SendAsync(method, pathOf(parsed), bodyOf(parsed), cancel)).GetProperty("division");
            Terminal.Say(DivisionToolMessages.Saved, ("name", saved.GetProperty("name").GetString()), ("code", saved.GetProperty("code").GetString()));
            return 0;
        });
}
