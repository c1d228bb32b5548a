using System.Diagnostics;
using LowCode.Runtime.Callers;
using LowCode.Storage.Tests.Postgres;

namespace LowCode.Benchmarks.Service;

/// <summary>
/// What permissions cost: the same questions over HTTP as an administrator, whom nothing is added for, and as somebody who
/// holds a role at the whole city, and so gets the same rows through a condition on the division; then as somebody of a street,
/// with a fourteenth of the records, and as an administrator who asks for a fourteenth by another condition. In turns; ratios count.
/// </summary>
static class AccessRun
{
    private static readonly Caller Everything = new("bench", "bench", [], IsAdministrator: true);

    // As many records as a street has.
    private const string AsMany = "days lt 7";

    private static readonly (string Name, string Query)[] Questions =
    [
        ("page of 100, two conditions, in order", "hazard?$filter=kind eq 'fire' and persons gt 50&$orderby=foundOn desc&$top=100"),
        ("newest 100", "hazard?$orderby=modifiedAt desc&$top=100"), ("1,000 records", "hazard?$top=1000"), ("count", "hazard/$count"),
        ("count, two conditions", "hazard/$count?$filter=level eq 'major' and persons gt 50"),
        ("6 groups, sum and count", "hazard?$apply=groupby((kind),aggregate(cost with sum as total,$count as n))"),
        ("search, 20 and how many", "hazard?$search=积水&$top=20&$count=true"), ("1,000 rows of tables", "hazard_items?$top=1000"),
    ];

    /// <param name="sizes">How many records; one run each.</param>
    public static async Task RunAsync(int[] sizes)
    {
        using var server = PostgresServer.WhyNot is null ? new PostgresServer() : null;
        Console.WriteLine($"{Environment.ProcessorCount} cores; PostgreSQL: {PostgresServer.WhyNot ?? "yes"}");
        foreach (var size in sizes)
        {
            foreach (var connection in server is null ? [null] : new[] { null, server.ConnectionString })
            {
                await using var register = await Register.OpenAsync(connection, size, CallerOf);
                Console.WriteLine($"\n{(connection is null ? "embedded" : "PostgreSQL")}, {size:#,##0} records");
                Console.WriteLine($"{"",-38}{"everything",12}{"city",12}{"ratio",8}{"a 14th",14}{"street",12}{"ratio",8}");
                foreach (var (name, query) in Questions)
                {
                    var city = await CompareAsync((query, null), (query, "31"), sameRows: true, register.Client);
                    var street = await CompareAsync((Filtered(query, AsMany), null), (query, "310106006"), sameRows: false, register.Client);
                    Console.WriteLine($"{name,-38}{Figures(city)}  {Figures(street)}");
                }
            }
        }
    }

    private static Caller CallerOf(HttpContext http) => http.Request.Headers["X-Division"].ToString() is { Length: > 0 } division
        ? new("clerk", "clerk", [new("reader", division)]) : Everything;

    private static string Filtered(string query, string condition)
    {
        if (query.Contains("$apply=", StringComparison.Ordinal))
            return query.Replace("$apply=", $"$apply=filter({condition})/", StringComparison.Ordinal);
        if (query.Contains("$filter=", StringComparison.Ordinal))
            return query.Replace("$filter=", $"$filter={condition} and ", StringComparison.Ordinal);
        condition = query.StartsWith("hazard_items", StringComparison.Ordinal) ? "record/" + condition : condition;
        return query + (query.Contains('?') ? '&' : '?') + "$filter=" + condition;
    }

    private static string Figures(double[] medians) => $"{medians[0],9:0.00} ms{medians[1],9:0.00} ms{medians[1] / medians[0],7:0.00}×";

    private static async Task<double[]> CompareAsync((string Query, string? Division) one, (string Query, string? Division) other, bool sameRows, HttpClient client)
    {
        var times = new[] { new List<double>(), new List<double>() };
        var answers = new string[2];
        var clock = Stopwatch.StartNew();
        // The first seconds are the runtime's to compile.
        for (var round = 0; round < 400 && (round < 5 || clock.Elapsed < TimeSpan.FromSeconds(12)); round++)
        {
            foreach (var (i, (query, division)) in new[] { one, other }.Index())
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "odata/hazards/" + query);
                if (division is not null)
                    request.Headers.Add("X-Division", division);
                var start = Stopwatch.GetTimestamp();
                using var response = await client.SendAsync(request);
                answers[i] = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
                times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
        if (sameRows && answers[0] != answers[1])
            throw new InvalidOperationException($"{one.Query}: not the same rows.");
        return [.. times.Select(all => all.Skip(all.Count / 2).Order().ElementAt(all.Count / 4))];
    }
}
