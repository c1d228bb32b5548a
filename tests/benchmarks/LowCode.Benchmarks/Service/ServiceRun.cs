using System.Diagnostics;
using System.Text;
using System.Text.Json;
using LowCode.Storage.Tests.Postgres;

namespace LowCode.Benchmarks.Service;

/// <summary>
/// The same questions over HTTP to both stores, to hand-written endpoints over them, and to Directus, over the same records.
/// All take turns, question by question; the client is in this process. Ratios count; absolute figures are the machine's.
/// </summary>
static class ServiceRun
{
    private const string Page = "odata/hazards/hazard?$filter=kind eq 'fire' and persons gt 50&$orderby=foundOn desc";
    private const string Fire = """{"_and":[{"kind":{"_eq":"fire"}},{"persons":{"_gt":50}}]}""";
    private const string Major = """{"_and":[{"level":{"_eq":"major"}},{"persons":{"_gt":50}}]}""";
    private const string Select = "&$select=id,division,address,foundOn,kind,level,note,persons,households,floors,days,cost,area,reported,fixed,sealed,spot,exits,wiring,signs,score,risk";

    /// <param name="sizes">How many records; one run each.</param>
    public static async Task RunAsync(int[] sizes)
    {
        using var server = PostgresServer.WhyNot is null ? new PostgresServer() : null;
        Console.WriteLine($"{Environment.ProcessorCount} cores; PostgreSQL: {PostgresServer.WhyNot ?? "yes"}; "
            + $"Directus: {(DirectusPeer.IsInstalled ? "yes" : "not installed: npm install in tests/benchmarks/directus")}");
        foreach (var size in sizes)
        {
            await using (var embedded = await OpenAsync("embedded", null, size))
            await using (var directus = DirectusPeer.IsInstalled ? await DirectusPeer.StartAsync(new Hazards(embedded.Shape), size) : null)
                await CompareAsync($"embedded, {size:#,##0} records", embedded, directus?.Client);
            if (server is null)
                continue;
            await using var postgres = await OpenAsync("PostgreSQL", server.ConnectionString, size);
            await CompareAsync($"PostgreSQL, {size:#,##0} records", postgres, null);
        }
    }

    private static async Task<Register> OpenAsync(string name, string? connection, int size)
    {
        var clock = Stopwatch.StartNew();
        var register = await Register.OpenAsync(connection, size);
        Console.WriteLine($"{name}: {size:#,##0} records made in {clock.Elapsed.TotalSeconds:0} s");
        return register;
    }

    private static async Task CompareAsync(string title, Register register, HttpClient? directus)
    {
        Console.WriteLine($"\n{title}\n{"",-34}{"OData",10}{"by hand",10}{"ratio",8}{(directus is null ? "" : $"{"Directus",12}{"ratio",8}")}");
        var ours = register.Client;
        foreach (var question in await QuestionsAsync(register))
            await AskAsync(question, ours, directus);
        await StreamAsync(ours);
        foreach (var clients in new[] { 1, 16 })
            await RateAsync($"pages of 20, {clients} client(s)", clients, ours, (_, client) => GetAsync(client, $"{Page}&$top=20"),
                directus, (_, client) => GetAsync(client, $"items/hazard?filter={Fire}&sort=-foundOn&limit=20"));
        foreach (var clients in new[] { 1, 64 })
            await RateAsync($"creates, {clients} client(s)", clients, ours, (_, client) => PostAsync(client, "odata/hazards/hazard"),
                directus, (_, client) => PostAsync(client, "items/hazard"));
    }

    private static async Task<Question[]> QuestionsAsync(Register register)
    {
        var (day, id, position) = await register.MiddleAsync();
        var deep = await NextAsync(register.Client, $"{Page}{Select}&$skip={position - 100}", 100);
        return
        [
            new("first page of 100, two conditions", $"{Page}{Select}&$top=100", "hand/page", $"items/hazard?filter={Fire}&sort=-foundOn&limit=100"),
            new("page of 100 half way through", deep, $"hand/deep?day={day:yyyy-MM-dd}&id={id}", $"items/hazard?filter={Fire}&sort=-foundOn&limit=100&offset={position}"),
            new("count, two conditions", "odata/hazards/hazard/$count?$filter=level eq 'major' and persons gt 50", "hand/count", $"items/hazard?aggregate[count]=*&filter={Major}"),
            new("6 groups, sum and count", "odata/hazards/hazard?$apply=groupby((kind),aggregate(cost with sum as total,$count as n))", "hand/groups",
                "items/hazard?aggregate[sum]=cost&aggregate[count]=*&groupBy[]=kind"),
            new("search, 20 and how many", "odata/hazards/hazard?$search=积水&$top=20&$count=true" + Select, "hand/search", "items/hazard?search=积水&limit=20&meta=filter_count"),
            new("1,000 rows of tables", "odata/hazards/hazard_items?$top=1000", "hand/rows", "items/hazard_items?limit=1000"),
            new("10,000 records", "odata/hazards/hazard?$top=10000" + Select, "hand/stream?top=10000", "items/hazard?limit=10000"),
        ];
    }

