using System.Text.Json;
using LowCode.Benchmarks.Contest;
using LowCode.Benchmarks.Sample;
using LowCode.Definitions.Values;
using LowCode.Rules;

namespace LowCode.Benchmarks;

/// <summary>
/// Sixty rules over a form of two hundred fields and 256 records of about 3 kB: compiled, written by hand, in the pooled
/// engine, in V8 and by other engines; from records that are ready and from their JSON. Ratios of medians in one run.
/// </summary>
static class RuleRun
{
    private const int Records = 256;

    /// <param name="alone">Without Node: C# only.</param>
    public static void Run(bool alone)
    {
        var (form, rules) = SampleForm.WithRulesApart();
        var (compiled, engine) = (form.Builder.Build(), form.Builder.BuildInterpreted());
        var (ours, theirs) = (Together.Of(compiled, rules), Together.Of(engine, rules));
        var bytes = Enumerable.Range(0, Records).Select(number => SampleRecords.Of(number, form, rules, compiled)).ToArray();
        var rows = bytes.Select(record => SampleRecords.Read(record, form.Shape)).ToArray();
        Console.WriteLine($"{form.Shape.Slots.Length} fields and {form.Shape.Slots.Sum(slot => slot.Rows?.Slots.Length ?? 0)} columns, {rules.Length} rules, "
            + $"{Records} records of {bytes.Average(record => record.Length):0} bytes, {Environment.ProcessorCount} cores");

        var contestants = new List<Contestant>
        {
            new InProcess("hand-written C#", false, Records, (i, answers) => HandOverRows.Answer(rows[i], SampleForm.Context, answers)),
            new InProcess("compiled", false, Records, (i, answers) => Answer(compiled, ours, rows[i], answers)),
            new InProcess("pooled Jint", false, Records, (i, answers) => Answer(engine, theirs, rows[i], answers)),
            new InProcess("compiled", true, Records, (i, answers) => Answer(compiled, ours, SampleRecords.Read(bytes[i], form.Shape), answers)),
            new InProcess("System.Text.Json and hand-written C#", true, Records, (i, answers) =>
                HandOverRecords.Answer(JsonSerializer.Deserialize(bytes[i], SampleRecordJson.Default.SampleRecord)!, SampleForm.Context, answers)),
            new InProcess("pooled Jint", true, Records, (i, answers) => Answer(engine, theirs, SampleRecords.Read(bytes[i], form.Shape), answers)),
        };
        var folder = Directory.CreateTempSubdirectory("lowcode-bench-").FullName;
        try
        {
            if (!alone)
                AddNode(contestants, form, rules, bytes, folder);
            Race.Compare(contestants);
            Report(Race.Time(contestants));
        }
        finally
        {
            foreach (var contestant in contestants)
                contestant.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AddNode(List<Contestant> contestants, SampleForm form, IEnumerable<Rule> rules, byte[][] records, string folder)
    {
        if (NodeProcess.Missing() is { } missing)
        {
            Console.WriteLine($"Skipped: V8 and the other engines. {missing}");
            return;
        }
        SampleFiles.Write(folder, form, rules, records);
        contestants.Add(new OnNode("V8, hand-written JavaScript", false, "hand", folder));
        contestants.Add(new OnNode("V8, emitted module", false, "module", folder));
        contestants.Add(new OnNode("V8, hand-written JavaScript", true, "handFromBytes", folder));
        contestants.Add(new OnNode("V8, emitted module", true, "moduleFromBytes", folder));
        if (NodeProcess.MissingPeers() is { } without)
        {
            Console.WriteLine($"Skipped: the other engines. {without}");
            return;
        }
        foreach (var peer in new[] { "json-rules-engine", "@gorules/zen-engine", "@formio/core", "survey-core" })
            contestants.Add(new OnNode(peer, true, peer, folder));
    }

    private static void Answer(RuleProgram program, Together together, Row row, Answers answers)
    {
        using var session = program.Open(row, SampleForm.Context);
        together.Said.Ask(together.Batch, session);
        var (condition, value, points) = (0, 0, 0);
        for (var i = 0; i < together.Batch.Rules.Length; i++)
        {
            switch (together.Batch.Rules[i].Site.Use)
            {
                case RuleUse.Condition: answers.Holds[condition++] = together.Said.Holds(i); break;
                case RuleUse.Value: answers.Values[value++] = together.Said.Value(i); break;
                default: answers.Points[points++] = together.Said.Number(i); break;
            }
        }
    }

    private sealed record Together(RuleBatch Batch, RuleAnswers Said)
    {
        public static Together Of(RuleProgram program, IEnumerable<Rule> rules)
        {
            var batch = program.Batch(rules);
            return new(batch, batch.NewAnswers());
        }
    }

    private static void Report(Dictionary<Contestant, double> times)
    {
        foreach (var fromBytes in new[] { false, true })
        {
            var ours = Of("compiled", fromBytes);
            Console.WriteLine(fromBytes ? "\nJSON bytes to results, microseconds a record" : "\nRecord ready, microseconds a record");
            foreach (var (contestant, time) in times.Where(entry => entry.Key.FromBytes == fromBytes).OrderBy(entry => entry.Value))
                Console.WriteLine($"  {contestant.Name,-38}{time,12:0.00}{time / ours,10:0.00}×");
        }
        Console.WriteLine();
        Aim("compiled, record ready, against hand-written C#", Of("compiled", false) / Of("hand-written C#", false), 1.3, most: true);
        Aim("pooled Jint, record ready, against compiled", Of("pooled Jint", false) / Of("compiled", false), 90);
        var fromJson = times.Where(entry => entry.Key is OnNode { FromBytes: true }).ToList();
        if (fromJson.Count == 0)
            return;
        Aim("V8, bytes to results, against compiled", fromJson.Where(entry => entry.Key.Name.StartsWith("V8", StringComparison.Ordinal)).Min(entry => entry.Value) / Of("compiled", true), 2.5);
        var peers = fromJson.Where(entry => !entry.Key.Name.StartsWith("V8", StringComparison.Ordinal)).ToList();
        if (peers.Count > 0)
            Aim($"the fastest other engine ({peers.MinBy(entry => entry.Value).Key.Name}), bytes to results, against compiled", peers.Min(entry => entry.Value) / Of("compiled", true), 25);

        double Of(string name, bool fromBytes) => times.Single(entry => entry.Key.Name == name && entry.Key.FromBytes == fromBytes).Value;
    }

    private static void Aim(string what, double ratio, double aim, bool most = false) =>
        Console.WriteLine($"{what}: {ratio:0.00}×, aim {(most ? "≤" : "≥")} {aim}×: {((most ? ratio <= aim : ratio >= aim) ? "met" : "NOT MET")}");
}
