using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace LowCode.Server.Tests;

/// <summary>Outlines and modules of versions of before, for records that are pinned to them.</summary>
public class EarlierVersionTests(RunningServer running) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_version_of_before_consisted_of_is_told()
    {
        await PublishAsync(Files("1.0.0", """{ "name": "remark", "type": "text", "label": "备注" }, { "name": "gone", "type": "choice", "options": "colours", "label": "颜色" }, { "name": "secret", "type": "text", "label": "机密" }""", "红", ""));
        await PublishAsync(Files("1.1.0", """{ "name": "comment", "renamedFrom": "remark", "type": "text", "label": "意见" }, { "name": "secret", "type": "text", "label": "机密" }, { "name": "added", "type": "text", "label": "新增" }""", "赤", ", \"hides\": [\"secret\"]"));
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        var now = await client.GetFromJsonAsync<JsonElement>("/apps/colours", Cancel);
        Assert.Equal((2, "comment added"), (now.GetProperty("version").GetInt32(), Fields(now)));
        var then = await client.GetFromJsonAsync<JsonElement>("/apps/colours?version=1", Cancel);
        Assert.Equal((1, "remark gone"), (then.GetProperty("version").GetInt32(), Fields(then)));
        var (remark, gone) = (Field(then, 0), Field(then, 1));
        Assert.Equal(("备注", "remark", "comment"), (remark.GetProperty("label").GetString(), remark.GetProperty("property").GetString(), remark.GetProperty("now").GetString()));
        Assert.True(gone.GetProperty("dropped").GetBoolean());
        Assert.False(gone.TryGetProperty("now", out _));
        Assert.Equal("红", then.GetProperty("options").GetProperty("colours/colours")[0].GetProperty("title").GetString());
        Assert.Equal("赤", now.GetProperty("options").EnumerateObject().Any() ? now.GetProperty("options").GetProperty("colours/colours")[0].GetProperty("title").GetString() : "赤");
        Assert.Contains("\"remark\"", await client.GetStringAsync("/modules/colours/note.mjs?version=1", Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain("\"remark\"", await client.GetStringAsync("/modules/colours/note.mjs", Cancel), StringComparison.Ordinal);
        foreach (var path in (string[])["/apps/colours?version=3", "/apps/colours?version=x", "/apps/nothing?version=1", "/modules/colours/note.mjs?version=3", "/modules/colours/nothing.mjs?version=1"])
        {
            using var nothing = await client.GetAsync(path, Cancel);
            Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        }
        using var first = await client.GetAsync("/apps/colours?version=1", Cancel);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/apps/colours?version=1");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var same = await client.SendAsync(again, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    private static JsonElement Field(JsonElement app, int at) => app.GetProperty("forms")[0].GetProperty("fields")[at];

    private static string Fields(JsonElement app) => string.Join(' ', app.GetProperty("forms")[0].GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("name").GetString()));

    private static Dictionary<string, string> Files(string version, string fields, string red, string hides) => new()
    {
        ["app.json"] = $$"""{ "app": "colours", "title": "颜色", "version": "{{version}}", "roles": [ { "name": "inspector", "title": "检查员" } ] }""",
        ["options/colours.json"] = $$"""{ "options": "colours", "items": [ { "code": "red", "title": "{{red}}" } ] }""",
        ["forms/note.json"] = $$"""{ "form": "note", "title": "记", "fields": [ {{fields}} ], "access": [ { "role": "inspector", "can": ["read", "create"], "reach": "unit"{{hides}} } ] }""",
    };

    private async Task PublishAsync(Dictionary<string, string> files)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        using var admin = running.Server.Client("admin", DemoUsers.Password);
        using var published = await admin.PostAsync("/admin/apps/colours/publish", new ByteArrayContent(buffer.ToArray()), Cancel);
        Assert.True(published.IsSuccessStatusCode, await published.Content.ReadAsStringAsync(Cancel));
    }
}
