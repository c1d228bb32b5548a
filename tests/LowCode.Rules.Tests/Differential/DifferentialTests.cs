using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Values;
using LowCode.Rules.Compiling;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests.Differential;

/// <summary>
/// Random rules over random records give the same in compiled code and in the engine, to the last bit: values, errors
/// and what is hidden. Longer: <c>LOWCODE_FUZZ_RULES=100000</c>; another seed: <c>LOWCODE_FUZZ_SEED</c>.
/// </summary>
public class DifferentialTests(ITestOutputHelper output)
{
    const int Records = 6;

    static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    [Fact]
    public void Compiled_rules_give_what_the_engine_gives()
    {
        var seed = Setting("LOWCODE_FUZZ_SEED", Random.Shared.Next());
        var rules = Setting("LOWCODE_FUZZ_RULES", 3000);
        var random = new Random(seed);
        var (checkedRules, compiled, compared, failed) = (0, 0, 0, 0);
        for (var i = 0; i < rules; i += 100)
        {
            var diagnostics = new Diagnostics();
            var builder = Corpus.Environment.Builder("everything", diagnostics);
            var texts = Enumerable.Range(0, 100).Select(_ => new RandomRules(random).Next()).Where(Passes).ToList();
            var added = texts.Select(text => builder.Add(new RuleText(text) { At = new SourceLocation("rule", 1, 1) }, new RuleSite(Corpus.Shape, RuleUse.Value))).ToList();
            var program = (CompiledProgram)builder.Build();
            checkedRules += added.Count;
            compiled += added.Count(rule => program[rule].WhyNot is null);
            for (var r = 0; r < Records; r++)
            {
                var row = RandomRecords.Next(random);
                var hidden = Corpus.Shape.Slots.Where(_ => random.Next(8) == 0).ToList();
                foreach (var rule in added)
                {
                    var expected = Result(program.Interpreted, rule, row.Thaw(), hidden);
                    var actual = Result(program, rule, row.Thaw(), hidden);
                    compared++;
                    failed += expected.StartsWith('!') ? 1 : 0;
                    Assert.True(expected == actual, $"seed {seed}: {rule.Text}\nover {Corpus.JsonOf(Value.Of([row]))!.ToJsonString()}\nhidden {string.Join(',', hidden.Select(slot => slot.Path))}\nengine {expected}, compiled {actual}");
                }
            }
        }
        output.WriteLine($"seed {seed}: {checkedRules} of {rules} random rules pass the checks, {compiled} are compiled; {compared} results compared, {failed} of them errors.");
        Assert.True(checkedRules > rules / 2, "Too few random rules pass the checks to say anything.");
        Assert.True(compiled > checkedRules * 7 / 10, "Too few random rules are compiled to say anything.");
    }

    static bool Passes(string text)
    {
        var diagnostics = new Diagnostics();
        Corpus.Environment.Builder("everything", diagnostics).Add(
            new RuleText(text) { At = new SourceLocation("rule", 1, 1) }, new RuleSite(Corpus.Shape, RuleUse.Value));
        return !diagnostics.HasErrors;
    }

    static string Result(RuleProgram program, Rule rule, Row row, List<Slot> hidden)
    {
        using var session = program.Open(row, Corpus.Context);
        foreach (var slot in hidden)
            session.Hide(row, slot, true);
        try
        {
            var value = ((IInspectable)session).Inspect(rule, row)?.ToJsonString() ?? "null";
            return value + (session.Holds(rule, row) ? " holds" : " does not hold");
        }
        catch (RuleException failure)
        {
            return $"!{failure.Problem.Code}";
        }
    }
}
