using System.Diagnostics;
using System.Text;
using LowCode.OData;
using LowCode.Runtime.Callers;

namespace LowCode.Benchmarks;

/// <summary>
/// Load over HTTP on one machine, client and server in one process: pages beside a hand-written endpoint over the same
/// store, and evaluated, durable submissions with 1 and 64 clients. Ratios count; absolute figures are the machine's.
/// </summary>
static class LoadRun
{
    private const string Inspections = "odata/flood-readiness/inspection";
    private static readonly Caller Viewer = new("bench", "bench", [], IsAdministrator: true);

    public static async Task RunAsync(int inspections)
    {
        await using var city = await City.OpenAsync(inspections);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapLowCodeOData(city.Installation, new ODataOptions { Caller = _ => Viewer });
        HandWritten.Map(app, city.Installation);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First() + "/") };

        Console.WriteLine($"{inspections} inspections, {Environment.ProcessorCount} cores");
        foreach (var rows in new[] { 100, 10_000 })
            await PagesAsync(client, rows);
        foreach (var clients in new[] { 1, 64 })
            await SubmissionsAsync(client, clients, TimeSpan.FromSeconds(10));
        await app.StopAsync();
    }

    private static async Task PagesAsync(HttpClient client, int rows)
    {
        var ours = $"{Inspections}?$top={rows}&$select=id,state,division,inspectedOn,grade,totalShort,filingNo,supplies&$orderby=createdAt";
        var hand = $"hand/inspections?top={rows}";
        var rounds = Math.Max(30, 20_000 / rows);
        client.DefaultRequestHeaders.Remove("Prefer");
        client.DefaultRequestHeaders.Add("Prefer", $"odata.maxpagesize={rows}");
        await MedianAsync(client, ours, rounds / 3);
        await MedianAsync(client, hand, rounds / 3);
        var (a, sizeA) = await MedianAsync(client, ours, rounds);
        var (b, sizeB) = await MedianAsync(client, hand, rounds);
        Console.WriteLine($"page of {rows}: OData {a:0.00} ms ({sizeA / 1024} KiB), hand-written {b:0.00} ms ({sizeB / 1024} KiB), ratio {a / b:0.00}");
    }

    private static async Task<(double Milliseconds, long Bytes)> MedianAsync(HttpClient client, string url, int rounds)
    {
        var times = new List<double>();
        long bytes = 0;
        for (var i = 0; i < rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var content = await client.GetByteArrayAsync(url);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            bytes = content.Length;
        }
        times.Sort();
        return (times[times.Count / 2], bytes);
    }

    private static async Task SubmissionsAsync(HttpClient client, int clients, TimeSpan time)
    {
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var times = new System.Collections.Concurrent.ConcurrentBag<double>();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetTimestamp() < until)
            {
                var one = Stopwatch.GetTimestamp();
                using var content = new StringContent(Body(), Encoding.UTF8, "application/json");
                using var response = await client.PostAsync(Inspections, content);
                if (!response.IsSuccessStatusCode)
                    throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
                times.Add(Stopwatch.GetElapsedTime(one).TotalMilliseconds);
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var sorted = times.Order().ToArray();
        Console.WriteLine($"{clients} client(s): {sorted.Length / seconds:0} evaluated durable creates/s, "
            + $"p50 {sorted[sorted.Length / 2]:0.0} ms, p99 {sorted[sorted.Length * 99 / 100]:0.0} ms");
    }

    private static string Body() => $$"""
        { "id": "{{Guid.CreateVersion7()}}", "division": "310106006002", "hasOrganization": "yes",
          "organization": { "roster": "yes", "posts": "yes", "dutyTable": "yes" }, "hasRegulations": "yes",
          "regulations": ["duty", "patrol", "report"], "hasPlan": "yes", "filingNo": "演示备〔2026〕01号", "hasSupplies": "yes",
          "supplies": [ { "item": "sandbag", "needed": 200, "onHand": 150 }, { "item": "pump", "needed": 4, "onHand": 4 } ],
          "hasTeam": "yes", "team": { "roster": "yes", "members": 8, "equipment": "yes", "reachable": "yes" }, "hasShelter": "na" }
        """;
}
