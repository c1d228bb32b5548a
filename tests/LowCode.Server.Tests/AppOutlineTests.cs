using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace LowCode.Server.Tests;

public class AppOutlineTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Viewer = "viewer.city";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_apps_are_listed_with_what_the_caller_may_do()
    {
        var answer = await GetAsync(DemoUsers.Inspector, "/apps");
        var flood = answer.GetProperty("apps").EnumerateArray().Single(app => app.GetProperty("name").GetString() == "flood-readiness");
        Assert.Equal("基层防汛", flood.GetProperty("title").GetString());
        var inspection = Named(flood, "forms", "inspection");
        Assert.Equal(["read", "create", "update"], Texts(inspection.GetProperty("can")));
        Assert.Contains("byDate", inspection.GetProperty("views").EnumerateArray().Select(view => view.GetProperty("name").GetString()));
        Assert.Equal("Asia/Shanghai", answer.GetProperty("timeZone").GetString());
        Assert.Contains("{label}", answer.GetProperty("messages").GetProperty("LC3101").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_is_outlined_in_the_callers_language()
    {
        var english = await GetAsync(DemoUsers.Inspector, "/apps/flood-readiness", "en");
        var chinese = await GetAsync(DemoUsers.Inspector, "/apps/flood-readiness", "zh-CN");
        Assert.Equal("Date of inspection", Named(Named(english, "forms", "inspection"), "fields", "inspectedOn").GetProperty("label").GetString());
        Assert.Equal("检查日期", Named(Named(chinese, "forms", "inspection"), "fields", "inspectedOn").GetProperty("label").GetString());
    }

    [Fact]
    public async Task Fields_have_what_pages_need()
    {
        var form = Named(await GetAsync(DemoUsers.Inspector, "/apps/flood-readiness"), "forms", "inspection");
        var site = Named(form, "fields", "site");
        Assert.Equal("siteId", site.GetProperty("property").GetString());
        Assert.Equal(("community-base", "site", "name"), (site.GetProperty("to").GetProperty("app").GetString(),
            site.GetProperty("to").GetProperty("form").GetString(), site.GetProperty("to").GetProperty("display").GetString()));
        Assert.Equal("community-base/yesNoNa", Named(form, "fields", "hasPlan").GetProperty("options").GetString());
        Assert.True(Named(Named(form, "fields", "supplies"), "fields", "short").GetProperty("computed").GetBoolean());
        Assert.Equal("text", Named(form, "fields", "siteName").GetProperty("type").GetString());
        Assert.Equal("人", Named(Named(form, "fields", "team"), "fields", "members").GetProperty("unit").GetString());
        Assert.Equal("siteName", form.GetProperty("display").GetString());
        Assert.Equal("310106006002", Assert.Single(form.GetProperty("createsAt").EnumerateArray()).GetProperty("code").GetString());
        var workflow = form.GetProperty("workflow");
        Assert.Equal("待街镇审核", Named(workflow, "states", "submitted").GetProperty("title").GetString());
        Assert.Equal(["reviewNote"], Texts(Named(workflow, "transitions", "return").GetProperty("needs")));
        Assert.False(Named(workflow, "transitions", "return").GetProperty("submits").GetBoolean());
    }

    [Fact]
    public async Task Option_lists_of_other_apps_come_along()
    {
        var app = await GetAsync(DemoUsers.Inspector, "/apps/flood-readiness");
        Assert.Equal(["yes", "no", "na"], app.GetProperty("options").GetProperty("community-base/yesNoNa").EnumerateArray()
            .Select(option => option.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task What_is_hidden_from_the_caller_is_not_in_it()
    {
        var form = Named(await GetAsync(Viewer, "/apps/flood-readiness"), "forms", "inspection");
        Assert.DoesNotContain("signature", Names(form.GetProperty("fields")));
        Assert.DoesNotContain("dutyPhone", Names(Named(form, "fields", "organization").GetProperty("fields")));
        Assert.Equal(["read"], Texts(form.GetProperty("can")));
    }

    [Fact]
    public async Task What_is_masked_for_the_caller_says_so()
    {
        var seen = Named(await GetAsync(Viewer, "/apps/community-base"), "forms", "contact");
        Assert.True(Named(seen, "fields", "phone").GetProperty("masked").GetBoolean());
        var clear = Named(await GetAsync(DemoUsers.Inspector, "/apps/community-base"), "forms", "contact");
        Assert.False(Named(clear, "fields", "phone").TryGetProperty("masked", out _));
    }

    [Fact]
    public async Task A_page_that_has_it_is_told_so()
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        foreach (var path in (string[])["/apps", "/apps/flood-readiness"])
        {
            using var first = await client.GetAsync(path, Cancel);
            Assert.Contains("Accept-Language", first.Headers.Vary);
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var again = await client.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        }
    }

    [Fact]
    public async Task There_is_nothing_of_an_app_that_is_not_there()
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var response = await client.GetAsync("/apps/nothing", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Nobody_is_told_anything_without_a_sign_in()
    {
        using var nobody = running.Server.Client();
        foreach (var path in (string[])["/apps", "/apps/flood-readiness"])
        {
            using var response = await nobody.GetAsync(path, Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    private static JsonElement Named(JsonElement parent, string list, string name) =>
        parent.GetProperty(list).EnumerateArray().Single(item => item.GetProperty("name").GetString() == name);

    private static IEnumerable<string?> Names(JsonElement list) => list.EnumerateArray().Select(item => item.GetProperty("name").GetString());

    private static string?[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString())];

    private async Task<JsonElement> GetAsync(string user, string path, string? language = null)
    {
        using var client = running.Server.Client(user, DemoUsers.Password);
        if (language is not null)
            client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return await client.GetFromJsonAsync<JsonElement>(path, Cancel);
    }
}
