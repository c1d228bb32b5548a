using System.Diagnostics;
using LowCode.Runtime.Callers;
using LowCode.Storage.Tests.Postgres;

namespace LowCode.Benchmarks.Service;

/// <summary>
/// What permissions cost: the same questions over HTTP as an administrator, whom nothing is added for, and as somebody who
/// holds a role at the whole city, and so gets the same rows through a condition on the division. In turns; ratios count.
/// </summary>
static class AccessRun
{
    private static readonly Caller Everything = new("bench", "bench", [], IsAdministrator: true);
    private static readonly Caller Subtree = new("clerk", "clerk", [new("reader", "31")]);

    /// <param name="sizes">How many records; one run each.</param>
    public static async Task RunAsync(int[] sizes)
    {
        using var server = PostgresServer.WhyNot is null ? new PostgresServer() : null;
        Console.WriteLine($"{Environment.ProcessorCount} cores; PostgreSQL: {PostgresServer.WhyNot ?? "yes"}");
        foreach (var size in sizes)
        {
            foreach (var connection in server is null ? [null] : new[] { null, server.ConnectionString })
            {
                await using var register = await Register.OpenAsync(connection, size,
                    http => http.Request.Headers.ContainsKey("X-Subtree") ? Subtree : Everything);
                Console.WriteLine($"\n{(connection is null ? "embedded" : "PostgreSQL")}, {size:#,##0} records\n{"",-36}{"everything",12}{"subtree",12}{"ratio",8}");
                foreach (var (name, url) in ((string, string)[])[
                    ("page of 100, two conditions, in order", "hazard?$filter=kind eq 'fire' and persons gt 50&$orderby=foundOn desc&$top=100"),
                    ("newest 100", "hazard?$orderby=modifiedAt desc&$top=100"), ("1,000 records", "hazard?$top=1000"), ("count", "hazard/$count"),
                    ("count, two conditions", "hazard/$count?$filter=level eq 'major' and persons gt 50"),
                    ("6 groups, sum and count", "hazard?$apply=groupby((kind),aggregate(cost with sum as total,$count as n))"),
                    ("search, 20 and how many", "hazard?$search=积水&$top=20&$count=true"), ("1,000 rows of tables", "hazard_items?$top=1000")])
                {
                    await CompareAsync(name, "odata/hazards/" + url, register.Client);
                }
            }
        }
    }

    private static async Task CompareAsync(string name, string url, HttpClient client)
    {
        var times = new[] { new List<double>(), new List<double>() };
        var answers = new string[2];
        var clock = Stopwatch.StartNew();
        // The first seconds are the runtime's to compile.
        for (var round = 0; round < 400 && (round < 5 || clock.Elapsed < TimeSpan.FromSeconds(20)); round++)
        {
            for (var i = 0; i < 2; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, url);
                if (i == 1)
                    request.Headers.Add("X-Subtree", "31");
                var start = Stopwatch.GetTimestamp();
                using var response = await client.SendAsync(request);
                answers[i] = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
                times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
        if (answers[0] != answers[1])
            throw new InvalidOperationException($"{url}: not the same rows.");
        var medians = times.Select(all => all.Skip(all.Count / 2).Order().ElementAt(all.Count / 4)).ToArray();
        Console.WriteLine($"{name,-36}{medians[0],9:0.00} ms{medians[1],9:0.00} ms{medians[1] / medians[0],7:0.00}×");
    }
}
