using System.Globalization;
using System.Net;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

/// <summary>What queries may cost, and that they cost nothing any more once nobody waits for them.</summary>
public sealed class CostTests : IAsyncLifetime
{
    // Each place asks of each, and that of each, and that of each: no machine comes to the end of it.
    const int Many = 400;
    const string Endless = "place?$count=true&$top=1&$filter=within/place_within/any(a:a/within/place_within/any(b:b/within/place_within/any(c:"
        + "c/name eq concat(a/name,concat(b/name,'x')))))";

    const string Stopped = "A client has gone, and what it asked for was stopped.";

    readonly LogBook _log = new();
    Town _town = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _town = await Filled(new ODataOptions { Caller = null!, MaxQueryWork = long.MaxValue, QueriesAtOnce = 1, MaxWaitingQueries = 0 }, _log);

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task A_client_that_goes_takes_its_query_with_it()
    {
        using var gone = new CancellationTokenSource();
        var endless = await StartAsync(gone.Token);
        // Others neither wait for it nor are refused.
        (await Ask("other", "place?$top=1")).Is(HttpStatusCode.OK);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
        await _log.SeenAsync(Stopped);
        // It has its turn again only because the store has let go of what would never have ended.
        await ServedAsync("place/$count");
    }

    [Fact]
    public async Task Too_many_queries_of_one_user_are_refused()
    {
        using var gone = new CancellationTokenSource();
        var endless = await StartAsync(gone.Token);
        var refused = await RefusedAsync();
        Assert.Equal("LC6350", refused.Error);
        Assert.True(refused.Headers.ContainsKey("Retry-After"));
        (await Ask("other", "place?$top=1")).Is(HttpStatusCode.OK);
        // A batch is no way around it, and what asks for no set needs no turn.
        var batch = await _town.As("clerk", "town-base").Batch([BatchText.Request("1", "GET", "place"), BatchText.Request("2", "GET", "me")]);
        Assert.Equal(429, batch["1"].Status());
        Assert.Equal(200, batch["2"].Status());
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
    }

    [Fact]
    public async Task Queries_of_one_user_wait_for_their_turn()
    {
        await using var town = await Town.OpenAsync(new ODataOptions { Caller = null!, QueriesAtOnce = 1 });
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => town.As("clerk", "town-base").Get("place/$count")));
        Assert.All(answers, answer => answer.Is(HttpStatusCode.OK));
    }

    [Fact]
    public async Task A_query_that_takes_too_long_is_stopped()
    {
        var endless = await StartAsync(Cancel);
        // The clock stands unless it is moved, and only a query that the store is at work for notices. Further on its snapshot
        // would be too old, which says something else.
        for (var minutes = 0; !endless.IsCompleted; minutes++)
        {
            if (minutes < 5)
                _town.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }
        Assert.Equal("LC5151", (await endless).Is(HttpStatusCode.BadRequest).Error);
        await ServedAsync("place/$count");
    }

    [Theory]
    [InlineData("place?$top=1&$filter=within/place_within/any(a:a/within/place_within/any(b:matchesPattern(concat(a/name,b/name),'^x')))")]
    [InlineData("place/$count?$filter=within/place_within/any(a:a/within/place_within/any(b:matchesPattern(concat(a/name,b/name),'^x')))")]
    [InlineData("place?$top=1&$filter=name eq 'p1'&$orderby=within/place_within/$count($filter=within/place_within/$count($filter=matchesPattern(name,'x')) gt 1000)")]
    [InlineData("place?$apply=compute(within/place_within/$count($filter=matchesPattern(name,'x')) as n)/aggregate(n with sum as m)")]
    [InlineData("place?$filter=name eq 'p'&$select=name&$expand=place_within($filter=within/place_within/any(a:matchesPattern(concat(a/name,name),'^x')))")]
    public async Task A_query_that_looks_at_too_much_is_stopped(string query)
    {
        await using var town = await Filled(new ODataOptions { Caller = null!, MaxQueryWork = 20_000 }, null);
        var clerk = town.As("clerk", "town-base");
        Assert.Equal("LC5150", (await clerk.Get(query)).Is(HttpStatusCode.BadRequest).Error);
        // What is allowed to one request is not used up by another.
        for (var i = 0; i < 60; i++)
            (await clerk.Get("place/$count?$filter=matchesPattern(name,'p')")).Is(HttpStatusCode.OK);
        // A batch is one request.
        var parts = Enumerable.Range(0, 60).Select(i => BatchText.Request($"{i}", "GET", "place/$count?$filter=matchesPattern(name,'p')")).ToArray();
        var batch = await clerk.Batch(parts);
        Assert.Equal(200, batch["0"].Status());
        Assert.Equal("LC5150", batch["59"].Error());
    }

    async Task<Task<Answer>> StartAsync(CancellationToken leave)
    {
        var endless = _town.As("clerk", "town-base").Get(Endless, leave);
        await _log.SeenAsync("any(c:");
        await RefusedAsync();
        return endless;
    }

    Task<Answer> Ask(string user, string query) => _town.As(user, "town-base").Get(query, Cancel);

    async Task<Answer> RefusedAsync()
    {
        while (true)
        {
            if (await Ask("clerk", "place/$count") is { Status: HttpStatusCode.TooManyRequests } refused)
                return refused;
        }
    }

    async Task ServedAsync(string query)
    {
        while (true)
        {
            if (await Ask("clerk", query) is { Status: not HttpStatusCode.TooManyRequests } served)
            {
                Assert.Equal((Many + 1).ToString(CultureInfo.InvariantCulture), served.Is(HttpStatusCode.OK).Text);
                return;
            }
        }
    }

    // A place within itself leads on without end.
    static async Task<Town> Filled(ODataOptions limits, LogBook? log)
    {
        var town = await Town.OpenAsync(limits, log);
        var clerk = town.As("clerk", "town-base");
        var root = (Guid)(await clerk.Create("place", """{"name":"p"}"""))["id"]!;
        (await clerk.Patch($"place({root})", $$"""{"withinId":"{{root}}"}""")).Is(HttpStatusCode.OK);
        var places = string.Join(',', Enumerable.Range(0, Many).Select(i => $$"""{"name":"p{{i}}","withinId":"{{root}}"}"""));
        (await clerk.Patch("place", $$"""{"value":[{{places}}]}""", ("Prefer", "return=minimal"))).Is(HttpStatusCode.NoContent);
        return town;
    }
}
