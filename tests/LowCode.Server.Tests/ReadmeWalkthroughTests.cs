using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LowCode.Server.Tests;

/// <summary>
/// Runs the README's walk-through line by line in a shell against a real server. A <c>sh</c> block is run; a <c>json</c>
/// or <c>text</c> block after it is what it must print, in which <c>…</c> stands for anything.
/// </summary>
public partial class ReadmeWalkthroughTests(ITestOutputHelper output)
{
    private const string Address = "http://localhost:5080";

    [Fact]
    public async Task The_walk_through_of_the_README_does_what_it_says()
    {
        var cancel = TestContext.Current.CancellationToken;
        var root = Repository.Root;
        var steps = Steps(await File.ReadAllTextAsync(Path.Combine(root, "README.md"), cancel));
        Assert.True(steps.Count >= 10, "The walk-through has gone from the README.");
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(Path.Combine(folder.Path, "data"), cancel);

        // The walk-through changes a definition on disk: it works on a copy of the packs.
        CopyFolder(Path.Combine(root, "templates"), Path.Combine(folder.Path, "templates"));
        var printed = await RunAsync(steps, server.Address.ToString().TrimEnd('/'), folder.Path, cancel);

        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Expected is null)
                continue;
            output.WriteLine($"{steps[i].Heading}: {steps[i].Script.Trim()}");
            var difference = steps[i].IsJson ? Difference(steps[i].Expected!, printed[i]) : TextDifference(steps[i].Expected!, printed[i]);
            Assert.True(difference is null, $"{steps[i].Heading}\n{steps[i].Script}\nprinted:\n{printed[i]}\nbut {difference}\n{server.Output}");
        }
    }

    private static async Task<string[]> RunAsync(List<Step> steps, string address, string folder, CancellationToken cancel)
    {
        const string mark = "@@@ end of step";
        var script = new StringBuilder("set -u\n");
        script.AppendLine($"lowcode() {{ dotnet '{Path.Combine(AppContext.BaseDirectory, "lowcode.dll")}' \"$@\"; }}");
        foreach (var step in steps)
        {
            script.AppendLine(step.Script.Replace(Address, address, StringComparison.Ordinal)
                .Replace("dotnet run --project apps/cli --", "lowcode", StringComparison.Ordinal));
            script.AppendLine($"echo; echo '{mark}'");
        }
        var start = new ProcessStartInfo("bash", ["-s"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = folder,
        };
        using var shell = Process.Start(start)!;
        var written = shell.StandardOutput.ReadToEndAsync(cancel);
        var errors = shell.StandardError.ReadToEndAsync(cancel);
        await shell.StandardInput.WriteAsync(script, cancel);
        shell.StandardInput.Close();
        await shell.WaitForExitAsync(cancel);
        var parts = (await written).Split(mark, StringSplitOptions.TrimEntries);
        Assert.True(parts.Length == steps.Count + 1, $"The shell stopped after {parts.Length - 1} steps: {await errors}");
        return parts[..^1];
    }

    private static List<Step> Steps(string readme)
    {
        var steps = new List<Step>();
        var heading = "";
        var inside = false;
        foreach (Match match in Parts().Matches(readme))
        {
            if (match.Groups["heading"] is { Success: true } title)
            {
                inside = title.Value.StartsWith("## Walk-through", StringComparison.Ordinal)
                    || (inside && title.Value.StartsWith("###", StringComparison.Ordinal));
                heading = title.Value;
            }
            else if (inside && match.Groups["language"].Value == "sh")
            {
                steps.Add(new Step(heading, match.Groups["body"].Value));
            }
            else if (inside && steps.Count > 0 && match.Groups["language"].Value is "json" or "text")
            {
                steps[^1] = steps[^1] with { Expected = match.Groups["body"].Value, IsJson = match.Groups["language"].Value == "json" };
            }
        }
        return steps;
    }

    private static string? Difference(string expected, string printed)
    {
        using var wanted = JsonDocument.Parse(expected);
        try
        {
            using var actual = JsonDocument.Parse(printed);
            return Difference(wanted.RootElement, actual.RootElement, "$");
        }
        catch (JsonException error)
        {
            return $"that is not JSON: {error.Message}";
        }
    }

    // Only what the README names is compared; "…" stands for any value, and as a list's last element for any rest.
    private static string? Difference(JsonElement wanted, JsonElement actual, string path)
    {
        if (wanted.ValueKind == JsonValueKind.String && wanted.GetString() == "…")
            return null;
        if (wanted.ValueKind != actual.ValueKind)
            return $"{path} should be {wanted.GetRawText()}, not {actual.GetRawText()}";
        switch (wanted.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in wanted.EnumerateObject())
                {
                    if (!actual.TryGetProperty(property.Name, out var value))
                        return $"{path}.{property.Name} is missing";
                    if (Difference(property.Value, value, $"{path}.{property.Name}") is { } difference)
                        return difference;
                }
                return null;
            case JsonValueKind.Array:
                var items = wanted.EnumerateArray().ToList();
                var open = items.Count > 0 && items[^1].ValueKind == JsonValueKind.String && items[^1].GetString() == "…";
                if (open)
                    items.RemoveAt(items.Count - 1);
                var found = actual.EnumerateArray().ToList();
                if (open ? found.Count < items.Count : found.Count != items.Count)
                    return $"{path} should have {items.Count} elements, not {found.Count}";
                return items.Select((item, i) => Difference(item, found[i], $"{path}[{i}]")).FirstOrDefault(text => text is not null);
            case JsonValueKind.String:
                return TextDifference(wanted.GetString()!, actual.GetString()!) is { } text ? $"{path}: {text}" : null;
            default:
                return wanted.GetRawText() == actual.GetRawText() ? null : $"{path} should be {wanted.GetRawText()}, not {actual.GetRawText()}";
        }
    }

    private static string? TextDifference(string expected, string printed)
    {
        var pattern = "^" + Regex.Escape(expected.Trim()).Replace("…", @"[\s\S]*?", StringComparison.Ordinal) + "$";
        return Regex.IsMatch(printed.Trim(), pattern) ? null : $"it should be: {expected.Trim()}";
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private sealed record Step(string Heading, string Script, string? Expected = null, bool IsJson = false);

    [GeneratedRegex(@"^(?<heading>#{2,3} .*)$|^```(?<language>\w+)\n(?<body>[\s\S]*?)^```", RegexOptions.Multiline)]
    private static partial Regex Parts();
}
