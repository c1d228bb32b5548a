using System.Net;
using System.Text.Json.Nodes;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

/// <summary>Reading what is sensitive, in the clear, stands in the audit; reading anything else does not.</summary>
public sealed class ReadingNoteTests : IAsyncLifetime
{
    private Town _town = null!;
    private Client _clerk = null!;
    private string _id = "";

    public async ValueTask InitializeAsync()
    {
        _town = await Town.OpenAsync();
        _clerk = _town.As("clerk");
        _id = (string)(await _clerk.Create("visit", """{"title":"一","contact":{"name":"周","phone":"138"}}"""))["id"]!;
    }

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Theory]
    [InlineData("visit", "visit", null)]
    [InlineData("visit?$select=contact/phone&$top=3", "visit?$select=contact/phone&$top=3", null)]
    [InlineData("visit?$select=title&$filter=contact/phone eq '138' and count lt 7", "visit?$select=title&$filter=contact/phone eq ? and count lt ?", null)]
    [InlineData("visit?$select=title&$orderby=contact/phone", "visit?$select=title&$orderby=contact/phone", null)]
    [InlineData("visit?$select=title&$expand=earlier", "visit?$select=title&$expand=earlier", null, true)]
    [InlineData("visit?$apply=groupby((contact/phone))", "visit?$apply=groupby((contact/phone))", null)]
    [InlineData("visit/$count?$filter=startswith(contact/phone,'13')", "visit?$filter=startswith(contact/phone,?)", null)]
    [InlineData("visit?$select=title&$search=138", "visit?$select=title&$search=?", null)]
    [InlineData("visit({0})", "visit", "id")]
    [InlineData("visit({0})/contact", "visit/contact", "id")]
    [InlineData("visit({0})/contact/phone/$value", "visit/contact/phone", "id")]
    [InlineData("visit({0})/history()", "visit/history()", "id")]
    [InlineData("$all", "$all", null)]
    public async Task It_is_noted_with_who_and_what_and_without_values(string query, string noted, string? record, bool linked = false)
    {
        if (linked)
            await _clerk.Create("visit", $$"""{"title":"二","earlierId":"{{_id}}"}""");
        (await _clerk.Get(string.Format(null, query, _id))).Is(HttpStatusCode.OK);
        var note = Assert.Single(await NotesAsync());
        Assert.Equal(("clerk", "town-visits/visit", "contact.phone", noted, record is null ? null : _id),
            ((string)note["by"]!, (string)note["set"]!, (string)note["fields"]!, (string)note["query"]!, (string?)note["recordId"]));
        Assert.DoesNotContain("138", Answer.Compact(note), StringComparison.Ordinal);
        Assert.Null((await _town.Installation.Store.VerifyChangesAsync(cancel: TestContext.Current.CancellationToken)).Break);
    }

    [Theory]
    [InlineData("clerk", "visit?$select=title")]
    [InlineData("clerk", "visit?$select=contact/name&$filter=title eq '138'&$orderby=count")]
    [InlineData("clerk", "visit({0})?$select=title")]
    [InlineData("clerk", "visit({0})/title")]
    [InlineData("clerk", "visit({0})/$ref")]
    [InlineData("clerk", "visit/$ref")]
    [InlineData("clerk", "visit/$count")]
    [InlineData("clerk", "visit_supplies")]
    [InlineData("clerk", "visit?$apply=groupby((title),aggregate($count as n))")]
    [InlineData("clerk", "visit?$select=title&$expand=earlier($select=title)")]
    [InlineData("clerk", "memo")]
    [InlineData("guest", "visit")]
    [InlineData("guest", "visit({0})")]
    [InlineData("guest", "visit({0})/history()")]
    [InlineData("other", "memo")]
    public async Task What_is_not_sensitive_or_not_seen_is_not_noted(string who, string query)
    {
        await _clerk.Create("visit", $$"""{"title":"二","earlierId":"{{_id}}"}""");
        (await _town.As(who).Get(string.Format(null, query, _id))).Is(HttpStatusCode.OK);
        Assert.Empty(await NotesAsync());
    }

    [Fact]
    public async Task Changes_that_are_followed_are_noted_and_so_is_who_reads_the_audit()
    {
        var link = (string)(await _clerk.Get("visit?$select=title", ("Prefer", "track-changes"))).Json["@odata.deltaLink"]!;
        await _clerk.Patch($"visit({_id})", """{"title":"三"}""");
        Assert.Empty(await NotesAsync());
        (await _clerk.Get(link)).Is(HttpStatusCode.OK);
        Assert.Empty(await NotesAsync());
        var whole = (string)(await _clerk.Get("visit", ("Prefer", "track-changes"))).Json["@odata.deltaLink"]!;
        (await _clerk.Get(whole)).Is(HttpStatusCode.OK);
        Assert.Equal(2, (await NotesAsync()).Count);

        var about = (await _town.As("chief").Get("changes?$filter=command eq 'read' and set eq 'system/change'")).Is(HttpStatusCode.OK).Values;
        Assert.Contains(about, note => (string)note!["by"]! == "root" && (string)note["query"]! == "changes?$filter=command eq ? and set eq ?");
        Assert.Equal(Town.Committee, (string)(await _town.As("auditor").Get("changes?$filter=set eq 'town-visits/visit' and command eq 'read'")).Values[0]!["division"]!);
    }

    private async Task<List<JsonNode>> NotesAsync() =>
        [.. (await _town.As("root").Get("changes?$filter=command eq 'read' and set eq 'town-visits/visit'")).Is(HttpStatusCode.OK).Values.Select(note => note!)];
}
