using System.Net;
using System.Net.Http.Json;

namespace LowCode.Server.Tests;

/// <summary>The audit from the outside: where changes came from, erasure over HTTP, and what the tool exports.</summary>
public sealed class AuditTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Addresses_stand_in_the_audit_an_erasure_leaves_it_whole_and_an_export_is_verified_away_from_it()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        Guid id;
        await using (var server = await ServerProcess.StartAsync(data, Cancel, "--TrustedProxies:0=127.0.0.1"))
        {
            using var inspector = server.Client(DemoUsers.Inspector, DemoUsers.Password);
            inspector.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
            using var created = await inspector.PostAsJsonAsync("/odata/community-base/site", new { name = "点位甲", type = "committee", address = "演示路 1 号", flood = new { relevant = "no" } }, Cancel);
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
            id = (await created.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Cancel)).GetProperty("id").GetGuid();
            using var admin = server.Client("admin", DemoUsers.Password);
            var change = await admin.GetFromJsonAsync<System.Text.Json.JsonElement>($"/odata/community-base/changes?$filter=recordId eq {id}", Cancel);
            Assert.Equal("203.0.113.9", change.GetProperty("value")[0].GetProperty("from").GetString());

            var order = new { app = "community-base", form = "site", records = new[] { id }, fields = new[] { "name" }, reason = "测试" };
            using var refused = await inspector.PostAsJsonAsync("/admin/erasures", order, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            using var wrong = await admin.PostAsJsonAsync("/admin/erasures", order with { reason = "" }, Cancel);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
            var (exit, output) = await CliProcess.RunAsync(Cancel, "erase", "community-base", "site", id.ToString(), "--field", "name", "--reason", "测试",
                "--server", server.Address.ToString(), "--user", $"admin:{DemoUsers.Password}", "--locale", "en");
            Assert.True(exit == 0 && output.Contains("fields emptied", StringComparison.Ordinal), output);
            using var stranger = await inspector.GetAsync("/admin/retention", Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
            var (asked, none) = await CliProcess.RunAsync(Cancel, "retention", "--server", server.Address.ToString(), "--user", $"admin:{DemoUsers.Password}", "--locale", "en");
            Assert.True(asked == 0 && none.Contains("No form says", StringComparison.Ordinal), none);
        }
        var (verified, text) = await CliProcess.RunAsync(Cancel, "audit", "verify", data, "--locale", "en");
        Assert.True(verified == 0, text);
        var file = Path.Combine(folder.Path, "audit.ndjson");
        var (exported, told) = await CliProcess.RunAsync(Cancel, "audit", "export", data, "--set", "community-base/site", "--to", file, "--locale", "en");
        Assert.True(exported == 0, told);
        Assert.DoesNotContain("点位甲", await File.ReadAllTextAsync(file, Cancel), StringComparison.Ordinal);
        Assert.Equal(0, (await CliProcess.RunAsync(Cancel, "audit", "verify-export", file)).ExitCode);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancel)).Replace("203.0.113.9", "203.0.113.8", StringComparison.Ordinal), Cancel);
        Assert.Equal(1, (await CliProcess.RunAsync(Cancel, "audit", "verify-export", file)).ExitCode);
        Assert.Equal(1, (await CliProcess.RunAsync(Cancel, "audit", "export", data, "--to", file)).ExitCode);
        Assert.Equal(1, (await CliProcess.RunAsync(Cancel, "audit", "export", data, "--from", "gestern", "--to", file + "2")).ExitCode);
    }
}
