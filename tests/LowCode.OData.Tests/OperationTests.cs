using System.Net;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

public class OperationTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");
    readonly Client _reviewer = fixture.Town.As("reviewer");

    async Task<string> New(string rest = "") => (string)(await _clerk.Create("visit", $$"""{"title":"新"{{rest}}}"""))["id"]!;

    [Fact]
    public async Task Section_11_5_transitions_are_actions_and_functions_tell_which_may_be_taken()
    {
        var id = await New();
        Assert.Equal(["submit"], (await _clerk.Get($"visit({id})/availableTransitions()")).Is(HttpStatusCode.OK).Values.Select(entry => (string)entry!["name"]!));
        Assert.Empty((await _reviewer.Get($"visit({id})/town_visits.availableTransitions")).Is(HttpStatusCode.OK).Values);
        var submitted = (await _clerk.Post($"visit({id})/town_visits.submit", """{"changes":{"count":3}}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(("submitted", 3, "A"), ((string)submitted["state"]!, (int)submitted["count"]!, (string)submitted["grade"]!));
        var tasks = (await _reviewer.Get($"tasks?$filter=recordId eq {id}")).Is(HttpStatusCode.OK).Values;
        Assert.Equal("reviewer", (string?)Assert.Single(tasks)!["role"]);
        (await _reviewer.Post($"visit({id})/accept", "{}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_decision_is_explained_in_the_readers_language()
    {
        var id = await New(""","supplies":[{"item":"pump","needed":2}]""");
        var decision = (await _clerk.Post($"visit({id})/submit", null)).Is(HttpStatusCode.OK).Json["decisions"]![0]!;
        Assert.Equal(("grade", "C", "short"), ((string)decision["decision"]!, (string)decision["outcome"]!, (string)decision["by"]!));
        Assert.Equal("物资不足，定为丙级。", (string?)decision["rules"]![0]!["message"]);
        Assert.True((bool)decision["rules"]![0]!["held"]!);
        Assert.Null(decision["rules"]![1]!["held"]);
        Assert.Equal("C", (string?)(await _clerk.Get($"visit?$filter=id eq {id} and grade eq 'C'")).Values[0]!["grade"]);
    }

    [Fact]
    public async Task A_transition_that_does_not_fit_is_a_conflict_and_one_that_is_not_allowed_forbidden()
    {
        var id = await New(""","supplies":[{"item":"pump","needed":2}]""");
        (await _reviewer.Post($"visit({id})/accept", null)).Is(HttpStatusCode.Conflict);
        (await _reviewer.Post($"visit({id})/submit", null)).Is(HttpStatusCode.Forbidden);
        (await _clerk.Post($"visit({id})/submit", null, ("If-Match", "W/\"1\""))).Is(HttpStatusCode.OK);
        var guard = (await _reviewer.Post($"visit({id})/accept", null)).Is(HttpStatusCode.Conflict);
        Assert.Contains("丙级不能通过", guard.Text, StringComparison.Ordinal);
        (await _reviewer.Post($"visit({id})/sendBack", null)).Is(HttpStatusCode.UnprocessableEntity);
        (await _reviewer.Post($"visit({id})/sendBack", """{"changes":{"note":"请补物资"}}""")).Is(HttpStatusCode.OK);
        (await fixture.Town.As("nobody").Post($"visit({id})/submit", null)).Is(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("submit", "GET", 405, "LC6004")]
    [InlineData("availableTransitions", "POST", 405, "LC6004")]
    [InlineData("fly", "POST", 404, "LC6001")]
    [InlineData("other_ns.submit", "POST", 404, "LC6001")]
    [InlineData("submit(x=1)", "POST", 404, "LC6001")]
    public async Task Operations_are_called_as_they_are_declared(string operation, string method, int status, string error)
    {
        var id = await New();
        Assert.Equal(error, (await _clerk.Send(new HttpMethod(method), $"visit({id})/{operation}", null)).Is((HttpStatusCode)status).Error);
    }

    [Fact]
    public async Task Unknown_parameters_and_wrong_values_of_actions_are_errors()
    {
        var id = await New();
        Assert.Equal("LC6027 chnges", (await _clerk.Post($"visit({id})/submit", """{"chnges":{}}""")).Is(HttpStatusCode.BadRequest).Error);
        Assert.Equal("LC6029 count", (await _clerk.Post($"visit({id})/submit", """{"changes":{"count":true}}""")).Is(HttpStatusCode.BadRequest).Error);
    }

    [Fact]
    public async Task A_dry_run_tells_what_the_record_would_be_and_stores_nothing()
    {
        var tag = Guid.NewGuid().ToString("N");
        var dry = (await _clerk.Post("visit/evaluate", $$"""{"record":{"tag":"{{tag}}","count":-5,"supplies":[{"item":"pump","needed":4,"onHand":1}]} }""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(3, (int)dry["record"]!["totalShort"]!);
        Assert.Contains("title", dry["required"]!.AsArray().Select(path => (string)path!));
        Assert.Contains(dry["findings"]!.AsArray(), finding => (string?)finding!["target"] == "count");
        Assert.Equal("0", (await _clerk.Get($"visit/$count?$filter=tag eq '{tag}'")).Text);
        var id = await New(""","count":2""");
        var existing = (await _clerk.Post($"visit({id})/town_visits.evaluate", "{}")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(2, (int)existing["record"]!["count"]!);
        Assert.Equal(1, (int)(await _clerk.Get($"visit({id})/revision")).Json["value"]!);
    }
}
