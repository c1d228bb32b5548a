using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

public class DeltaTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    static string Tag() => "D" + Guid.NewGuid().ToString("N");

    async Task<string> New(string tag, int count = 0) => (string)(await _clerk.Create("visit", $$"""{"title":"变更","tag":"{{tag}}","count":{{count}}}"""))["id"]!;

    static async Task<string> Link(Client client, string query) =>
        (string)(await client.Get(query, ("Prefer", "odata.track-changes"))).Is(HttpStatusCode.OK).Json["@odata.deltaLink"]!;

    [Fact]
    public async Task Section_11_3_a_delta_link_tells_what_was_added_changed_and_removed()
    {
        var tag = Tag();
        var (kept, changed, gone, left) = (await New(tag), await New(tag), await New(tag), await New(tag));
        var first = (await _clerk.Get($"visit?$filter=tag eq '{tag}'&$select=title,count", ("Prefer", "odata.track-changes, return=minimal"))).Is(HttpStatusCode.OK);
        Assert.Equal("track-changes", first.Headers["Preference-Applied"]);
        var link = (string)first.Json["@odata.deltaLink"]!;
        var empty = (await _clerk.Get(link)).Is(HttpStatusCode.OK).Json;
        Assert.Empty(empty["value"]!.AsArray());
        (await _clerk.Patch($"visit({changed})", """{"count":5}""")).Is(HttpStatusCode.OK);
        (await _clerk.Delete($"visit({gone})")).Is(HttpStatusCode.NoContent);
        (await _clerk.Patch($"visit({left})", """{"tag":"anders"}""")).Is(HttpStatusCode.OK);
        var added = await New(tag);
        (await _clerk.Patch($"visit({added})", """{"count":6}""")).Is(HttpStatusCode.OK);
        await New(Tag());
        await _clerk.Delete($"visit({await New(tag)})");

        var delta = (await _clerk.Get((string)empty["@odata.deltaLink"]!)).Is(HttpStatusCode.OK).Json;

        Assert.Equal($"{_clerk.Root}$metadata#visit(title,count)/$delta", (string?)delta["@odata.context"]);
        var changes = delta["value"]!.AsArray();
        Assert.Equal(4, changes.Count);
        Assert.Equal(("变更", 5), ((string)changes[0]!["title"]!, (int)changes[0]!["count"]!));
        Assert.False(changes[0]!.AsObject().ContainsKey("tag"));
        Assert.Equal($$"""{"@odata.removed":{"reason":"deleted"},"@odata.id":"{{_clerk.Root}}visit({{gone}})","id":"{{gone}}"}""", Answer.Compact(changes[1]));
        Assert.Equal(("changed", left), ((string)changes[2]!["@odata.removed"]!["reason"]!, (string)changes[2]!["id"]!));
        Assert.Equal(6, (int)changes[3]!["count"]!);
        Assert.Equal("4", (await _clerk.Get(((string)empty["@odata.deltaLink"]!).Replace("visit?", "visit/$count?", StringComparison.Ordinal))).Text);
        Assert.DoesNotContain(kept, Answer.Compact(delta), StringComparison.Ordinal);
        Assert.Empty((await _clerk.Get((string)delta["@odata.deltaLink"]!)).Values);
    }

    [Fact]
    public async Task Section_11_3_a_set_that_its_path_filters_is_followed()
    {
        var tag = Tag();
        var (grows, shrinks) = (await New(tag, 1), await New(tag, 9));
        var link = await Link(_clerk, $"visit/$filter(tag eq '{tag}')/$filter(count gt @n)?$filter=title ne 'x'&$select=count&@n=5");
        Assert.Contains("/$filter(", link, StringComparison.Ordinal);
        await _clerk.Patch($"visit({grows})", """{"count":7}""");
        await _clerk.Patch($"visit({shrinks})", """{"count":2}""");
        await New(tag, 3);
        var delta = (await _clerk.Get(link)).Is(HttpStatusCode.OK).Json;
        Assert.Equal([$"7", $"{shrinks} changed"], delta["value"]!.AsArray().Select(change => change!["count"] is { } count ? $"{count}" : $"{change["id"]} {change["@odata.removed"]!["reason"]}"));
        Assert.Empty((await _clerk.Get((string)delta["@odata.deltaLink"]!)).Is(HttpStatusCode.OK).Values);
        // The condition is a part of the query.
        Assert.Equal("LC6120 $deltatoken", (await _clerk.Get(link.Replace("count%20gt", "count%20ge", StringComparison.Ordinal))).Is(HttpStatusCode.BadRequest).Error);
        (await _clerk.Get($"visit({grows})/visit_earlier?$deltatoken=x")).Is(HttpStatusCode.NotImplemented);
        Assert.Null((await _clerk.Get($"visit/$filter(tag eq '{tag}' and createdAt lt now())", ("Prefer", "track-changes"))).Is(HttpStatusCode.OK).Json["@odata.deltaLink"]);
    }

    [Fact]
    public async Task Section_11_3_a_delta_comes_in_pages_and_counts_when_that_was_asked()
    {
        var tag = Tag();
        var link = await Link(_clerk, $"visit?$filter=tag eq '{tag}'&$count=true&$select=id");
        List<string> made = [];
        for (var i = 0; i < 7; i++)
            made.Add(await New(tag));
        List<string> told = [];
        var pages = 0;
        for (string? next = link; next is not null; pages++)
        {
            var page = (await _clerk.Get(next, ("Prefer", "maxpagesize=3"))).Is(HttpStatusCode.OK);
            Assert.Equal("maxpagesize=3", page.Headers["Preference-Applied"]);
            Assert.Equal(7 - told.Count, (int)page.Json["@odata.count"]!);
            told.AddRange(page.Values.Select(value => (string)value!["id"]!));
            next = (string?)page.Json["@odata.nextLink"];
        }
        Assert.Equal(made, told);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task Section_11_3_a_4_0_client_gets_deleted_entities_in_their_own_form()
    {
        var tag = Tag();
        var id = await New(tag);
        var link = await Link(_clerk, $"visit?$filter=tag eq '{tag}'");
        (await _clerk.Delete($"visit({id})")).Is(HttpStatusCode.NoContent);
        var delta = (await _clerk.Get(link, ("OData-MaxVersion", "4.0"))).Is(HttpStatusCode.OK);
        Assert.Equal($$"""{"@odata.context":"{{_clerk.Root}}$metadata#visit/$deletedEntity","id":"{{_clerk.Root}}visit({{id}})","reason":"deleted"}""", Answer.Compact(delta.Values[0]));
    }

    [Theory]
    [InlineData("visit?$top=1"), InlineData("visit?$skip=1"), InlineData("visit?$expand=place"), InlineData("visit?$filter=place/name eq 'x'")]
    [InlineData("visit?$filter=calledAt lt now()"), InlineData("visit_supplies"), InlineData("visit?$filter=earlier/place/name ne null or count eq 1")]
    public async Task What_cannot_be_followed_has_no_delta_link(string query)
    {
        var answer = (await _clerk.Get(query, ("Prefer", "track-changes"))).Is(HttpStatusCode.OK);
        Assert.Null(answer.Json["@odata.deltaLink"]);
        Assert.False(answer.Headers.ContainsKey("Preference-Applied"));
    }

    [Fact]
    public async Task Nobody_asked_for_it_gets_no_delta_link() =>
        Assert.Null((await _clerk.Get("visit?$filter=tag eq 'x'")).Is(HttpStatusCode.OK).Json["@odata.deltaLink"]);

    [Fact]
    public async Task A_link_that_was_altered_is_a_bad_request_and_one_of_somebody_else_is_gone()
    {
        var link = await Link(_clerk, $"visit?$filter=tag eq '{Tag()}'");
        foreach (var wrong in (string[])
            [link[..^1], link + "A", link.Replace("tag", "title", StringComparison.Ordinal), link + "&$select=id", link.Replace("/visit?", "/memo?", StringComparison.Ordinal), "visit?$deltatoken=1", "visit?$deltatoken=", "visit?$deltatoken=%00"])
        {
            var answer = await _clerk.Get(wrong);
            Assert.True(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Gone, $"{wrong}: {answer.Text}");
        }
        Assert.Equal("LC6120 $deltatoken", (await _clerk.Get("visit?$deltatoken=1")).Is(HttpStatusCode.BadRequest).Error);
        foreach (var other in (string[])["other", "guest", "root"])
        {
            var gone = (await fixture.Town.As(other).Get(link)).Is(HttpStatusCode.Gone);
            Assert.Equal("LC6121 $deltatoken", gone.Error);
            Assert.Equal(link[..link.IndexOf("&$deltatoken", StringComparison.Ordinal)], gone.Headers["Location"]);
        }
        var (before, token) = link.Split("$deltatoken=") is [var query, var last] ? (query, last) : default;
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(token)).Split('.');
        var ahead = Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"99999999.{parts[1]}.{parts[2]}.{parts[3]}.{parts[4]}"));
        (await _clerk.Get($"{before}$deltatoken={ahead}")).Is(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Who_follows_delta_links_has_what_a_query_finds_at_every_moment()
    {
        var (followed, told) = (0, 0);
        for (var seed = 0; seed < 4; seed++)
        {
            await using var town = await Town.OpenAsync();
            await Town.PublishAsync(town.Installation, Reach);
            var random = new Random(seed);
            var root = town.As("root", "town-reach");
            var followers = new List<Follower>();
            foreach (var user in (string[])["root", "clerk", "other", "reviewer", "guest"])
            {
                foreach (var query in (string[])["note?", "note?$filter=level ge 2&", "note?$select=id,level&$orderby=level&"])
                    followers.Add(new Follower(town.As(user, "town-reach"), user, query, random));
            }
            var ids = new List<Guid>();
            for (var round = 0; round < 12; round++)
            {
                await Change(root, ids, random, 12);
                foreach (var follower in followers)
                {
                    if (random.Next(2) == 0)
                        continue;
                    // Between the pages of one answer others go on.
                    told += await follower.FollowAsync(() => Change(root, ids, random, random.Next(3)));
                    await follower.CatchUpAsync();
                    await follower.CheckAsync();
                    followed++;
                }
            }
            // Nobody was told of a record that was never theirs to see.
            foreach (var follower in followers)
            {
                foreach (var id in follower.EverTold)
                    Assert.True(await WasSeenAsync(town, follower, id), $"{follower.User} {follower.Query} {id}");
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{followed} times followed, {told} changes told");
        Assert.True(told > 500);
    }

    static async Task<bool> WasSeenAsync(Town town, Follower follower, string id)
    {
        var level = town.Installation.Apps["town-reach"].Forms["note"].Shape["level"].Index;
        await foreach (var entry in town.Installation.Store.HistoryAsync("town-reach/note", Guid.Parse(id), TestContext.Current.CancellationToken))
        {
            if (entry.Record is { } record
                && follower.User switch { "clerk" => record.Division == Town.Committee, "other" => record.Division == Town.OtherCommittee, "guest" => false, _ => true }
                && (!follower.Query.Contains("ge 2", StringComparison.Ordinal) || record.Data[level].AsInteger() >= 2))
                return true;
        }
        return false;
    }

    static async Task Change(Client root, List<Guid> ids, Random random, int count)
    {
        string Content() => $$"""
            {"text":"{{random.Next(100)}}","level":{{random.Next(4)}},"division":"{{(random.Next(3) == 0 ? Town.OtherCommittee : Town.Committee)}}"}
            """;
        for (var i = 0; i < count; i++)
        {
            var kind = random.Next(10);
            if (kind < 3 || ids.Count == 0)
            {
                ids.Add(Guid.Parse((string)(await root.Create("note", Content()))["id"]!));
            }
            else if (kind < 9)
            {
                (await root.Patch($"note({ids[random.Next(ids.Count)]})", Content())).Is(HttpStatusCode.OK);
            }
            else
            {
                var at = random.Next(ids.Count);
                (await root.Delete($"note({ids[at]})")).Is(HttpStatusCode.NoContent);
                ids.RemoveAt(at);
            }
        }
    }

    static IEnumerable<(string, string)> ReachFiles =>
    [
        ("app.json", """
        { "app": "town-reach", "title": "可见范围", "version": "1.0.0",
          "roles": [ { "name": "clerk", "title": "办事员" }, { "name": "guest", "title": "访客" }, { "name": "reviewer", "title": "审核员" } ] }
        """),
        ("forms/note.json", """
        { "form": "note", "title": "记录",
          "fields": [ { "name": "text", "type": "text" }, { "name": "level", "type": "integer" } ],
          "access": [ { "role": "clerk", "can": ["read"], "reach": "unit" }, { "role": "reviewer", "can": ["read"], "reach": "subtree" },
                      { "role": "guest", "can": ["read"], "reach": "own" } ] }
        """),
    ];

    static Definitions.Reading.MemoryFiles Reach => Packs.Pack([.. ReachFiles]);

    /// <summary>Somebody who holds a copy of what a query finds and keeps it up with delta links alone.</summary>
    sealed class Follower(Client client, string user, string query, Random random)
    {
        readonly Dictionary<string, string> _copy = [];
        string? _link;

        public string User => user;

        public string Query => query;

        /// <summary>Every id that this person was ever told.</summary>
        public HashSet<string> EverTold { get; } = [];

        public async Task<int> FollowAsync(Func<Task> between)
        {
            var told = 0;
            string? next = _link ?? query.TrimEnd('&', '?');
            _link = null;
            while (next is not null)
            {
                var size = random.Next(2, 9).ToString(CultureInfo.InvariantCulture);
                var answer = (await client.Get(next, ("Prefer", $"odata.track-changes, maxpagesize={size}"))).Is(HttpStatusCode.OK);
                foreach (var value in answer.Values)
                {
                    told++;
                    var id = (string)value!["id"]!;
                    EverTold.Add(id);
                    if (value["@odata.removed"] is null)
                        _copy[id] = Answer.Compact(value);
                    else
                        _copy.Remove(id);
                }
                next = (string?)answer.Json["@odata.nextLink"];
                _link = (string?)answer.Json["@odata.deltaLink"];
                Assert.True(next is null ^ _link is null);
                if (next is not null)
                    await between();
            }
            return told;
        }

        /// <summary>Once more, with nobody in between: now the copy is of this moment.</summary>
        public Task<int> CatchUpAsync() => FollowAsync(() => Task.CompletedTask);

        public async Task CheckAsync()
        {
            var now = await AllAsync();
            Assert.Equal(now.ToDictionary(value => (string)value["id"]!, value => Answer.Compact(value)).OrderBy(pair => pair.Key),
                _copy.OrderBy(pair => pair.Key));
        }

        async Task<List<JsonNode>> AllAsync() => [.. (await client.Get(query.TrimEnd('&', '?'))).Is(HttpStatusCode.OK).Values.Select(value => value!)];
    }
}
