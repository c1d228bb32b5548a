using System.Net;
using LowCode.OData.Tests.Hosting;
using LowCode.Runtime.Callers;
using LowCode.Runtime.SystemSets;
using LowCode.Tests.Shared;
using static LowCode.OData.Tests.Hosting.BatchText;

namespace LowCode.OData.Tests;

/// <summary>OASIS Repeatable Requests 1.0: what was done is not done again, what failed left nothing.</summary>
public class RepeatableTests
{
    const string Result = "Repeatability-Result";

    static (string, string)[] Repeat(Guid id, string sent = "Mon, 01 Jun 2026 01:59:00 GMT") => [("Repeatability-Request-ID", id.ToString()), ("Repeatability-First-Sent", sent)];

    static string Headers(Guid id, string more = "") =>
        $$"""{{more}}"headers":{"repeatability-request-id":"{{id}}","repeatability-first-sent":"Mon, 01 Jun 2026 01:59:00 GMT"}""";

    static Task<Town> OpenAsync(bool isPostgres)
    {
        Assert.SkipWhen(isPostgres && TestStore.WhyNoPostgres is not null, TestStore.WhyNoPostgres ?? "");
        return Town.OpenAsync(isPostgres: isPostgres);
    }

    // How often each set was written to.
    static async Task<Dictionary<string, int>> WritesAsync(Town town)
    {
        var writes = new Dictionary<string, int>();
        await foreach (var entry in town.Installation.Store.ChangesAsync(0L, TestContext.Current.CancellationToken))
            writes[entry.Head.Set] = writes.GetValueOrDefault(entry.Head.Set) + 1;
        return writes;
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_create_that_is_sent_again_is_not_done_again_and_answers_with_the_record_as_it_is_now(bool isPostgres)
    {
        await using var town = await OpenAsync(isPostgres);
        var (clerk, request) = (town.As("clerk"), Guid.CreateVersion7());
        var first = (await clerk.Post("visit", """{"title":"一"}""", Repeat(request))).Is(HttpStatusCode.Created);
        Assert.Equal("accepted", first.Headers[Result]);
        var id = (string)first.Json["id"]!;
        await clerk.Patch($"visit({id})", """{"remark":"后来"}""");
        var again = (await clerk.Post("visit", """{"title":"一"}""", Repeat(request))).Is(HttpStatusCode.Created);
        Assert.Equal("accepted", again.Headers[Result]);
        Assert.Equal((id, "后来", first.Headers["Location"], "W/\"2\""), ((string)again.Json["id"]!, (string)again.Json["remark"]!, again.Headers["Location"], again.ETag));
        Assert.Equal("1", (await clerk.Get("visit/$count")).Text);
        Assert.Equal(2, (await WritesAsync(town))["town-visits/visit"]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_change_that_was_done_stands_behind_what_others_have_made_of_it_since(bool isPostgres)
    {
        await using var town = await OpenAsync(isPostgres);
        var (clerk, request) = (town.As("clerk"), Guid.CreateVersion7());
        var visit = await clerk.Create("visit", """{"title":"一"}""");
        var address = $"visit({visit["id"]})";
        (string, string)[] headers = [.. Repeat(request), ("If-Match", "W/\"1\"")];
        Assert.Equal("accepted", (await clerk.Patch(address, """{"remark":"甲"}""", headers)).Is(HttpStatusCode.OK).Headers[Result]);
        (await clerk.Patch(address, """{"remark":"乙"}""")).Is(HttpStatusCode.OK);
        var again = (await clerk.Patch(address, """{"remark":"甲"}""", headers)).Is(HttpStatusCode.OK);
        Assert.Equal(("accepted", "乙", "W/\"3\""), (again.Headers[Result], (string)again.Json["remark"]!, again.ETag));
        (await clerk.Patch(address, """{"remark":"甲"}""", [.. headers, ("Prefer", "return=minimal")])).Is(HttpStatusCode.NoContent);
        // One that changes nothing is done, too: what comes later must not be undone by its repetition.
        (string, string)[] nothing = Repeat(Guid.CreateVersion7());
        (await clerk.Patch(address, """{"remark":"乙"}""", nothing)).Is(HttpStatusCode.OK);
        (await clerk.Patch(address, """{"remark":"丙"}""")).Is(HttpStatusCode.OK);
        Assert.Equal("丙", (string)(await clerk.Patch(address, """{"remark":"乙"}""", nothing)).Is(HttpStatusCode.OK).Json["remark"]!);
        Assert.Equal(4, (await WritesAsync(town))["town-visits/visit"]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Every_other_write_is_done_once(bool isPostgres)
    {
        await using var town = await OpenAsync(isPostgres);
        var clerk = town.As("clerk");
        var place = (string)(await town.As("clerk", "town-base").Create("place", """{"name":"地"}"""))["id"]!;
        var id = (string)(await clerk.Create("visit", """{"title":"一"}"""))["id"]!;
        var other = (string)(await clerk.Create("visit", """{"title":"二"}"""))["id"]!;

        async Task Twice(HttpMethod method, string path, string? body, HttpStatusCode status, Func<Answer, bool>? holds = null)
        {
            var (request, before) = (Repeat(Guid.CreateVersion7()), await WritesAsync(town));
            for (var time = 0; time < 3; time++)
            {
                var answer = (await clerk.Send(method, path, body, request)).Is(status);
                Assert.Equal("accepted", answer.Headers[Result]);
                Assert.True(holds is null || holds(answer), answer.Text);
                if (time == 0)
                    before = await WritesAsync(town);
                else
                    Assert.Equal(before, await WritesAsync(town));
            }
        }

        await Twice(HttpMethod.Put, $"visit({id})", """{"title":"改"}""", HttpStatusCode.OK, answer => (string)answer.Json["title"]! == "改");
        await Twice(HttpMethod.Patch, $"visit({Guid.CreateVersion7()})", """{"title":"以键新建"}""", HttpStatusCode.Created);
        await Twice(HttpMethod.Put, $"visit({id})/remark", """{"value":"单个属性"}""", HttpStatusCode.NoContent);
        await Twice(HttpMethod.Put, $"visit({id})/place/$ref", $$"""{"@odata.id":"town_base__place({{place}})"}""", HttpStatusCode.NoContent);
        await Twice(HttpMethod.Post, "visit", """{"title":"深","earlier":{"title":"更早"}}""", HttpStatusCode.Created);
        await Twice(HttpMethod.Patch, "visit", $$"""{"value":[{"id":"{{other}}","remark":"批"},{"title":"新"}]}""", HttpStatusCode.OK, answer => answer.Values.Count == 2);
        await Twice(HttpMethod.Patch, "visit/$filter(title eq '新')/$each", """{"title":"新二"}""", HttpStatusCode.OK, answer => answer.Values.Count == 1);
        await Twice(HttpMethod.Delete, "visit/$filter(title eq '新二')/$each", null, HttpStatusCode.NoContent);
        await Twice(HttpMethod.Delete, "visit/$filter(title eq '没有')/$each", null, HttpStatusCode.NoContent);
        await Twice(HttpMethod.Post, $"visit({id})/submit", "{}", HttpStatusCode.OK, answer => (string)answer.Json["state"]! == "submitted");
        await Twice(HttpMethod.Delete, $"visit({other})", null, HttpStatusCode.NoContent);
        // What it made is gone: the answer has nothing, and is still that of a request that was done.
        var gone = Repeat(Guid.CreateVersion7());
        var made = (string)(await clerk.Post("visit", """{"title":"短"}""", gone)).Json["id"]!;
        (await clerk.Delete($"visit({made})")).Is(HttpStatusCode.NoContent);
        Assert.Equal("accepted", (await clerk.Post("visit", """{"title":"短"}""", gone)).Is(HttpStatusCode.NoContent).Headers[Result]);
        (await clerk.Get($"visit({made})")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_request_that_failed_left_nothing_and_is_done_when_it_can_be()
    {
        await using var town = await Town.OpenAsync();
        var (clerk, request) = (town.As("clerk"), Guid.CreateVersion7());
        var id = (string)(await clerk.Create("visit", """{"title":"一"}"""))["id"]!;
        var stale = await clerk.Patch($"visit({id})", """{"remark":"甲"}""", [.. Repeat(request), ("If-Match", "W/\"9\"")]);
        stale.Is(HttpStatusCode.PreconditionFailed);
        Assert.False(stale.Headers.ContainsKey(Result));
        (await clerk.Patch($"visit({id})", """{"remark":"甲"}""", [.. Repeat(request), ("If-Match", "W/\"1\"")])).Is(HttpStatusCode.OK);
        Assert.Equal("LC6401", (await clerk.Patch($"visit({id})", """{"count":-1}""", Repeat(request))).Is(HttpStatusCode.BadRequest).Error);
        var broken = Repeat(Guid.CreateVersion7());
        (await clerk.Patch($"visit({id})", """{"count":-1}""", broken)).Is(HttpStatusCode.UnprocessableEntity);
        (await clerk.Patch($"visit({id})", """{"count":1}""", broken)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_id_stands_for_one_request_of_one_person()
    {
        await using var town = await Town.OpenAsync();
        var (clerk, request) = (town.As("clerk"), Guid.CreateVersion7());
        (await clerk.Post("memo", """{"text":"甲"}""", Repeat(request))).Is(HttpStatusCode.Created);
        foreach (var other in (Task<Answer>[])
        [
            clerk.Post("memo", """{"text":"乙"}""", Repeat(request)), clerk.Post("memo?$select=id", """{"text":"甲"}""", Repeat(request)),
            clerk.Patch("memo", """{"text":"甲"}""", Repeat(request)), clerk.Post("visit", """{"text":"甲"}""", Repeat(request)),
        ])
        {
            var answer = (await other).Is(HttpStatusCode.BadRequest);
            Assert.Equal(("LC6401", "rejected"), (answer.Error, answer.Headers[Result]));
        }
        (await town.As("other").Post("memo", """{"text":"甲"}""", Repeat(request))).Is(HttpStatusCode.Created);
        Assert.Equal("1", (await clerk.Get("memo/$count")).Text);
        Assert.Equal("1", (await town.As("other").Get("memo/$count")).Text);
    }

    [Fact]
    public async Task What_cannot_be_remembered_is_refused_and_forgotten_when_its_time_is_over()
    {
        await using var town = await Town.OpenAsync();
        var (clerk, request) = (town.As("clerk"), Guid.CreateVersion7());
        async Task Refused(HttpStatusCode status, string code, params (string, string)[] headers)
        {
            var answer = (await clerk.Post("memo", """{"text":"甲"}""", headers)).Is(status);
            Assert.Equal((code, "rejected"), (answer.Error, answer.Headers[Result]));
        }
        await Refused(HttpStatusCode.BadRequest, "LC6400", Repeat(request)[0]);
        await Refused(HttpStatusCode.BadRequest, "LC6400", Repeat(request)[1]);
        await Refused(HttpStatusCode.BadRequest, "LC6400", ("Repeatability-Request-ID", "eins"), Repeat(request)[1]);
        await Refused(HttpStatusCode.BadRequest, "LC6400", Repeat(request, "2026-06-01T01:59:00Z"));
        await Refused(HttpStatusCode.BadRequest, "LC6403", Repeat(request, "Tue, 02 Jun 2026 02:00:01 GMT"));
        await Refused(HttpStatusCode.PreconditionFailed, "LC6402", Repeat(request, "Tue, 03 Mar 2026 01:59:59 GMT"));
        Assert.Equal("0", (await clerk.Get("memo/$count")).Text);
        Assert.Equal("LC6005", (await clerk.Post("$batch", Batch(), Repeat(request))).Is(HttpStatusCode.NotImplemented).Error);

        // A clock that is a little ahead: remembered for as long as it is not refused.
        var ahead = Repeat(request, "Tue, 02 Jun 2026 02:00:00 GMT");
        (await clerk.Post("memo", """{"text":"甲"}""", ahead)).Is(HttpStatusCode.Created);
        town.Clock.Advance(TimeSpan.FromDays(91));
        Assert.Equal(0, await town.Installation.ForgetAsync(TestContext.Current.CancellationToken));
        (await clerk.Post("memo", """{"text":"甲"}""", ahead)).Is(HttpStatusCode.Created);
        Assert.Equal("1", (await clerk.Get("memo/$count")).Text);
        town.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await town.Installation.ForgetAsync(TestContext.Current.CancellationToken));
        using (var snapshot = town.Installation.Store.Snapshot())
            Assert.Null(await snapshot.FindAsync(RequestSet.Name, RequestSet.IdOf("clerk", request), TestContext.Current.CancellationToken));
        await Refused(HttpStatusCode.PreconditionFailed, "LC6402", ahead);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_same_request_many_times_at_once_is_done_once(bool isPostgres)
    {
        await using var town = await OpenAsync(isPostgres);
        var clerk = town.As("clerk");
        var visit = (string)(await clerk.Create("visit", """{"title":"一"}"""))["id"]!;
        for (var round = 1; round <= 5; round++)
        {
            var (make, change, group) = (Repeat(Guid.CreateVersion7()), Repeat(Guid.CreateVersion7()), Guid.CreateVersion7());
            var tag = (await clerk.Get($"visit({visit})")).ETag!;
            var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(async () => (i % 3) switch
            {
                0 => (await clerk.Post("memo", $$"""{"text":"{{round}}"}""", make)).Is(HttpStatusCode.Created),
                1 => (await clerk.Patch($"visit({visit})", $$"""{"remark":"{{round}}"}""", [.. change, ("If-Match", tag)])).Is(HttpStatusCode.OK),
                _ => await clerk.Post("$batch", Batch(Request("1", "post", "memo", $$"""{"text":"{{round}} 组"}""", Headers(group, "\"atomicityGroup\":\"g\",")))),
            })));
            Assert.All(answers, answer => Assert.Contains("accepted", answer.Headers.GetValueOrDefault(Result) ?? answer.Text, StringComparison.Ordinal));
            Assert.Equal($"{2 * round}", (await clerk.Get("memo/$count")).Text);
            Assert.Equal(round + 1, (long)(await clerk.Get($"visit({visit})")).Json["revision"]!);
        }
        var writes = await WritesAsync(town);
        Assert.Equal((10, 6, 15), (writes["town-visits/memo"], writes["town-visits/visit"], writes[RequestSet.Name]));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Parts_of_groups_are_done_with_their_group_and_remembered_each(bool isPostgres)
    {
        await using var town = await OpenAsync(isPostgres);
        var clerk = town.As("clerk");
        var (memo, visit, id) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        const string group = "\"atomicityGroup\":\"g\",";
        string[] Group(string title) =>
        [
            Request("1", "post", "memo", """{"text":"甲"}""", Headers(memo, group)),
            Request("2", "post", "visit", $$"""{"id":"{{id}}","title":"{{title}}"}""", Headers(visit, group)),
            Request("3", "post", "$2/submit", "{}", Headers(Guid.CreateVersion7(), group)),
        ];
        // Title is needed for the third: the whole group leaves nothing.
        var failed = await clerk.Batch(Group(""));
        Assert.All(failed.Values, part => Assert.True(part.Status() >= 400));
        Assert.DoesNotContain(RequestSet.Name, (await WritesAsync(town)).Keys);
        var done = await clerk.Batch(Group("一"));
        Assert.Equal([201, 201, 200], done.Values.Select(part => part.Status()));
        var writes = await WritesAsync(town);
        // In another grouping, and with one that is new.
        var again = await clerk.Batch(
        [
            Request("2", "post", "visit", $$"""{"id":"{{id}}","title":"一"}""", Headers(visit)),
            Request("1", "post", "memo", """{"text":"甲"}""", Headers(memo, group)),
            Request("4", "patch", $"visit({id})", """{"note":"见"}""", Headers(Guid.CreateVersion7(), group)),
        ]);
        Assert.Equal([201, 201, 200], again.Values.Select(part => part.Status()));
        Assert.Equal("submitted", (string)again["2"]["body"]!["state"]!);
        Assert.All(again.Values, part => Assert.Equal("accepted", (string)part["headers"]!["repeatability-result"]!));
        var now = await WritesAsync(town);
        Assert.Equal((writes["town-visits/memo"], writes["town-visits/visit"] + 1), (now["town-visits/memo"], now["town-visits/visit"]));
        // Alone it is the same request as in a batch.
        (await clerk.Post("memo", """{"text":"甲"}""", Repeat(memo))).Is(HttpStatusCode.Created);
        Assert.Equal("1", (await clerk.Get("memo/$count")).Text);
        // The same twice in one group is done once.
        var twice = Guid.CreateVersion7();
        await clerk.Batch([Request("1", "post", "memo", """{"text":"重"}""", Headers(twice, group)), Request("2", "post", "memo", """{"text":"重"}""", Headers(twice, group))]);
        Assert.Equal("2", (await clerk.Get("memo/$count")).Text);
    }

    [Fact]
    public async Task It_is_advertised()
    {
        await using var town = await Town.OpenAsync();
        var text = (await town.As("clerk").Get("$metadata")).Text;
        Assert.Contains("<Annotation Term=\"Repeatability.Supported\" Bool=\"true\" />", text, StringComparison.Ordinal);
        Assert.Contains("Org.OData.Repeatability.V1.xml", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_reads_the_marks()
    {
        await using var town = await Town.OpenAsync();
        (await town.As("clerk").Post("memo", """{"text":"甲"}""", Repeat(Guid.CreateVersion7()))).Is(HttpStatusCode.Created);
        (await town.As("root").Get("request")).Is(HttpStatusCode.NotFound);
        using var reader = town.Installation.Read(Caller.System);
        Assert.Equal(0, (await reader.QueryAsync("system", "request", new LowCode.Storage.Queries.Query("") { Count = true }, TestContext.Current.CancellationToken)).Count);
    }
}
