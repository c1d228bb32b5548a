using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using LowCode.Tests.Shared;

namespace LowCode.Server.Tests;

/// <summary>
/// Two servers on one PostgreSQL under load, while versions of an app are published on either and one of them is killed
/// again and again. LOWCODE_NODE_ROUNDS sets how often (2 unless given).
/// </summary>
public sealed class ManyNodesTests
{
    private const int WritersPerNode = 2;
    private const string Beats = "/odata/beat/beat";

    private readonly ITestOutputHelper _output;
    private readonly ConcurrentDictionary<Guid, int> _acknowledged = new();
    private readonly ServerProcess?[] _nodes = new ServerProcess?[2];
    private volatile bool _isEnough;
    private int _again;

    public ManyNodesTests(ITestOutputHelper output)
    {
        Assert.SkipWhen(TestStore.WhyNoPostgres is not null, TestStore.WhyNoPostgres ?? "");
        _output = output;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_no_answer_mixes_versions_and_deadlines_fire_once()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("LOWCODE_NODE_ROUNDS"), CultureInfo.InvariantCulture, out var given) ? given : 2;
        using var folder = new TemporaryFolder();
        var store = TestStore.PostgresNameOf(folder.Path);
        try
        {
            for (var i = 0; i < _nodes.Length; i++)
                _nodes[i] = await StartAsync(store);
            await PublishAsync(folder, _nodes[0]!, 1);
            await ServedAsync(_nodes[1]!, 1);
            var workers = Enumerable.Range(0, _nodes.Length * WritersPerNode).Select(i => Task.Run(() => WriteAsync(i % _nodes.Length), Cancel))
                .Append(Task.Run(ReadAsync, Cancel)).ToArray();
            var version = 1;
            for (var round = 0; round < rounds; round++)
            {
                var (killed, other) = (round % 2, 1 - (round % 2));
                await PublishAsync(folder, _nodes[killed]!, ++version);
                await ServedAsync(_nodes[other]!, version);
                await WrittenAsync(_acknowledged.Count + 50);
                _nodes[killed]!.Kill();
                await PublishAsync(folder, _nodes[other]!, ++version);
                await WrittenAsync(_acknowledged.Count + 50);
                await _nodes[killed]!.DisposeAsync();
                _nodes[killed] = await StartAsync(store);
                await ServedAsync(_nodes[killed]!, version);
            }
            _isEnough = true;
            await Task.WhenAll(workers);
            await CheckAllAsync();
        }
        finally
        {
            foreach (var node in _nodes.OfType<ServerProcess>())
                await node.DisposeAsync();
        }
        var (exit, text) = await CliProcess.RunAsync(Cancel, "audit", "verify", store);
        Assert.True(exit == 0, text);
        _output.WriteLine($"{rounds} kills, {1 + (2 * rounds)} versions, {_acknowledged.Count} acknowledged, {_again} sent again: none lost, none mixed, each deadline once.");
    }

    private static Task<ServerProcess> StartAsync(string store) => ServerProcess.StartAsync(store, Cancel, "--TimerSeconds=1");

    // Each version has one field more and says its number in another: an answer shows by which it was made.
    private static async Task PublishAsync(TemporaryFolder folder, ServerProcess node, int version)
    {
        var pack = Path.Combine(folder.Path, "beat" + version.ToString(CultureInfo.InvariantCulture));
        foreach (var (path, text) in BeatPack.Files(version))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(pack, path))!);
            await File.WriteAllTextAsync(Path.Combine(pack, path), text, Cancel);
        }
        var (exit, said) = await CliProcess.RunAsync(Cancel, "publish", pack, "--server", node.Address.ToString(), "--user", $"admin:{DemoUsers.Password}");
        Assert.True(exit == 0, said);
    }

    private async Task ServedAsync(ServerProcess node, int version)
    {
        using var admin = node.Client("admin", DemoUsers.Password);
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var status = await admin.GetFromJsonAsync<JsonElement>("/admin/status", Cancel);
            var served = status.GetProperty("apps").EnumerateArray().SingleOrDefault(app => app.GetProperty("app").GetString() == "beat");
            if (served.ValueKind == JsonValueKind.Object && served.GetProperty("version").GetInt32() == version)
                break;
            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancel);
        }
        _output.WriteLine($"version {version} served by the other node {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms after it was looked for");
    }

    private async Task WrittenAsync(int count)
    {
        while (_acknowledged.Count < count)
            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancel);
    }

    private async Task WriteAsync(int home)
    {
        while (!_isEnough)
        {
            var id = Guid.CreateVersion7();
            // A client behind a load balancer: who gets no answer asks the other node, with the same id.
            for (var node = home; !_isEnough; node = 1 - node)
            {
                using var client = _nodes[node]!.Client(DemoUsers.Inspector, DemoUsers.Password);
                if (await TryAsync(client, id) is not { } made)
                {
                    Interlocked.Increment(ref _again);
                    await Task.Delay(TimeSpan.FromMilliseconds(20), Cancel);
                    continue;
                }
                _acknowledged[id] = made;
                break;
            }
        }
    }

    private static async Task<int?> TryAsync(HttpClient client, Guid id)
    {
        try
        {
            using var response = await client.PostAsJsonAsync(Beats, new { id });
            var text = await response.Content.ReadAsStringAsync();
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                return null;
            Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode} {text}");
            using var json = JsonDocument.Parse(text);
            return BeatPack.CheckWhole(json.RootElement);
        }
        catch (Exception killed) when (killed is HttpRequestException or IOException or SocketException)
        {
            return null;
        }
    }

    private async Task ReadAsync()
    {
        for (var node = 0; !_isEnough; node = 1 - node)
        {
            using var client = _nodes[node]!.Client(DemoUsers.Inspector, DemoUsers.Password);
            try
            {
                using var response = await client.GetAsync(Beats + "?$top=50&$orderby=createdAt desc");
                if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                    continue;
                Assert.True(response.IsSuccessStatusCode, $"{await response.Content.ReadAsStringAsync()}\n{_nodes[node]!.Output}");
                var page = await response.Content.ReadFromJsonAsync<JsonElement>();
                var shapes = page.GetProperty("value").EnumerateArray()
                    .Select(beat => string.Join(',', beat.EnumerateObject().Select(property => property.Name))).Distinct();
                Assert.InRange(shapes.Count(), 0, 1);
            }
            catch (Exception killed) when (killed is HttpRequestException or IOException or SocketException)
            {
                // in the middle of an answer, perhaps
            }
        }
    }

    private async Task CheckAllAsync()
    {
        foreach (var node in _nodes.OfType<ServerProcess>())
        {
            using var client = node.Client(DemoUsers.Inspector, DemoUsers.Password);
            while (await CountAsync(client, "state ne 'done'") > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(100), Cancel);
            var found = new Dictionary<Guid, JsonElement>();
            for (string? next = Beats; next is not null;)
            {
                var page = await client.GetFromJsonAsync<JsonElement>(next, Cancel);
                foreach (var beat in page.GetProperty("value").EnumerateArray())
                    found.Add(beat.GetProperty("id").GetGuid(), beat);
                next = page.TryGetProperty("@nextLink", out var link) || page.TryGetProperty("@odata.nextLink", out link) ? link.GetString() : null;
            }
            Assert.Empty(_acknowledged.Keys.Except(found.Keys));
            foreach (var (id, version) in _acknowledged)
                Assert.Equal(version, found[id].GetProperty("appVersion").GetInt32());
            // Created, then moved on by its deadline: once.
            Assert.All(found.Values, beat => Assert.Equal(2, beat.GetProperty("revision").GetInt32()));
        }
    }

    private static async Task<int> CountAsync(HttpClient client, string filter)
    {
        var page = await client.GetFromJsonAsync<JsonElement>($"{Beats}?$count=true&$top=0&$filter={Uri.EscapeDataString(filter)}", Cancel);
        return page.EnumerateObject().Single(property => property.Name.EndsWith("count", StringComparison.Ordinal)).Value.GetInt32();
    }
}
