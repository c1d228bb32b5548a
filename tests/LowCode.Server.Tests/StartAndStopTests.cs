using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace LowCode.Server.Tests;

public class StartAndStopTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stop_waits_for_what_is_being_answered_and_loses_nothing()
    {
        using var folder = new TemporaryFolder();
        var created = 0;
        await using (var server = await ServerProcess.StartAsync(folder.Path, Cancel))
        {
            using var client = server.Client(DemoUsers.Inspector, DemoUsers.Password);
            using (var ready = await client.GetAsync("/health/ready", Cancel))
                Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var writing = Task.Run(async () =>
            {
                while (true)
                {
                    try
                    {
                        using var response = await client.PostAsJsonAsync("/odata/flood-readiness/inspection", new { }, Cancel);
                        if (response.StatusCode == HttpStatusCode.Created && Interlocked.Increment(ref created) == 20)
                            started.TrySetResult();
                    }
                    catch (HttpRequestException)
                    {
                        return; // it has stopped
                    }
                }
            }, Cancel);
            await started.Task.WaitAsync(Cancel);
            Assert.Equal(0, await server.StopAsync(Cancel));
            await writing;
        }
        await using (var again = await ServerProcess.StartAsync(folder.Path, Cancel))
        {
            using var client = again.Client(DemoUsers.Inspector, DemoUsers.Password);
            var page = await client.GetFromJsonAsync<JsonElement>("/odata/flood-readiness/inspection?$count=true&$top=0", Cancel);
            Assert.True(Count(page) >= created, $"{Count(page)} of {created} acknowledged");
        }

        static int Count(JsonElement page) =>
            page.EnumerateObject().Single(property => property.Name.EndsWith("count", StringComparison.Ordinal)).Value.GetInt32();
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_both_languages_without_a_stack_trace()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var (exit, output) = await ServerProcess.StartAndFailAsync(folder.Path, Cancel, "--urls", $"http://127.0.0.1:{port}");
        AssertFailed(exit, output, 3, "LC8001");
    }

    [Fact]
    public async Task A_data_folder_that_another_process_has_is_told()
    {
        using var folder = new TemporaryFolder();
        await using var first = await ServerProcess.StartAsync(folder.Path, Cancel);
        var (exit, output) = await ServerProcess.StartAndFailAsync(folder.Path, Cancel);
        AssertFailed(exit, output, 4, "LC5");
        using var client = first.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var response = await client.GetAsync("/odata/flood-readiness/inspection", Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told_and_left_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "lowcode.db");
        var rubbish = new byte[64 * 1024];
        new Random(1).NextBytes(rubbish);
        await File.WriteAllBytesAsync(file, rubbish, Cancel);
        var (exit, output) = await ServerProcess.StartAndFailAsync(folder.Path, Cancel);
        AssertFailed(exit, output, 4, "LC5");
        Assert.Equal(rubbish, await File.ReadAllBytesAsync(file, Cancel));
    }

    [Fact]
    public async Task A_broken_pack_is_told_with_its_diagnostics()
    {
        using var folder = new TemporaryFolder();
        var pack = Directory.CreateDirectory(Path.Combine(folder.Path, "templates", "broken"));
        await File.WriteAllTextAsync(Path.Combine(pack.FullName, "app.json"), """{ "app": "broken", "titel": "坏" }""", Cancel);
        var (exit, output) = await ServerProcess.StartAndFailAsync(
            Path.Combine(folder.Path, "data"), Cancel, "--templates", Path.Combine(folder.Path, "templates"));
        AssertFailed(exit, output, 5, "LC8003");
        Assert.Matches(@"app\.json\(1,\d+\): error LC1", output);
    }

    [Theory]
    [InlineData("--TimeZone", "Mars/Olympus")]
    [InlineData("--templates", "/no/such/folder")]
    public async Task A_wrong_setting_is_told(string setting, string value)
    {
        using var folder = new TemporaryFolder();
        var (exit, output) = await ServerProcess.StartAndFailAsync(folder.Path, Cancel, setting, value);
        AssertFailed(exit, output, 2, "LC8");
        Assert.Contains(value, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_production_demo_users_need_to_be_asked_for_twice()
    {
        using var folder = new TemporaryFolder();
        var (exit, output) = await ServerProcess.StartAndFailAsync(
            folder.Path, Cancel, "--environment", "Production", "--Demo:Users=true");
        AssertFailed(exit, output, 2, "LC8006");
    }

    private static void AssertFailed(int exit, string output, int expected, string code)
    {
        Assert.True(exit == expected, $"exit {exit}\n{output}");
        Assert.Contains(code, output, StringComparison.Ordinal);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", output);
        Assert.DoesNotMatch(@"(?m)^\s+at \S+\(", output);
    }
}
