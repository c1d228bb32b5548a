using System.Net;
using LowCode.OData.Tests.Hosting;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Users;

namespace LowCode.OData.Tests;

/// <summary>The change log as auditors query it.</summary>
public class ChangesTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");
    readonly Client _auditor = fixture.Town.As("auditor");

    [Fact]
    public async Task Auditors_find_changes_by_record_person_set_command_and_time_and_others_find_none()
    {
        var before = fixture.Town.Clock.GetUtcNow();
        var id = (string)(await _clerk.Create("visit", """{"title":"一"}"""))["id"]!;
        await _clerk.Patch($"visit({id})", """{"title":"二"}""");
        fixture.Town.Clock.Advance(TimeSpan.FromHours(1));
        await _clerk.Post($"visit({id})/submit", null);

        async Task<string> Commands(Client who, string filter) => string.Join(' ', (await who.Get($"changes?$filter=recordId eq {id}{filter}"))
            .Is(HttpStatusCode.OK).Values.Select(change => (string)change!["command"]!));

        Assert.Equal("transition:submit update create", await Commands(_auditor, ""));
        Assert.Equal("transition:submit update create", await Commands(_auditor, " and set eq 'town-visits/visit' and by eq 'clerk'"));
        Assert.Equal("", await Commands(_auditor, " and by eq 'root'"));
        Assert.Equal("update", await Commands(_auditor, " and command eq 'update'"));
        Assert.Equal("transition:submit", await Commands(_auditor, $" and at gt {before:yyyy-MM-ddTHH:mm:ssZ} and at ge {before.AddMinutes(30):yyyy-MM-ddTHH:mm:ssZ}"));
        Assert.Equal("update create", await Commands(_auditor, $" and at lt {before.AddMinutes(30):yyyy-MM-ddTHH:mm:ssZ}"));
        Assert.Equal("create update transition:submit", await Commands(_auditor, "&$orderby=number"));
        Assert.Equal("create update", await Commands(_auditor, "&$orderby=at,number&$top=2"));
        Assert.Equal("transition:submit update create", await Commands(fixture.Town.As("chief"), ""));
        foreach (var other in (string[])["clerk", "reviewer", "nobody", "stranger"])
            Assert.Equal("", await Commands(fixture.Town.As(other), ""));
        Assert.Equal(2, (int)(await _auditor.Get($"changes?$apply=filter(recordId eq {id} and command ne 'create')/aggregate($count as n)")).Values[0]!["n"]!);
        Assert.Equal("3", (await _auditor.Get($"changes/$count?$filter=recordId eq {id}")).Text);
    }

    [Fact]
    public async Task Pages_follow_each_other_and_each_change_has_an_address()
    {
        for (var i = 0; i < 7; i++)
            await _clerk.Create("memo", $$"""{"text":"{{i}}"}""");
        foreach (var order in (string[])["", "&$orderby=number", "&$orderby=number desc", "&$orderby=at desc"])
        {
            var all = (await _auditor.Get($"changes?$filter=set eq 'town-visits/memo'{order}")).Is(HttpStatusCode.OK).Values.Select(change => (long)change!["number"]!).ToList();
            Assert.True(all.Count >= 7);
            var seen = new List<long>();
            for (string? next = $"changes?$filter=set eq 'town-visits/memo'{order}"; next is not null;)
            {
                var page = (await _auditor.Get(next, ("Prefer", "maxpagesize=3"))).Is(HttpStatusCode.OK);
                seen.AddRange(page.Values.Select(change => (long)change!["number"]!));
                next = (string?)page.Json["@odata.nextLink"];
            }
            Assert.Equal(all, seen);
        }
        var first = (await _auditor.Get("changes?$top=1")).Values[0]!;
        Assert.Equal((long)first["number"]!, (long)(await _auditor.Get($"changes({first["id"]})")).Is(HttpStatusCode.OK).Json["number"]!);
        (await _clerk.Get($"changes({first["id"]})")).Is(HttpStatusCode.NotFound);
        (await _auditor.Get($"changes({Guid.NewGuid()})")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task It_is_read_and_neither_written_nor_followed()
    {
        (await _auditor.Post("changes", "{}")).Is(HttpStatusCode.MethodNotAllowed);
        var page = (await _auditor.Get("changes?$top=1", ("Prefer", "track-changes"))).Is(HttpStatusCode.OK);
        Assert.Null(page.Json["@odata.deltaLink"]);
        (await _auditor.Delete($"changes({page.Values[0]!["id"]})")).Is(HttpStatusCode.MethodNotAllowed);
        (await _auditor.Get("$all")).Is(HttpStatusCode.OK);
        Assert.Contains("changes", (await _auditor.Get("")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_belongs_to_no_division_is_for_those_who_audit_everything()
    {
        Assert.Empty((await _auditor.Get("changes?$filter=set eq 'system/user'")).Values);
        Assert.NotEmpty((await fixture.Town.As("chief").Get("changes?$filter=set eq 'system/user'")).Values);
        Assert.NotEmpty((await fixture.Town.As("root").Get("changes?$filter=set eq 'system/app' and command eq 'publish'")).Values);
    }

    [Fact]
    public async Task An_auditor_of_everything_is_added_like_any_other_user_and_keeps_the_role()
    {
        var cancel = TestContext.Current.CancellationToken;
        var users = fixture.Town.Installation.Users;
        RoleAssignment everything = new("auditor", "", "system");
        Assert.IsType<UserDone>(await users.Administration.CreateAsync(Town.People["root"], new Caller("zongshen", "总审计", [everything]), null, cancel));
        Assert.Equal(everything, Assert.Single((await users.FindAsync("zongshen", cancel))!.Roles));
        Assert.IsType<Invalid>(await users.Administration.CreateAsync(Town.People["root"], new Caller("jiashen", "假审计", [new("clerk", "", "system")]), null, cancel));
    }
}
