using System.Net.Http.Json;
using System.Text.Json;
using LowCode.Packs.Demo;
using LowCode.Tests.Shared;

namespace LowCode.Server.Tests;

/// <summary>The invented city, made by the tool and asked through the server, against what can be computed without either.</summary>
public class DemoCityTests(ITestOutputHelper output)
{
    private const int Inspections = 400;
    private const string Set = "/odata/flood-readiness/inspection";

    [Fact]
    public async Task Queries_over_the_demo_city_count_what_an_independent_computation_counts()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var (exit, text) = await CliProcess.RunAsync(cancel, "demo", TestStore.NameOf(folder.Path), "--inspections", $"{Inspections}", "--seed", "7",
            "--templates", Path.Combine(Repository.Root, "templates"), "--locale", "en");
        Assert.True(exit == 0, text);
        output.WriteLine(text);

        var plans = Enumerable.Range(0, Inspections).Select(number => new DemoInspection(new DemoCityOptions(7, Inspections), number)).ToArray();
        await using var server = await ServerProcess.StartAsync(folder.Path, cancel);
        using var client = server.Client("admin", DemoUsers.Password);
        Assert.Equal(6509, await CountAsync(client, "/odata/community-base/site", null, cancel));
        Assert.Equal(Inspections, await CountAsync(client, Set, null, cancel));
        foreach (var state in plans.GroupBy(plan => plan.State))
            Assert.Equal(state.Count(), await CountAsync(client, Set, $"state eq '{state.Key}'", cancel));
        foreach (var limit in new[] { 0, 50, 200 })
            Assert.Equal(plans.Count(plan => plan.TotalShort > limit), await CountAsync(client, Set, $"totalShort gt {limit}", cancel));
        var drilled = plans.Count(plan => plan.Drilled && plan.State == "closed");
        Assert.Equal(drilled, await CountAsync(client, Set, "plan/drilledOn ne null and state eq 'closed'", cancel));
        var sandbags = plans.Count(plan => plan.Supplies.Any(supply => supply.Item == "sandbag" && supply.Needed > supply.OnHand));
        Assert.Equal(sandbags, await CountAsync(client, Set, "supplies/any(s:s/item eq 'sandbag' and s/short gt 0)", cancel));
    }

    private static async Task<int> CountAsync(HttpClient client, string set, string? filter, CancellationToken cancel)
    {
        var query = filter is null ? "" : "&$filter=" + Uri.EscapeDataString(filter);
        var page = await client.GetFromJsonAsync<JsonElement>($"{set}?$count=true&$top=0{query}", cancel);
        return page.GetProperty("@odata.count").GetInt32();
    }
}
