using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests.Differential;

/// <summary>Rules that are asked together say what they say one by one, whichever of them fail.</summary>
public class BatchTests(ITestOutputHelper output)
{
    [Fact]
    public void Random_rules_say_together_what_they_say_alone()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var (asked, failed) = (0, 0);
        for (var round = 0; round < 20; round++)
        {
            var (program, rules) = Program(random, 100);
            var answers = program.Batch(rules).NewAnswers();
            for (var i = 0; i < 5; i++)
            {
                var row = Corpus.RowOf(RandomRecords.Next(random), Corpus.Shape).Thaw();
                using var session = program.Open(row, Corpus.Context);
                using var engine = ((Compiling.CompiledProgram)program).Interpreted.Open(row, Corpus.Context);
                foreach (var slot in Corpus.Shape.Slots.Where(_ => random.Next(9) == 0))
                {
                    session.Hide(row, slot, true);
                    engine.Hide(row, slot, true);
                }
                answers.Ask(session);
                for (var index = 0; index < rules.Count; index++)
                {
                    var rule = rules[index];
                    var alone = Said(rule.Site.Use, () => session.Holds(rule, row), () => session.Calculate(rule, row), () => session.Number(rule, row));
                    var together = Said(rule.Site.Use, () => answers.Holds(index), () => answers.Value(index), () => answers.Number(index));
                    var interpreted = Said(rule.Site.Use, () => engine.Holds(rule, row), () => engine.Calculate(rule, row), () => engine.Number(rule, row));
                    Assert.True(alone == together, $"seed {seed}: {rule.Text.Text} says {alone} alone, {together} with others");
                    Assert.True(alone == interpreted, $"seed {seed}: {rule.Text.Text} says {alone} compiled, {interpreted} in the engine");
                    asked++;
                    failed += alone.StartsWith('!') ? 1 : 0;
                }
            }
        }
        output.WriteLine($"seed {seed}: {asked} answers, {failed} of them errors.");
        Assert.True(failed > 0, "No rule failed: the test says nothing about failures.");
    }

    static (RuleProgram Program, List<Rule> Rules) Program(Random random, int tries)
    {
        var texts = Enumerable.Range(0, tries).Select(_ => new RandomRules(random, Place.Record).Next()).ToList();
        texts.AddRange(Enumerable.Repeat("supplies[99].needed > 1", 3)); // fails on most records
        var builder = Corpus.Environment.Builder("everything", new Diagnostics());
        var rules = new List<Rule>();
        foreach (var text in texts)
        {
            var site = new RuleSite(Corpus.Shape, (RuleUse)random.Next(3));
            if (site.Use == RuleUse.Value)
                site = site with { Target = Corpus.Shape.Slots[random.Next(Corpus.Shape.Slots.Length)] };
            if (Passes(text, site))
                rules.Add(builder.Add(TextOf(text), site));
        }
        return (builder.Build(), rules);
    }

    static bool Passes(string text, RuleSite site)
    {
        var diagnostics = new Diagnostics();
        Corpus.Environment.Builder("everything", diagnostics).Add(TextOf(text), site);
        return !diagnostics.HasErrors;
    }

    static RuleText TextOf(string text) => new(text) { At = new SourceLocation("rule", 1, 1) };

    static string Said(RuleUse use, Func<bool> holds, Func<Definitions.Values.Value> value, Func<decimal> number)
    {
        try
        {
            return use switch
            {
                RuleUse.Condition => $"{holds()}",
                RuleUse.Value => $"{value()}",
                _ => number().ToString(System.Globalization.CultureInfo.InvariantCulture),
            };
        }
        catch (RuleException failure)
        {
            return $"!{failure.Problem.Code}";
        }
    }
}
