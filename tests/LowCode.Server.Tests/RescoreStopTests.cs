using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.Tests.Shared;

namespace LowCode.Server.Tests;

/// <summary>Who asked for a decision to be taken again over all records goes away in the middle of it.</summary>
public class RescoreStopTests(ITestOutputHelper output)
{
    private const string Sheets = "/odata/sheets/sheet";
    private const string Rescore = "/admin/apps/sheets/decisions/grade/rescore";

    // The store gives pages of 1,024 records by id, each a piece of work, and the run writes them by 256.
    private const int Page = 1024, Batch = 256;

    // Of an essay a tenth of a second is spent: what follows the first page takes far longer than any client needs to go away.
    private const int Essays = 150;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_stops_with_its_client_whole_batches_are_written_and_the_next_one_goes_on()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        await using var server = await ServerProcess.StartAsync(data, Cancel, "--Logging:LogLevel:LowCode.Requests=Information");
        await PublishAsync(server, folder, version: 1, from: 80, isSlow: false);
        await FillAsync(server, Page, essay: null);
        await FillAsync(server, Essays, SheetPack.Essay);

        await PublishAsync(server, folder, version: 2, from: 50, isSlow: true);
        await CloseAsync(server);
        await server.SaidAsync($"POST {Rescore}", Cancel);
        Assert.Equal(await CheckStoppedAsync(server, "A"), await CountAsync(server, "modifiedBy eq 'admin'"));
        await PublishAsync(server, folder, version: 3, from: 50, isSlow: false);
        await FinishAsync(server, "A");

        await PublishAsync(server, folder, version: 4, from: 80, isSlow: true);
        await InterruptToolAsync(server, "B");
        await server.SaidAsync($"POST {Rescore}", Cancel, times: 3);
        await CheckStoppedAsync(server, "B");
        await PublishAsync(server, folder, version: 5, from: 80, isSlow: false);
        await FinishAsync(server, "B");

        Assert.Equal(0, await server.StopAsync(Cancel));
        var (verified, why) = await ToolAsync("audit", "verify", TestStore.NameOf(data));
        Assert.True(verified == 0, why);
    }

    private async Task<int> CheckStoppedAsync(ServerProcess server, string grade)
    {
        var written = await CountAsync(server, $"grade eq '{grade}'");
        output.WriteLine($"{written} written");
        Assert.Equal((0, true), (written % Batch, written is > 0 and < Page + Essays));
        return written;
    }

    private static async Task FinishAsync(ServerProcess server, string grade)
    {
        var written = await CountAsync(server, $"grade eq '{grade}'");
        var (exit, said) = await ToolAsync("rescore", "sheets", "grade", "--server", server.Address.ToString(), "--user", $"admin:{DemoUsers.Password}");
        Assert.True(exit == 0, said);
        Assert.Contains($"{Page + Essays} record(s): {Page + Essays - written} changed, {written} did not", said, StringComparison.Ordinal);
        Assert.Equal(Page + Essays, await CountAsync(server, $"grade eq '{grade}'"));
    }

    private static async Task CloseAsync(ServerProcess server)
    {
        using var client = server.Client("admin", DemoUsers.Password);
        using var request = new HttpRequestMessage(HttpMethod.Post, Rescore);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        while (await lines.ReadLineAsync(Cancel) is { } line)
        {
            if (JsonElement.Parse(line).GetProperty("progress").GetProperty("changed").GetInt64() > 0)
                return;
        }
        Assert.Fail("It came to its end before the client could go away.");
    }

    private async Task InterruptToolAsync(ServerProcess server, string grade)
    {
        var (exit, said) = await CliProcess.InterruptAsync(WhenWrittenAsync, Cancel,
            "rescore", "sheets", "grade", "--server", server.Address.ToString(), "--user", $"admin:{DemoUsers.Password}", "--locale", "en");
        output.WriteLine(said);
        Assert.True(exit == 130, $"{exit} {said}");
        Assert.Contains(ToolMessages.RescoreIncomplete.Format(Locales.English), said, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?m)^\s+at \S+\(", said);

        async Task WhenWrittenAsync()
        {
            while (await CountAsync(server, $"grade eq '{grade}'") == 0)
                await Task.Yield();
        }
    }

    private static async Task FillAsync(ServerProcess server, int count, string? essay)
    {
        using var client = server.Client(DemoUsers.Inspector, DemoUsers.Password);
        await Parallel.ForAsync(0, count, Cancel, async (_, cancel) =>
        {
            using var made = await client.PostAsJsonAsync(Sheets, new { points = 60, essay }, cancel);
            Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync(cancel));
            var id = (await made.Content.ReadFromJsonAsync<JsonElement>(cancel)).GetProperty("id").GetGuid();
            using var submitted = await client.PostAsync($"{Sheets}({id})/submit", null, cancel);
            Assert.True(submitted.IsSuccessStatusCode, await submitted.Content.ReadAsStringAsync(cancel));
        });
    }

    private static async Task PublishAsync(ServerProcess server, TemporaryFolder folder, int version, int from, bool isSlow)
    {
        var pack = Path.Combine(folder.Path, "pack");
        foreach (var (path, text) in SheetPack.Files(version, from, isSlow))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(pack, path))!);
            await File.WriteAllTextAsync(Path.Combine(pack, path), text, Cancel);
        }
        var (exit, said) = await ToolAsync("publish", pack, "--server", server.Address.ToString(), "--user", $"admin:{DemoUsers.Password}");
        Assert.True(exit == 0, said);
    }

    private static async Task<int> CountAsync(ServerProcess server, string filter)
    {
        using var client = server.Client("admin", DemoUsers.Password);
        var page = await client.GetFromJsonAsync<JsonElement>($"{Sheets}?$count=true&$top=0&$filter={Uri.EscapeDataString(filter)}", Cancel);
        return page.GetProperty("@odata.count").GetInt32();
    }

    private static Task<(int ExitCode, string Output)> ToolAsync(params string[] arguments) => CliProcess.RunAsync(Cancel, [.. arguments, "--locale", "en"]);
}
