using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using LowCode.Tests.Shared;

namespace LowCode.Server.Tests;

/// <summary>
/// The server is killed at random moments under concurrent writes and reads, again and again over one data folder.
/// LOWCODE_KILL_ROUNDS sets how often (50 unless given), LOWCODE_SEED the moments.
/// </summary>
public class KillTests(ITestOutputHelper output)
{
    private const int Writers = 8;
    private const int Readers = 3;
    private const string Inspections = "/odata/flood-readiness/inspection";

    private readonly ConcurrentDictionary<Guid, int> _acknowledged = new();
    private readonly ConcurrentDictionary<Guid, int> _sent = new();
    private int _reads;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_half_written_when_the_server_is_killed()
    {
        var cancel = TestContext.Current.CancellationToken;
        var rounds = Setting("LOWCODE_KILL_ROUNDS", 50);
        var seed = Setting("LOWCODE_SEED", 20260601);
        var random = new Random(seed);
        using var folder = new TemporaryFolder();

        for (var round = 0; round < rounds; round++)
        {
            await using var server = await ServerProcess.StartAsync(folder.Path, cancel);
            await CheckAllAsync(server, cancel);
            await WriteUntilKilledAsync(server, TimeSpan.FromMilliseconds(random.Next(50, 1200)), cancel);
        }
        await using (var server = await ServerProcess.StartAsync(folder.Path, cancel))
        {
            await CheckAllAsync(server, cancel);
            Assert.Equal(0, await server.StopAsync(cancel));
        }
        var (exit, text) = await CliProcess.RunAsync(cancel, "audit", "verify", TestStore.NameOf(folder.Path));
        Assert.True(exit == 0, text);
        output.WriteLine($"{rounds} kills, {_acknowledged.Count} acknowledged of {_sent.Count} sent creates, {_reads} reads, seed {seed}: none lost, none half-written.");
        output.WriteLine(text);
        Assert.NotEmpty(_acknowledged);
    }

    private async Task WriteUntilKilledAsync(ServerProcess server, TimeSpan after, CancellationToken cancel)
    {
        var workers = Enumerable.Range(0, Writers).Select(_ => Task.Run(() => WriteAsync(server), cancel))
            .Concat(Enumerable.Range(0, Readers).Select(_ => Task.Run(() => ReadAsync(server), cancel))).ToArray();
        using var timer = new PeriodicTimer(after);
        await timer.WaitForNextTickAsync(cancel);
        server.Kill();
        await Task.WhenAll(workers);
    }

    private async Task WriteAsync(ServerProcess server)
    {
        using var client = server.Client(DemoUsers.Inspector, DemoUsers.Password);
        while (true)
        {
            var id = Guid.CreateVersion7();
            var rows = Random.Shared.Next(1, 6);
            _sent[id] = rows;
            try
            {
                using var response = await client.PostAsJsonAsync(Inspections, new Dictionary<string, object>
                {
                    ["id"] = id,
                    ["hasSupplies"] = "yes",
                    ["supplies"] = Enumerable.Range(1, rows)
                        .Select(row => new Dictionary<string, object> { ["needed"] = 10 * row, ["onHand"] = row }),
                });
                Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
                _acknowledged[id] = rows;
            }
            catch (Exception killed) when (IsGone(killed))
            {
                return; // the answer may have been on its way: the record may be there or not
            }
        }
    }

    private async Task ReadAsync(ServerProcess server)
    {
        using var client = server.Client(DemoUsers.Inspector, DemoUsers.Password);
        try
        {
            while (true)
            {
                var page = await client.GetFromJsonAsync<JsonElement>(Inspections + "?$count=true&$top=20&$orderby=createdAt desc");
                foreach (var inspection in page.GetProperty("value").EnumerateArray())
                    CheckWhole(inspection);
                Interlocked.Increment(ref _reads);
            }
        }
        catch (Exception killed) when (IsGone(killed))
        {
            // in the middle of an answer, perhaps
        }
    }

    // Killed between accepting and answering, .NET's client lets the bare socket error through.
    private static bool IsGone(Exception failure) => failure is HttpRequestException or IOException or SocketException;

    private async Task CheckAllAsync(ServerProcess server, CancellationToken cancel)
    {
        using var client = server.Client(DemoUsers.Inspector, DemoUsers.Password);
        var found = new HashSet<Guid>();
        string? next = Inspections + "?$select=id,supplies,totalShort";
        while (next is not null)
        {
            var page = await client.GetFromJsonAsync<JsonElement>(next, cancel);
            foreach (var inspection in page.GetProperty("value").EnumerateArray())
            {
                CheckWhole(inspection);
                found.Add(inspection.GetProperty("id").GetGuid());
            }
            next = page.TryGetProperty("@nextLink", out var link) || page.TryGetProperty("@odata.nextLink", out link)
                ? link.GetString() : null;
        }
        Assert.Empty(_acknowledged.Keys.Except(found));
        Assert.Empty(found.Except(_sent.Keys));
    }

    private void CheckWhole(JsonElement inspection)
    {
        var rows = _sent[inspection.GetProperty("id").GetGuid()];
        Assert.Equal(rows, inspection.GetProperty("supplies").GetArrayLength());
        Assert.Equal(Enumerable.Range(1, rows).Sum(row => 9 * row), inspection.GetProperty("totalShort").GetInt32());
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
