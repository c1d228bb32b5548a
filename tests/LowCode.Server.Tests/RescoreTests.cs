using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LowCode.Tests.Shared;

namespace LowCode.Server.Tests;

/// <summary>A changed standard, from the tool through the server to the records of an invented city.</summary>
public class RescoreTests(ITestOutputHelper output)
{
    private const string Set = "/odata/flood-readiness/inspection";

    [Fact]
    public async Task An_administrator_sees_what_a_changed_standard_would_do_and_then_does_it()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        await RunAsync(0, "demo", TestStore.NameOf(data), "--inspections", "300", "--templates", Path.Combine(Repository.Root, "templates"));
        await using var server = await ServerProcess.StartAsync(data, cancel);
        using var client = server.Client("admin", DemoUsers.Password);
        string[] on = ["--server", server.Address.ToString(), "--user", $"admin:{DemoUsers.Password}"];
        await RunAsync(0, ["publish", WithThreshold(88), .. on]);
        var (wasA, wasB, decided) = (await CountAsync("grade eq 'A'"), await CountAsync("grade eq 'B'"), await CountAsync("grade ne null"));
        var rising = await CountAsync("grade eq 'B' and gradePoints ge 88");
        Assert.True(rising is > 0 && rising < wasB, $"{rising} of {wasB}");
        var draft = (await client.GetFromJsonAsync<JsonElement>($"{Set}?$filter=grade eq null&$top=1", cancel)).GetProperty("value")[0];

        var dry = await RunAsync(0, ["rescore", "flood-readiness", "grade", "--dry-run", .. on]);
        Assert.Contains($"300 record(s): {rising} would change, {decided - rising} would not, {300 - decided} were never decided, 0 failed.", dry, StringComparison.Ordinal);
        Assert.Contains($"B → A: {rising}", dry, StringComparison.Ordinal);
        Assert.Equal(wasA, await CountAsync("grade eq 'A'"));

        var real = await RunAsync(0, ["rescore", "flood-readiness", "grade", .. on]);
        Assert.Contains($"{rising} changed", real, StringComparison.Ordinal);
        Assert.Equal((wasA + rising, wasB - rising), (await CountAsync("grade eq 'A'"), await CountAsync("grade eq 'B'")));
        Assert.Equal(rising, await CountAsync("modifiedBy eq 'admin'"));
        var changed = (await client.GetFromJsonAsync<JsonElement>($"{Set}?$filter=modifiedBy eq 'admin'&$top=1", cancel)).GetProperty("value")[0];
        Assert.Equal("A", changed.GetProperty("decisions")[0].GetProperty("outcome").GetString());
        Assert.Equal(1, changed.GetProperty("appVersion").GetInt32());
        var same = await client.GetFromJsonAsync<JsonElement>($"{Set}({draft.GetProperty("id")})", cancel);
        Assert.Equal(draft.GetProperty("modifiedAt").GetString(), same.GetProperty("modifiedAt").GetString());
        Assert.Contains(" 0 changed", await RunAsync(0, ["rescore", "flood-readiness", "grade", .. on]), StringComparison.Ordinal);

        Assert.Contains("Did you mean 'grade'?", await RunAsync(1, ["rescore", "flood-readiness", "grad", .. on]), StringComparison.Ordinal);
        Assert.Contains("Did you mean 'flood-readiness'?", await RunAsync(1, ["rescore", "flood-readines", "grade", .. on]), StringComparison.Ordinal);
        using var inspector = server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var refused = await inspector.PostAsync("/admin/apps/flood-readiness/decisions/grade/rescore", null, cancel);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        async Task<string> RunAsync(int expected, params string[] arguments)
        {
            var (exit, text) = await CliProcess.RunAsync(cancel, [.. arguments, "--locale", "en"]);
            output.WriteLine(text);
            Assert.True(exit == expected, text);
            return text;
        }

        async Task<int> CountAsync(string filter)
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"{Set}?$count=true&$top=0&$filter={Uri.EscapeDataString(filter)}", cancel);
            return page.GetProperty("@odata.count").GetInt32();
        }

        string WithThreshold(int points)
        {
            var pack = Path.Combine(folder.Path, "flood-readiness");
            var source = Path.Combine(Repository.Root, "templates", "flood-readiness");
            foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(pack, Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
            var grade = Path.Combine(pack, "decisions", "grade.json");
            var text = File.ReadAllText(grade);
            Assert.Contains("\"from\": 90", text, StringComparison.Ordinal);
            File.WriteAllText(grade, text.Replace("\"from\": 90", $"\"from\": {points}", StringComparison.Ordinal));
            return pack;
        }
    }
}
