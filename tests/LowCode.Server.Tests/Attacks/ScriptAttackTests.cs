using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LowCode.Server.Tests.Attacks;

/// <summary>
/// Scripts where texts belong, in a pack's labels and in what people answer: whatever shows them shows texts. Pages ask for
/// all of it from our own origin.
/// </summary>
public sealed partial class ScriptAttackTests(RunningServer running) : IClassFixture<RunningServer>, IAsyncLifetime
{
    private const string App = "script-attack";

    /// <summary>Ends whatever a text may stand in: an element, an attribute, a script, a text of JavaScript, a template, a comment.</summary>
    private const string Evil = "</script><script>globalThis.hacked=1</script><img src=x onerror=globalThis.hacked=1>\"'`;globalThis.hacked=1;//${globalThis.hacked=1}\\\"-->]]>\u2028globalThis.hacked=1\u2029{{7*7}}&#x3C;b&#x3E;";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var evil = JsonSerializer.Serialize(Evil);
        var files = new Dictionary<string, string>
        {
            ["app.json"] = $$"""{ "app": "{{App}}", "title": {{evil}}, "version": "1.0.0", "roles": [ { "name": "inspector", "title": {{evil}} } ] }""",
            ["options/kinds.json"] = $$"""{ "options": "kinds", "items": [ { "code": "a", "title": {{evil}} } ] }""",
            ["forms/note.json"] = $$"""
                { "form": "note", "title": {{evil}}, "display": "text",
                  "fields": [
                    { "name": "text", "type": "longText", "label": {{evil}}, "hint": {{evil}} },
                    { "name": "kind", "type": "choice", "options": "kinds", "label": {{evil}} },
                    { "name": "size", "type": "integer", "label": {{evil}}, "unit": {{evil}}, "max": 5 },
                    { "name": "papers", "type": "file", "label": {{evil}} },
                    { "name": "rows", "type": "table", "label": {{evil}}, "fields": [ { "name": "cell", "type": "text", "label": {{evil}}, "maxLength": 1000 } ] } ],
                  "access": [ { "role": "inspector", "can": ["read", "create", "update"] } ] }
                """,
            ["documents/sheet.json"] = $$"""{ "document": "sheet", "form": "note", "title": {{evil}}, "template": "sheet.html" }""",
            ["documents/sheet.html"] = """
                <h1>{{ document.title }}</h1><p title="{{ fields.text }}">{{ label 'text' }}: {{ fields.text }}</p><p>{{ fields.kind }} {{ fields.size }} {{ fields.papers }}</p>
                <table><tbody>{{ for row in fields.rows }}<tr><td>{{ row.cell }}</td></tr>{{ end }}</tbody></table><p>{{ document.madeBy }}</p>
                """,
        };
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                await using var entry = await zip.CreateEntry(path).OpenAsync(Cancel);
                await entry.WriteAsync(Encoding.UTF8.GetBytes(text), Cancel);
            }
        }
        using var admin = running.Server.Client("admin", DemoUsers.Password);
        using var response = await admin.PostAsync($"/admin/apps/{App}/publish", new ByteArrayContent(stream.ToArray()), Cancel);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_document_shows_answers_and_labels_as_texts()
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        var id = await NewAsync(client);
        using var page = await client.GetAsync($"/documents/{App}/sheet/{id}", Cancel);
        var html = await page.Content.ReadAsStringAsync(Cancel);
        Assert.True(page.StatusCode == HttpStatusCode.OK, html);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        // Nothing but the template's own elements, and no attribute that it has not.
        var elements = Element().Matches(html[html.IndexOf("<h1>", StringComparison.Ordinal)..]).Select(match => match.Groups[1].Value).Distinct().ToHashSet();
        Assert.Subset(new HashSet<string> { "h1", "p", "table", "tbody", "tr", "td", "body", "html", "main" }, elements);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("49", Attribute().Match(html).Value, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.Matches("title=\"[^\"<>]*&quot;[^\"<>]*\"", html);
    }

    [Fact]
    public async Task A_module_holds_labels_as_texts()
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        var module = await client.GetStringAsync($"/modules/{App}/note.mjs", Cancel);
        // Not even within a page's own script element, or read by an older JavaScript.
        Assert.DoesNotContain("</script", module, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\u2028", module, StringComparison.Ordinal);
        Assert.SkipUnless(NodeScript.CanRunNode(), "Node 20 or newer is needed: https://nodejs.org");
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "note.mjs"), module, Cancel);
        var start = new ProcessStartInfo("node", ["--input-type=module", "-e",
            "const form = await import('./note.mjs'); console.log(JSON.stringify({ hacked: globalThis.hacked ?? null, plan: form.plan }))"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var (written, errors) = (await node.StandardOutput.ReadToEndAsync(Cancel), await node.StandardError.ReadToEndAsync(Cancel));
        await node.WaitForExitAsync(Cancel);
        Assert.True(node.ExitCode == 0, errors);
        var read = JsonDocument.Parse(written).RootElement;
        Assert.Equal(JsonValueKind.Null, read.GetProperty("hacked").ValueKind);
        Assert.Contains(JsonSerializer.Serialize(Evil), JsonSerializer.Serialize(read.GetProperty("plan")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_is_data_whatever_one_asks_for()
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        var id = await NewAsync(client);
        foreach (var path in new[] { $"note({id})", "note", $"note({id})/text", "", "$openapi", $"note?$search={Uri.EscapeDataString("\"script\"")}", "note_rows", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "note?$filter=%3Cscript%3Ealert(1)%3C/script%3E", $"note({id})/papers" })
        {
            foreach (var accept in new[] { "*/*", "text/html", "text/html,application/xhtml+xml,*/*;q=0.8", "image/svg+xml" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"/odata/{App}/{path}");
                request.Headers.TryAddWithoutValidation("Accept", accept);
                using var response = await client.SendAsync(request, Cancel);
                Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
                Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
            }
            using var format = await client.GetAsync($"/odata/{App}/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}$format=text/html", Cancel);
            Assert.NotEqual("text/html", format.Content.Headers.ContentType?.MediaType);
        }
        foreach (var path in new[] { "/%3Cscript%3Ealert(1)%3C%2Fscript%3E", $"/documents/{App}/%3Cscript%3E/{id}", $"/documents/{App}/%3Cscript%3E/x", "/account/%3Cscript%3E", "/modules/%3Cscript%3E/a.mjs" })
        {
            using var missing = await client.GetAsync(path, Cancel);
            Assert.Equal((HttpStatusCode.NotFound, "application/json"), (missing.StatusCode, missing.Content.Headers.ContentType?.MediaType));
        }
        // The value of a text is a text, and metadata is XML in which labels are texts.
        using var value = await client.GetAsync($"/odata/{App}/note({id})/text/$value", Cancel);
        Assert.Equal("text/plain", value.Content.Headers.ContentType?.MediaType);
        var metadata = XDocument.Parse(await client.GetStringAsync($"/odata/{App}/$metadata", Cancel));
        Assert.DoesNotContain(metadata.Descendants(), element => element.Name.LocalName is "script" or "img");
        Assert.Contains(metadata.Descendants().Attributes(), attribute => attribute.Value == Evil);
    }

    [Theory]
    [InlineData("text/html", "a.html")]
    [InlineData("image/svg+xml", "a.svg")]
    [InlineData("application/xhtml+xml", "a.xhtml")]
    [InlineData("text/javascript", "a.js")]
    [InlineData("text/plain", "\"; filename=evil.html; x=\"")]
    public async Task An_attachment_is_something_to_save(string type, string name)
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        var id = await NewAsync(client, type, name);
        using var content = await client.GetAsync($"/odata/{App}/note({id})/papers/0/$value", Cancel);
        Assert.Equal((HttpStatusCode.OK, "attachment"), (content.StatusCode, content.Content.Headers.ContentDisposition?.DispositionType));
        Assert.Equal((name, null), (content.Content.Headers.ContentDisposition?.FileNameStar, content.Content.Headers.ContentDisposition?.FileName));
        Assert.Equal(["nosniff"], content.Headers.GetValues("X-Content-Type-Options"));
        Assert.StartsWith("default-src 'none'", content.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html\r\nX-Injected: 1")]
    [InlineData("text")]
    [InlineData("text/html, image/png")]
    [InlineData("图/片")]
    public async Task A_media_type_that_is_none_is_refused(string type)
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        var hash = await UploadAsync(client);
        using var named = await client.PostAsJsonAsync($"/odata/{App}/note", new { papers = new[] { new { hash, name = "a", mediaType = type } } }, Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, "LC8184"), (named.StatusCode, Assert.Single(await People.DetailsAsync(named))));
    }

    private static async Task<string> NewAsync(HttpClient client, string type = "text/plain", string name = "<img src=x onerror=alert(1)>")
    {
        var hash = await UploadAsync(client);
        using var made = await client.PostAsJsonAsync($"/odata/{App}/note",
            new { text = Evil.Replace("\u2028", "", StringComparison.Ordinal).Replace("\u2029", "", StringComparison.Ordinal), kind = "a", size = 1, rows = new[] { new { cell = "<script>alert(1)</script>" } }, papers = new[] { new { hash, name, mediaType = type } } }, Cancel);
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync(Cancel));
        return (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()!;
    }

    private static async Task<string> UploadAsync(HttpClient client)
    {
        using var content = new ByteArrayContent("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"u8.ToArray());
        using var sent = await client.PostAsync($"/odata/{App}/attachments", content, Cancel);
        return (await sent.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("hash").GetString()!;
    }

    [GeneratedRegex("</?([a-zA-Z0-9]+)")]
    private static partial Regex Element();

    [GeneratedRegex("title=\"[^\"]*\"")]
    private static partial Regex Attribute();
}
