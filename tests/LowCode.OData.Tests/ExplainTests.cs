using System.Text.Json.Nodes;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

/// <summary>Administrators are told how the store answers; nobody else is.</summary>
public class ExplainTests(TownFixture fixture)
{
    private const string Header = "LowCode-Explain";

    [Fact]
    public async Task An_administrator_is_told_what_was_pushed_and_which_index_served_it()
    {
        // Over an empty set every way is as good as the other.
        Assert.Equal(System.Net.HttpStatusCode.Created, (await fixture.Town.As("clerk").Post("visit", """{"title":"一"}""")).Status);
        var told = Assert.Single(await AskAsync("root", "visit?$filter=state eq 'no-such-state' and startswith(title,'a')&$top=3"));
        Assert.Equal("town-visits/visit", (string?)told["set"]);
        Assert.Equal(2, (int)told["conditions"]!);
        Assert.InRange((int)told["pushed"]!, 1, 2);
        Assert.NotNull(told["indexes"]);
        var one = Assert.Single(await AskAsync("root", $"visit?$filter=id eq {Guid.NewGuid()}"));
        Assert.Equal("$id", (string?)Assert.Single(one["indexes"]!.AsArray()));
    }

    [Fact]
    public async Task What_the_evaluator_must_test_is_not_counted_as_pushed()
    {
        // Of two fields of a record no index, column or database tells which is equal without regard to case.
        var told = Assert.Single(await AskAsync("root", "visit?$filter=tolower(title) eq remark"));
        Assert.Equal((1, 0), ((int)told["conditions"]!, (int)told["pushed"]!));
    }

    [Fact]
    public async Task Nobody_else_is_told_and_who_does_not_ask_is_not_told()
    {
        Assert.Empty(await AskAsync("clerk", "visit?$top=1"));
        using var client = new HttpClient { BaseAddress = new Uri($"{fixture.Town.Address}/odata/town-visits/") };
        using var answer = await client.GetAsync("visit?$top=1", TestContext.Current.CancellationToken);
        Assert.False(answer.Headers.Contains(Header));
    }

    private async Task<JsonObject[]> AskAsync(string user, string path)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"{fixture.Town.Address}/odata/town-visits/") };
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-User", user }, { Header, "true" } } };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return answer.Headers.TryGetValues(Header, out var values)
            ? [.. JsonNode.Parse(values.First())!.AsArray().Select(told => told!.AsObject())]
            : [];
    }
}