    private static async Task<string> NextAsync(HttpClient client, string url, int size)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "Prefer", $"odata.maxpagesize={size}" } } };
        using var response = await client.SendAsync(request);
        using var answer = JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        return answer.RootElement.GetProperty("@odata.nextLink").GetString()!;
    }

    // In turns, so that what else the machine does meets all alike.
    private static async Task AskAsync(Question question, HttpClient ours, HttpClient? directus)
    {
        var runs = new (HttpClient? Client, string Url)[] { (ours, question.OData), (ours, question.ByHand), (directus, question.Directus) };
        var times = runs.Select(_ => new List<double>()).ToArray();
        var sizes = new long[runs.Length];
        foreach (var (client, url) in runs)
            await WarmAsync(client, url);
        var until = Stopwatch.StartNew();
        for (var round = 0; round < 200 && (round < 5 || until.Elapsed < TimeSpan.FromSeconds(30)); round++)
        {
            for (var i = 0; i < runs.Length; i++)
            {
                if (runs[i].Client is not { } client)
                    continue;
                var start = Stopwatch.GetTimestamp();
                sizes[i] = await GetAsync(client, runs[i].Url);
                times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
        var medians = times.Select(Median).ToArray();
        Console.WriteLine($"{question.Name,-34}{medians[0],7:0.00} ms{medians[1],7:0.00} ms{medians[0] / medians[1],7:0.00}×"
            + (directus is null ? "" : $"{medians[2],9:0.00} ms{medians[2] / medians[0],7:0.0}×")
            + $"  {string.Join(" / ", sizes.Where(size => size > 0).Select(size => $"{size / 1024.0:0.#}"))} KiB");
    }

    // Until the runtime has compiled for good what a question runs through; a service does that in its first minute.
    private static async Task WarmAsync(HttpClient? client, string url)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; client is not null && i < 3000 && clock.Elapsed < TimeSpan.FromSeconds(6); i++)
            await GetAsync(client, url);
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times.Count == 0 ? double.NaN : times[times.Count / 2];
    }

    // What a thousand more entities of an answer cost in memory, client included.
    private static async Task StreamAsync(HttpClient client)
    {
        async Task<long> AllocatedAsync(int rows)
        {
            var url = $"odata/hazards/hazard?$top={rows}{Select}";
            await GetAsync(client, url);
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < 10; i++)
                await GetAsync(client, url);
            return (GC.GetTotalAllocatedBytes(precise: true) - before) / 10;
        }
        var (few, many) = (await AllocatedAsync(1000), await AllocatedAsync(9000));
        Console.WriteLine($"allocated, 1,000 and 9,000 records: {few / 1024} and {many / 1024} KiB, {(many - few) / 8000.0:0} bytes a record more");
    }

    private static async Task RateAsync(
        string name, int clients, HttpClient ours, Func<int, HttpClient, Task> ask, HttpClient? directus, Func<int, HttpClient, Task> askDirectus)
    {
        var mine = await RateAsync(clients, ours, ask);
        var theirs = directus is null ? 0 : await RateAsync(clients, directus, askDirectus);
        Console.WriteLine($"{name,-34}{mine,8:0}/s" + (directus is null ? "" : $"{"",20}{theirs,8:0}/s{mine / theirs,7:0.0}×"));
    }

    private static async Task<double> RateAsync(int clients, HttpClient client, Func<int, HttpClient, Task> ask)
    {
        for (var round = 0; ; round++)
        {
            var clock = Stopwatch.StartNew();
            var until = TimeSpan.FromSeconds(round == 0 ? 2 : 8);
            var done = 0;
            await Task.WhenAll(Enumerable.Range(0, clients).Select(number => Task.Run(async () =>
            {
                while (clock.Elapsed < until)
                {
                    await ask(number, client);
                    Interlocked.Increment(ref done);
                }
            })));
            if (round == 1)
                return done / clock.Elapsed.TotalSeconds;
        }
    }

    private static async Task<long> GetAsync(HttpClient client, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("Prefer", "odata.maxpagesize=" + (url.Contains("$skiptoken", StringComparison.Ordinal) ? "100" : "10000"));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{url}: {await response.Content.ReadAsStringAsync()}");
        await using var content = await response.Content.ReadAsStreamAsync();
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(65_536);
        var size = 0L;
        for (int read; (read = await content.ReadAsync(buffer)) > 0;)
            size += read;
        System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        return size;
    }

    private static async Task PostAsync(HttpClient client, string url)
    {
        using var content = new StringContent(Hazards.Body(), Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(url, content);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
    }

    private sealed record Question(string Name, string OData, string ByHand, string Directus);
}
