using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LowCode.Server.Hosting;
using LowCode.Tests.Shared;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LowCode.Server.Tests;

/// <summary>Servers over PostgreSQL: how they start, and what they say when they cannot.</summary>
public sealed class PostgresStartTests
{
    private const string Secret = "geheim42";

    public PostgresStartTests() => Assert.SkipWhen(TestStore.WhyNoPostgres is not null, TestStore.WhyNoPostgres ?? "");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_that_start_at_once_on_an_empty_database_serve_one_installation()
    {
        using var folder = new TemporaryFolder();
        var store = TestStore.PostgresNameOf(folder.Path);
        var nodes = await Task.WhenAll(ServerProcess.StartAsync(store, Cancel), ServerProcess.StartAsync(store, Cancel));
        try
        {
            var states = new List<string>();
            foreach (var node in nodes)
            {
                using var admin = node.Client("admin", DemoUsers.Password);
                var health = await admin.GetFromJsonAsync<JsonElement>("/health/ready", Cancel);
                Assert.Equal(("ready", "postgres"), (health.GetProperty("status").GetString(), health.GetProperty("store").GetString()));
                var status = await admin.GetFromJsonAsync<JsonElement>("/admin/status", Cancel);
                Assert.All(status.GetProperty("apps").EnumerateArray(), app => Assert.Equal(1, app.GetProperty("version").GetInt32()));
                states.Add($"{status.GetProperty("apps")} {status.GetProperty("divisions")}");
            }
            Assert.Single(states.Distinct());
            await AttachedOnOneIsReadOnTheOtherAsync(nodes[0], nodes[1]);
        }
        finally
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
        }
        var (exit, text) = await CliProcess.RunAsync(Cancel, "audit", "verify", store);
        Assert.True(exit == 0, text);
    }

    [Theory]
    [InlineData("", 2, "LC8111")]
    [InlineData($"Password {Secret}", 2, "LC8113")]
    [InlineData($"Host=/no/such/folder;Database=postgres;Username=postgres;Password={Secret}", 4, "LC5019")]
    public async Task A_connection_string_that_does_not_serve_is_told_and_not_repeated(string connectionString, int exit, string code) =>
        await AssertFailsAsync(exit, code, new() { ["LOWCODE_Postgres"] = connectionString });

    [Fact]
    public async Task A_connection_string_on_the_command_line_is_refused()
    {
        using var folder = new TemporaryFolder();
        var (exit, output) = await ServerProcess.StartAndFailAsync(folder.Path, Cancel, $"--postgres=Host=x;Password={Secret}");
        AssertFailed(exit, output, 2, "LC8112");
    }

    [Theory]
    [InlineData("Database", "no_such_database")]
    [InlineData("Username", "no_such_user")]
    public Task A_database_that_does_not_let_the_server_in_is_told(string setting, string value) => AssertFailsAsync(
        4, "LC8114", new() { ["LOWCODE_Postgres"] = new NpgsqlConnectionStringBuilder(TestStore.ConnectionString) { [setting] = value }.ConnectionString });

    [Fact]
    public async Task A_user_who_may_not_create_is_told()
    {
        TestStore.Execute("CREATE ROLE lowcode_test_reader LOGIN PASSWORD 'reader'");
        try
        {
            var reader = new NpgsqlConnectionStringBuilder(TestStore.ConnectionString) { Username = "lowcode_test_reader", Password = "reader" };
            await AssertFailsAsync(4, "LC8114", new() { ["LOWCODE_Postgres"] = reader.ConnectionString });
        }
        finally
        {
            TestStore.Execute("DROP ROLE lowcode_test_reader");
        }
    }

    [Fact]
    public async Task A_node_without_the_shared_folder_and_data_of_another_version_are_told()
    {
        using var folder = new TemporaryFolder();
        var (store, schema) = (TestStore.PostgresNameOf(folder.Path), TestStore.SchemaOf(folder.Path));
        await using (var opened = (await TestStore.OpenPostgresAsync(folder.Path, TimeProvider.System)).Records)
        {
            await AssertFailsAsync(4, "LC8115", new() { ["LOWCODE_Schema"] = schema });
        }
        TestStore.Execute($"UPDATE {schema}.format SET version = 99");
        await AssertFailsAsync(4, "LC5021", [], store);
    }

    [Fact]
    public async Task What_one_node_protects_another_accepts()
    {
        using var folder = new TemporaryFolder();
        var keys = Path.Combine(folder.Path, "keys");
        using var one = Node();
        using var other = Node();
        var cookie = one.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("会话");
        Assert.Equal("会话", other.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(cookie));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(keys));

        ServiceProvider Node()
        {
            var services = new ServiceCollection();
            services.AddLogging();
            services.AddNodeKeys(keys);
            return services.BuildServiceProvider();
        }
    }

    private static async Task AttachedOnOneIsReadOnTheOtherAsync(ServerProcess one, ServerProcess other)
    {
        using var writer = one.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var reader = other.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var content = new ByteArrayContent([0x89, .. "PNG\r\n\x1a\n"u8]);
        content.Headers.ContentType = new("image/png");
        using var uploaded = await writer.PostAsync("/odata/flood-readiness/attachments", content, Cancel);
        Assert.True(uploaded.IsSuccessStatusCode, await uploaded.Content.ReadAsStringAsync(Cancel));
        var hash = (await uploaded.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("hash").GetString();
        using var created = await reader.PostAsJsonAsync("/odata/flood-readiness/inspection",
            new { photos = new[] { new { hash, name = "照片.png", mediaType = "image/png", size = 3 } } }, Cancel);
        Assert.True(created.StatusCode == HttpStatusCode.Created, await created.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task AssertFailsAsync(int expected, string code, Dictionary<string, string> environment, string? store = null)
    {
        using var folder = new TemporaryFolder();
        var (exit, output) = await ServerProcess.StartAndFailAsync(store ?? TestStore.PostgresNameOf(folder.Path), environment, Cancel);
        AssertFailed(exit, output, expected, code);
    }

    private static void AssertFailed(int exit, string output, int expected, string code)
    {
        Assert.True(exit == expected, $"exit {exit}\n{output}");
        Assert.Contains(code, output, StringComparison.Ordinal);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", output);
        Assert.DoesNotContain(Secret, output, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?m)^\s+at \S+\(", output);
    }
}
