using System.Text.Json;
using LowCode.Benchmarks.Contest;
using LowCode.Benchmarks.Sample;
using LowCode.Rules;

namespace LowCode.Benchmarks;

/// <summary>
/// Sixty rules over a form of two hundred fields and 256 records of about 3 kB: compiled, written by hand, in the pooled
/// engine, in V8 and by other engines; from records that are ready and from their JSON. Ratios within one run.
/// </summary>
static class RuleRun
{
    private const int Records = 256;

    /// <param name="alone">Without Node: C# only.</param>
    public static void Run(bool alone)
    {
        var (form, rules) = SampleForm.WithRulesApart();
        var (compiled, engine) = (form.Builder.Build(), form.Builder.BuildInterpreted());
        var (ours, theirs) = (new RulesTogether(compiled, rules), new RulesTogether(engine, rules));
        var hands = new Answers();
        var bytes = Enumerable.Range(0, Records).Select(number => SampleRecords.Of(number, form, rules, compiled)).ToArray();
        var rows = bytes.Select(record => SampleRecords.Read(record, form.Shape)).ToArray();
        Console.WriteLine($"{form.Shape.Slots.Length} fields and {form.Shape.Slots.Sum(slot => slot.Rows?.Slots.Length ?? 0)} columns, {rules.Length} rules, "
            + $"{Records} records of {bytes.Average(record => record.Length):0} bytes, {Environment.ProcessorCount} cores");

        var contestants = new List<Contestant>
        {
            new InProcess("hand-written C#", false, Records, i => HandOverRows.Answer(rows[i], SampleForm.Context, hands), () => hands),
            new InProcess("compiled", false, Records, i => ours.Ask(rows[i]), ours.Said),
            new InProcess("compiled, asked one by one", false, Records, i => ours.AskOneByOne(rows[i]), ours.SaidOneByOne),
            new InProcess("pooled Jint", false, Records, i => theirs.AskOneByOne(rows[i]), theirs.SaidOneByOne),
            new InProcess("compiled", true, Records, i => ours.Ask(SampleRecords.Read(bytes[i], form.Shape)), ours.Said),
            new InProcess("System.Text.Json and hand-written C#", true, Records, i =>
                HandOverRecords.Answer(JsonSerializer.Deserialize(bytes[i], SampleRecordJson.Default.SampleRecord)!, SampleForm.Context, hands), () => hands),
            new InProcess("pooled Jint", true, Records, i => theirs.AskOneByOne(SampleRecords.Read(bytes[i], form.Shape)), theirs.SaidOneByOne),
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

    private static void Report(Dictionary<Contestant, double[]> times)
    {
        foreach (var fromBytes in new[] { false, true })
        {
            Console.WriteLine(fromBytes ? "\nJSON bytes to results, microseconds a record: median, least, ratio" : "\nRecord ready, microseconds a record: median, least, ratio");
            foreach (var (contestant, time) in times.Where(entry => entry.Key.FromBytes == fromBytes).OrderBy(entry => Race.Median(entry.Value)))
                Console.WriteLine($"  {contestant.Name,-38}{Race.Median(time),12:0.00}{time.Min(),12:0.00}{Race.Ratio(time, Of("compiled", fromBytes)),10:0.00}×");
        }
        Console.WriteLine();
        Aim("compiled, record ready, against hand-written C#", Race.Ratio(Of("compiled", false), Of("hand-written C#", false)), 1.3, most: true);
        Aim("pooled Jint, record ready, against compiled", Race.Ratio(Of("pooled Jint", false), Of("compiled", false)), 90);
        if (Fastest(name => name.StartsWith("V8", StringComparison.Ordinal)) is { } v8)
            Aim("V8, bytes to results, against compiled", Race.Ratio(times[v8], Of("compiled", true)), 2.5);
        if (Fastest(name => !name.StartsWith("V8", StringComparison.Ordinal)) is { } peer)
            Aim($"the fastest other engine ({peer.Name}), bytes to results, against compiled", Race.Ratio(times[peer], Of("compiled", true)), 25);

        double[] Of(string name, bool fromBytes) => times.Single(entry => entry.Key.Name == name && entry.Key.FromBytes == fromBytes).Value;

        Contestant? Fastest(Func<string, bool> which) =>
            times.Keys.Where(contestant => contestant is OnNode { FromBytes: true } && which(contestant.Name)).MinBy(contestant => Race.Median(times[contestant]));
    }

    private static void Aim(string what, double ratio, double aim, bool most = false) =>
        Console.WriteLine($"{what}: {ratio:0.00}×, aim {(most ? "≤" : "≥")} {aim}×: {((most ? ratio <= aim : ratio >= aim) ? "met" : "NOT MET")}");
}
