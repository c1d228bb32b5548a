using System.Globalization;

namespace LowCode.Rules.Tests.Differential;

/// <summary>
/// Random rules over random records give the same, to the last bit, in compiled code, in the engine, and in V8 both as
/// the emitted module and as their author's text: values, errors and what is hidden. Longer:
/// <c>LOWCODE_FUZZ_RULES=100000</c>; another seed: <c>LOWCODE_FUZZ_SEED</c>.
/// </summary>
public class DifferentialTests(ITestOutputHelper output)
{
    const int Batch = 100;
    const int Records = 6;

    static readonly int Seed = Setting("LOWCODE_FUZZ_SEED", Random.Shared.Next());
    static readonly int Tries = Setting("LOWCODE_FUZZ_RULES", 3000);

    static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    [Fact]
    public void Compiled_rules_give_what_the_engine_gives()
    {
        var (rules, compiled, compared, failed) = (0, 0, 0, 0);
        foreach (var fuzz in Batches())
        {
            rules += fuzz.Rules.Length;
            compiled += fuzz.Rules.Count(rule => fuzz.Program[rule].WhyNot is null);
            foreach (var run in fuzz.Runs)
            {
                var expected = fuzz.Result(fuzz.Program.Interpreted, run);
                compared++;
                failed += expected.StartsWith('!') ? 1 : 0;
                var actual = fuzz.Result(fuzz.Program, run);
                if (expected != actual)
                    Fail(fuzz, run, one => one.Result(one.Program.Interpreted, one.Runs[0]), one => one.Result(one.Program, one.Runs[0]), "engine", "compiled");
                if (run.Option is null && fuzz.Number(fuzz.Program.Interpreted, run) != fuzz.Number(fuzz.Program, run))
                    Fail(fuzz, run, one => one.Number(one.Program.Interpreted, one.Runs[0]), one => one.Number(one.Program, one.Runs[0]), "number in engine", "compiled");
            }
        }
        output.WriteLine($"seed {Seed}: {rules} of {Tries} random rules pass the checks, {compiled} are compiled; {compared} results compared, {failed} of them errors.");
        Assert.True(rules > Tries / 3, "Too few random rules pass the checks to say anything.");
        Assert.True(compiled > rules * 99 / 100, "Too few random rules are compiled to say anything.");
    }

    [Fact]
    public void Compiled_rules_give_what_V8_gives()
    {
        using var v8 = new V8();
        var compared = 0;
        foreach (var fuzz in Batches())
        {
            var results = v8.Run(fuzz);
            Assert.Equal(fuzz.Runs.Length, results.Count);
            for (var i = 0; i < results.Count; i++)
            {
                var actual = fuzz.Result(fuzz.Program, fuzz.Runs[i]);
                compared++;
                if (actual != results[i].Module)
                    Fail(fuzz, fuzz.Runs[i], one => v8.Run(one)[0].Module, one => one.Result(one.Program, one.Runs[0]), "module in V8", "compiled");
                if (actual != results[i].Text)
                    Fail(fuzz, fuzz.Runs[i], one => v8.Run(one)[0].Text, one => one.Result(one.Program, one.Runs[0]), "text in V8", "compiled");
            }
        }
        output.WriteLine($"seed {Seed}: {compared} results compared with V8's, of modules and of texts.");
    }

    static IEnumerable<RuleFuzz> Batches()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Tries; i += Batch)
            yield return RuleFuzz.Next(random, Batch, Records);
    }

    static void Fail(RuleFuzz fuzz, FuzzRun run, Func<RuleFuzz, string> expected, Func<RuleFuzz, string> actual, string expectedBy, string actualBy)
    {
        var rule = fuzz.Rules[run.Rule];
        var shrunk = Shrinker.Shrink(RuleFuzz.Of(rule.Text.Text, RuleFuzz.PlaceOf(rule), run), one => expected(one) != actual(one));
        var found = shrunk.Runs[0];
        Assert.Fail($"""
            seed {Seed}: {shrunk.Rules[0].Text} at '{found.At}'
            over {found.Record.ToJsonString()}
            hidden {string.Join(", ", found.Hidden)}{(found.Option is { } option ? $", option {option.Code}" : "")}
            {expectedBy} {expected(shrunk)}
            {actualBy} {actual(shrunk)}
            (found as {rule.Text})
            """);
    }
}
