using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using LowCode.Benchmarks.Contest;
using LowCode.Benchmarks.Sample;
using LowCode.Definitions.Reading;

namespace LowCode.Benchmarks;

/// <summary>
/// The app for browsers against the real server, on a throttled phone in headless Chromium: how long it takes until a person can
/// do something, and how long a key that is pressed takes until the screen shows what follows from it, in forms of 200 and 1,000
/// fields; beside SurveyJS and Form.io drawing the same forms in the same browser.
/// </summary>
/// <remarks><c>-- browser alone</c> leaves the others out.</remarks>
static class BrowserRun
{
    private static readonly int[] Sections = [1, 5];

    public static async Task<int> RunAsync(bool isAlone)
    {
        if (Missing() is { } missing)
        {
            Console.Error.WriteLine(missing);
            return 1;
        }
        var folder = Directory.CreateTempSubdirectory("lowcode-bench-").FullName;
        try
        {
            var (form, rules) = SampleForm.WithRulesApart();
            var program = form.Builder.Build();
            SampleFiles.Write(folder, form, rules, Enumerable.Range(0, 64).Select(number => SampleRecords.Of(number, form, rules, program)));
            await using var server = await ServerUnderLoad.StartAsync(folder);
            await PublishAsync(server.Address);
            using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Scripts, "run.mjs"), folder, server.Address.ToString().TrimEnd('/'), Chromium.Path!, .. isAlone ? ["alone"] : Array.Empty<string>()]))!;
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Scripts { get; } = Path.Combine(City.Root(), "tests", "benchmarks", "rendered");

    private static string? Missing() =>
        NodeProcess.Missing()
        ?? (Directory.Exists(Path.Combine(Scripts, "node_modules")) ? null : "The other engines are not installed: cd tests/benchmarks/rendered && npm ci")
        ?? (Chromium.Path is null ? Chromium.HowToGet : null)
        ?? (File.Exists(ServerUnderLoad.Program) ? null : "The server is not built: dotnet build -c Release apps/server");

    private static async Task PublishAsync(Uri server)
    {
        using var client = new HttpClient { BaseAddress = server };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:lowcode-demo")));
        using var content = new ByteArrayContent(Zip(SampleForm.Pack(Sections)));
        using var response = await client.PostAsync("/admin/apps/bench/publish", content);
        var answer = await response.Content.ReadAsStringAsync();
        if (JsonNode.Parse(answer)?["published"]?.GetValue<bool>() != true)
            throw new InvalidOperationException(answer);
    }

    private static byte[] Zip(MemoryFiles files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var path in files.List())
            {
                using var from = files.Open(path);
                using var to = archive.CreateEntry(path).Open();
                from.CopyTo(to);
            }
        }
        return bytes.ToArray();
    }
}
