using System.Diagnostics;

namespace LowCode.Server.Tests;

/// <summary>
/// Scripts of tests that run on Node against a running server. Where that, their packages or Chromium are missing the tests
/// say how to get them; CI has all of it.
/// </summary>
static class NodeScript
{
    /// <summary>Set to another browser than Debian's.</summary>
    private static readonly string Chromium = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    /// <summary>Skips a test that needs a browser where there is none.</summary>
    public static void NeedChromium() =>
        Need(File.Exists(Chromium), $"Chromium is needed (Debian: apt-get install chromium; CHROMIUM names another than {Chromium}).");

    /// <summary>Runs a script of tests against a server; fails with what it wrote.</summary>
    public static async Task RunAsync(string project, string script, ServerProcess server, ITestOutputHelper output)
    {
        var folder = Path.Combine(Repository.Root, project);
        Need(CanRunNode(), "Node 20 or newer is needed: https://nodejs.org");
        Need(Directory.Exists(Path.Combine(folder, "node_modules")), $"Its packages are not installed: cd {project} && npm ci");
        var cancel = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("node", ["--test", "--test-reporter=spec", script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LOWCODE_SERVER"] = server.Address.ToString().TrimEnd('/');
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

    /// <summary>Whether there is a Node.</summary>
    public static bool CanRunNode()
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
