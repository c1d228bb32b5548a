using System.Net.Http.Json;
using System.Text.Json;
using LowCode.Tests.Shared;

namespace LowCode.Server.Tests;

/// <summary>An installation is moved by the tool, and the server and the tool go on with it.</summary>
public sealed class MoveCommandTests(ITestOutputHelper output)
{
    [Fact]
    public async Task What_the_tool_has_moved_the_server_serves_and_the_tool_verifies_backs_up_and_restores()
    {
        Assert.SkipWhen(TestStore.WhyNoPostgres is not null, TestStore.WhyNoPostgres ?? "");
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        string Inside(string name) => Path.Combine(folder.Path, name);
        var postgres = TestStore.PostgresNameOf(Inside("shared"));
        await RunAsync("demo", Inside("data"), "--inspections", "60", "--templates", Path.Combine(Repository.Root, "templates"));

        Assert.Contains("moved", await RunAsync("move", Inside("data"), postgres), StringComparison.OrdinalIgnoreCase);
        await using (var server = await ServerProcess.StartAsync(postgres, cancel))
        {
            using var admin = server.Client("admin", DemoUsers.Password);
            var page = await admin.GetFromJsonAsync<JsonElement>("/odata/flood-readiness/inspection?$count=true&$top=0", cancel);
            Assert.Equal(60, page.GetProperty("@odata.count").GetInt32());
            var explained = await RunAsync("explain", "flood-readiness/inspection?$filter=state eq 'closed'&$top=5",
                "--server", server.Address.ToString(), "--user", $"admin:{DemoUsers.Password}");
            Assert.Contains("1 of 1 condition(s)", explained, StringComparison.Ordinal);
        }
        await RunAsync("audit", "verify", postgres);
        await RunAsync("backup", postgres, Inside("backup"));
        await RunAsync("restore", Inside("backup"), TestStore.PostgresNameOf(Inside("restored")));
        await RunAsync("audit", "verify", TestStore.PostgresNameOf(Inside("restored")));
        var (exit, refused) = await CliProcess.RunAsync(cancel, "restore", Inside("backup"), Inside("elsewhere"));
        Assert.True(exit == 1 && refused.Contains("LC8116", StringComparison.Ordinal), refused);

        async Task<string> RunAsync(params string[] arguments)
        {
            var (code, text) = await CliProcess.RunAsync(cancel, [.. arguments, "--locale", "en"]);
            output.WriteLine(text);
            Assert.True(code == 0, text);
            return text;
        }
    }
}
