using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LowCode.Tests.Shared;

namespace LowCode.Server.Tests;

/// <summary>Divisions over HTTP and on the command line.</summary>
public sealed class DivisionTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Inspections = "/odata/flood-readiness/inspection";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServerProcess Server => running.Server;

    [Fact]
    public async Task A_file_of_buildings_is_looked_at_and_then_imported()
    {
        var file = Path.Combine(running.Folder, "divisions.csv");
        await File.WriteAllTextAsync(file, """
            code,parent,level,name
            310101,31,district,黄浦新区
            310101002001A,310101002001,grid,第一网格
            310101002001A01,310101002001A,estate,一号小区
            310101002001A01001,310101002001A01,building,一号楼
            """, Cancel);
        var (dryExit, dry) = await DivisionAsync("import", file, "--dry-run");
        Assert.True(dryExit == 0, dry);
        Assert.Contains("Dry run, nothing was written: 3 new, 1 renamed", dry, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await FindAsync("310101002001A")).Status);
        Assert.Contains("Imported: 3 new, 1 renamed", (await DivisionAsync("import", file)).Output, StringComparison.Ordinal);
        var (_, building) = await FindAsync("310101002001A01001");
        Assert.Equal("黄浦新区 南京东路街道 云南中路居委会 第一网格 一号小区 一号楼", building.GetProperty("path").GetString());
        Assert.Equal("building", building.GetProperty("division").GetProperty("level").GetString());
        Assert.Contains("0 new, 0 renamed", (await DivisionAsync("import", file)).Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, """
            code,parent,level,name
            310101002001A02,310101002001A,estate,二号小区
            310101002001A02,310101002001A,estate,二号小区
            310101002001A03,310101002001A,7,三号小区
            310101002001A04,310101002001A,street,四号小区
            310101002001A012,310101002001A,estate,五号小区
            310101002001B01,310101002001B,estate,六号小区
            310101002001A,310101002,grid,第一网格
            310101002001A 5,310101002001A,estate,七号小区
            """, Cancel);
        var (exit, output) = await DivisionAsync("import", file);
        Assert.Equal(1, exit);
        foreach (var (line, code) in new[] { (3, "LC9170"), (4, "LC9120"), (5, "LC9160"), (6, "LC9159"), (7, "LC9121"), (8, "LC9171"), (9, "LC9157") })
            Assert.Contains($"divisions.csv({line},1): error {code}", output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await FindAsync("310101002001A02")).Status);

        using var admin = Server.Client("admin", DemoUsers.Password);
        using var other = new ByteArrayContent(Encoding.Latin1.GetBytes("code,parent,level,name\n1,,city,\u00c9"));
        using var refused = await admin.PostAsync("/admin/divisions/import", other, Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, "LC9173"), (refused.StatusCode, await People.CodeAsync(refused)));
        using var inspector = Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var forbidden = await inspector.PostAsync("/admin/divisions/resume", null, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task Divisions_are_added_renamed_moved_split_merged_closed_and_opened_again()
    {
        Assert.Equal(0, (await DivisionAsync("add", "310112901", "试点街道", "--parent", "310112", "--level", "street")).ExitCode);
        Assert.Equal(0, (await DivisionAsync("add", "310112901001", "甲居委会", "--parent", "310112901", "--level", "neighborhood")).ExitCode);
        Assert.Equal(0, (await DivisionAsync("rename", "310112901001", "甲一居委会")).ExitCode);
        Assert.Equal(1, (await DivisionAsync("add", "310112901001", "乙", "--parent", "310112901", "--level", "neighborhood")).ExitCode);
        using var admin = Server.Client("admin", DemoUsers.Password);
        using (var taken = await admin.PostAsJsonAsync("/admin/divisions", new { code = "310112901001", name = "乙", parent = "310112901", level = "neighborhood" }, Cancel))
            Assert.Equal((HttpStatusCode.Conflict, "LC9158"), (taken.StatusCode, await People.CodeAsync(taken)));
        for (var i = 0; i < 3; i++)
        {
            using var made = await admin.PostAsJsonAsync(Inspections, new Dictionary<string, object>
            {
                ["division"] = "310112901001",
                ["hasSupplies"] = i == 0 ? "yes" : "no",
            }, Cancel);
            Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync(Cancel));
        }
        var (splitExit, split) = await DivisionAsync(
            "split", "310112901001", "--to", "310112901002", "--name", "乙居委会", "--records", "flood-readiness/inspection", "--filter", "hasSupplies eq 'yes'");
        Assert.True(splitExit == 0, split);
        Assert.Contains("flood-readiness/inspection: 1 record(s)", split, StringComparison.Ordinal);
        Assert.Contains("Dry run", (await DivisionAsync("move", "310112901001", "--parent", "310101002", "--code", "310101002901", "--dry-run")).Output, StringComparison.Ordinal);
        var (moveExit, move) = await DivisionAsync("move", "310112901001", "--parent", "310101002", "--code", "310101002901");
        Assert.True(moveExit == 0, move);
        Assert.Contains("310112901001 becomes 310101002901", move, StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync(admin, "division eq '310101002901'"));
        var (_, old) = await FindAsync("310112901001");
        Assert.Equal(("310101002901", true), (old.GetProperty("now").GetProperty("code").GetString(), old.GetProperty("division").GetProperty("isFormer").GetBoolean()));
        var asRecord = await admin.GetFromJsonAsync<JsonElement>("/odata/flood-readiness/divisions?$filter=code eq '310112901001'", Cancel);
        Assert.Equal("310101002901", asRecord.GetProperty("value")[0].GetProperty("successor").GetString());

        Assert.Equal(0, (await DivisionAsync("merge", "310101002901", "--into", "310112901002")).ExitCode);
        Assert.Equal(3, await CountAsync(admin, "division eq '310112901002'"));
        Assert.Equal(0, (await DivisionAsync("close", "310112901002", "--successor", "310112")).ExitCode);
        using (var closed = await admin.PostAsJsonAsync(Inspections, new { division = "310112901002" }, Cancel))
            Assert.Contains("LC9156", await closed.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(0, (await DivisionAsync("reopen", "310112901002")).ExitCode);
        using (var nothing = await admin.PostAsync("/admin/divisions/resume", null, Cancel))
            Assert.Equal((HttpStatusCode.Conflict, "LC9165"), (nothing.StatusCode, await People.CodeAsync(nothing)));
        Assert.Equal(1, (await DivisionAsync("resume")).ExitCode);
        Assert.Contains("LC8219", (await DivisionAsync("split", "310112901002", "--to", "310112901003", "--filter", "x")).Output, StringComparison.Ordinal);
    }

    private static async Task<int> CountAsync(HttpClient client, string filter) =>
        int.Parse(await client.GetStringAsync($"{Inspections}/$count?$filter={Uri.EscapeDataString(filter)}", Cancel), System.Globalization.CultureInfo.InvariantCulture);

    private async Task<(HttpStatusCode Status, JsonElement Body)> FindAsync(string code)
    {
        using var admin = Server.Client("admin", DemoUsers.Password);
        using var response = await admin.GetAsync($"/admin/divisions/{code}", Cancel);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancel));
    }

    private Task<(int ExitCode, string Output)> DivisionAsync(params string[] arguments) => DivisionAsync(Server, arguments);

    internal static Task<(int ExitCode, string Output)> DivisionAsync(ServerProcess server, params string[] arguments) => CliProcess.RunAsync(Cancel,
        ["division", .. arguments, "--server", server.Address.ToString(), "--user", $"admin:{DemoUsers.Password}", "--locale", "en"]);
}

