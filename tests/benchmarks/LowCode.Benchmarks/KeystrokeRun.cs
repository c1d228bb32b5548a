using System.Diagnostics;
using System.Text.Json.Nodes;
using LowCode.Benchmarks.Contest;
using LowCode.Benchmarks.Sample;

namespace LowCode.Benchmarks;

/// <summary>
/// One keystroke in a real browser, over forms of 200 and 1,000 fields: from a field's new value until all values,
/// relevance and findings are known, in the form runtime and in the form engines that a user would pick.
/// </summary>
static class KeystrokeRun
{
    private static readonly int[] Sections = [1, 5];

    public static int Run()
    {
        if ((NodeProcess.Missing() ?? NodeProcess.MissingPeers()) is { } missing)
        {
            Console.Error.WriteLine(missing);
            return 1;
        }
        if (Chromium.Path is not { } browser)
        {
            Console.Error.WriteLine(Chromium.HowToGet);
            return 1;
        }
        var folder = Directory.CreateTempSubdirectory("lowcode-bench-").FullName;
        try
        {
            Write(folder);
            var start = new ProcessStartInfo("node", [Path.Combine(NodeProcess.Peers, "keystroke.mjs"), folder, NodeProcess.Runtime, browser]) { RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            var results = new List<JsonNode>();
            while (process.StandardOutput.ReadLine() is { } line)
                results.Add(JsonNode.Parse(line)!);
            process.WaitForExit();
            if (process.ExitCode != 0)
                return process.ExitCode;
            Report(results);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(string folder)
    {
        var (form, rules) = SampleForm.WithRulesApart();
        var program = form.Builder.Build();
        SampleFiles.Write(folder, form, rules, Enumerable.Range(0, 64).Select(number => SampleRecords.Of(number, form, rules, program)));
        foreach (var sections in Sections)
        {
            var (several, plan) = SampleForm.WithRules(sections);
            File.WriteAllBytes(Path.Combine(folder, $"form{sections}.mjs"), plan.Module(several.Builder).Utf8.Span);
        }
    }

    private static void Report(List<JsonNode> results)
    {
        foreach (var form in results.GroupBy(result => (int)result["fields"]!))
        {
            Console.WriteLine($"{form.Key} fields, {form.First()["rules"]} rules, microseconds a keystroke");
            foreach (var result in form)
                Console.WriteLine($"  {result["engine"],-16}median {(double)result["median"]!,8:0}   of fields that rules read {(double)result["read"]!,8:0}   p99 {(double)result["p99"]!,8:0}   most {(double)result["most"]!,8:0}   {result["keystrokes"]} keystrokes");
        }
        var largest = results.GroupBy(result => (int)result["fields"]!).MaxBy(form => form.Key)!.ToDictionary(result => (string)result["engine"]!, result => (double)result["median"]!);
        var ours = largest["form-runtime"];
        Console.WriteLine($"median of the large form: {ours:0} µs, aim < 1000 µs: {(ours < 1000 ? "met" : "NOT MET")}");
        Console.WriteLine($"survey-core against it: {largest["survey-core"] / ours:0.0}×, aim ≥ 20×: {(largest["survey-core"] >= 20 * ours ? "met" : "NOT MET")}");
    }
}
