using System.Diagnostics;

namespace LowCode.Server.Tests;

/// <summary>
/// Clients that others have written, unchanged, against a running server: the scripts in <c>tests/clients</c>, which run on
/// Node. Where that, its packages or Chromium are missing the tests say how to get them; CI has all of it.
/// </summary>
public class ClientTests(RunningServer running, ITestOutputHelper output) : IClassFixture<RunningServer>
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "clients");

    /// <summary>Set to another browser than Debian's.</summary>
    private static readonly string Chromium = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    [Fact]
    public Task OpenUI5_in_a_browser()
    {
        Need(File.Exists(Chromium), $"Chromium is needed (Debian: apt-get install chromium; CHROMIUM names another than {Chromium}).");
        return RunAsync("ui5");
    }

    [Fact]
    public Task O_js() => RunAsync("odata");

    [Fact]
    public Task SAP_Cloud_SDK() => RunAsync("sapCloudSdk");

    [Fact]
    public Task Readers_of_metadata() => RunAsync("csdl");

    [Fact]
    public Task Readers_of_the_OpenAPI_description() => RunAsync("openapi");

    private async Task RunAsync(string script)
    {
        Need(CanRunNode(), "Node 20 or newer is needed: https://nodejs.org");
        Need(Directory.Exists(Path.Combine(Folder, "node_modules")), "The clients are not installed: cd tests/clients && npm ci");
        var cancel = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("node", ["--test", "--test-reporter=spec", $"{script}.test.mjs"])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LOWCODE_SERVER"] = running.Server.Address.ToString().TrimEnd('/');
        using var node = Process.Start(start)!;
        try
        {
            var written = node.StandardOutput.ReadToEndAsync(cancel);
            var errors = node.StandardError.ReadToEndAsync(cancel);
            await node.WaitForExitAsync(cancel);
            output.WriteLine(await written + await errors);
            Assert.True(node.ExitCode == 0, await written + await errors);
        }
        finally
        {
            node.Kill(entireProcessTree: true);
        }
    }

    private static void Need(bool there, string missing)
    {
        Assert.True(there || Environment.GetEnvironmentVariable("CI") != "true", missing);
        Assert.SkipUnless(there, missing);
    }

    internal static bool CanRunNode()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("node", ["--version"]) { RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