/// <summary>The server is killed while a division moves and people write, again and again; then the move is gone on with.</summary>
public sealed class DivisionKillTests(ITestOutputHelper output)
{
    private const string Inspections = "/odata/flood-readiness/inspection";
    private const int Records = 1500;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_any_moment_a_move_is_gone_on_with_and_nothing_is_lost()
    {
        using var folder = new TemporaryFolder();
        var acknowledged = new System.Collections.Concurrent.ConcurrentDictionary<Guid, bool>();
        var random = new Random(20261127);
        var kills = 0;
        await using (var server = await ServerProcess.StartAsync(folder.Path, Cancel))
        {
            await FillAsync(server, acknowledged);
            await server.StopAsync(Cancel);
        }
        for (var isDone = false; !isDone;)
        {
            await using var server = await ServerProcess.StartAsync(folder.Path, Cancel);
            using var admin = server.Client("admin", DemoUsers.Password);
            var writer = Task.Run(() => WriteAsync(server, acknowledged), Cancel);
            var change = ChangeAsync(admin);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(random.Next(20, 400)));
            // After some kills it is let come to its end.
            if (kills < 8 && await Task.WhenAny(change, timer.WaitForNextTickAsync(Cancel).AsTask()) != change)
            {
                // Whether it has come to its end in this very moment is found out by the next round.
                server.Kill();
                kills++;
                await change;
                await writer;
                continue;
            }
            isDone = await change is true;
            Assert.True(isDone);
            var ids = new HashSet<Guid>();
            string? next = $"{Inspections}?$select=id,division";
            server.Kill();
            await writer;
            await using var again = await ServerProcess.StartAsync(folder.Path, Cancel);
            using var reader = again.Client("admin", DemoUsers.Password);
            while (next is not null)
            {
                var page = await reader.GetFromJsonAsync<JsonElement>(next, Cancel);
                foreach (var inspection in page.GetProperty("value").EnumerateArray())
                {
                    Assert.StartsWith("310109006", inspection.GetProperty("division").GetString(), StringComparison.Ordinal);
                    ids.Add(inspection.GetProperty("id").GetGuid());
                }
                next = page.TryGetProperty("@odata.nextLink", out var link) || page.TryGetProperty("@nextLink", out link) ? link.GetString() : null;
            }
            Assert.Empty(acknowledged.Keys.Except(ids));
            var users = await reader.GetStringAsync("/admin/users", Cancel);
            Assert.DoesNotContain("\"310106006", users, StringComparison.Ordinal);
            await again.StopAsync(Cancel);
        }
        var (exit, log) = await CliProcess.RunAsync(Cancel, "audit", "verify", TestStore.NameOf(folder.Path));
        Assert.True(exit == 0, log);
        output.WriteLine($"{kills} kills, {acknowledged.Count} records, none lost, none left behind.");
    }

    // Begins the move, or goes on with it, or finds that it has been done; null when the server is killed meanwhile.
    private static async Task<bool?> ChangeAsync(HttpClient admin)
    {
        try
        {
            using var resumed = await admin.PostAsync("/admin/divisions/resume", null, Cancel);
            var text = await resumed.Content.ReadAsStringAsync(Cancel);
            if (resumed.StatusCode != HttpStatusCode.Conflict)
                return text.Contains("\"complete\":true", StringComparison.Ordinal) ? true : throw new IOException("cut off");
            var street = await admin.GetFromJsonAsync<JsonElement>("/admin/divisions/310106006", Cancel);
            if (street.GetProperty("division").GetProperty("isFormer").GetBoolean())
                return true;
            using var begun = await admin.PostAsJsonAsync("/admin/divisions/310106006/move", new { parent = "310109" }, Cancel);
            text = await begun.Content.ReadAsStringAsync(Cancel);
            return text.Contains("\"complete\":true", StringComparison.Ordinal) ? true : throw new IOException("cut off");
        }
        catch (Exception killed) when (IsGone(killed))
        {
            return null;
        }
    }

    private static bool IsGone(Exception failure) => failure is HttpRequestException or IOException or System.Net.Sockets.SocketException;

    private static async Task FillAsync(ServerProcess server, System.Collections.Concurrent.ConcurrentDictionary<Guid, bool> acknowledged)
    {
        using var client = server.Client(DemoUsers.Inspector, DemoUsers.Password);
        await Parallel.ForEachAsync(Enumerable.Range(0, Records), Cancel, async (_, cancel) =>
        {
            var id = Guid.CreateVersion7();
            using var made = await client.PostAsJsonAsync(Inspections, new { id }, cancel);
            Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync(cancel));
            acknowledged[id] = true;
        });
    }

    private static async Task WriteAsync(ServerProcess server, System.Collections.Concurrent.ConcurrentDictionary<Guid, bool> acknowledged)
    {
        using var client = server.Client(DemoUsers.Inspector, DemoUsers.Password);
        while (true)
        {
            var id = Guid.CreateVersion7();
            try
            {
                using var made = await client.PostAsJsonAsync(Inspections, new { id }, Cancel);
                if (made.IsSuccessStatusCode)
                    acknowledged[id] = true;
            }
            catch (Exception killed) when (IsGone(killed))
            {
                return;
            }
        }
    }
}
