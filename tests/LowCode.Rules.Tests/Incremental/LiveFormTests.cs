using System.Globalization;
using System.Text.Json.Nodes;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests.Incremental;

/// <summary>
/// After every change the incremental result is that of a whole evaluation, in the engine and in the browser's runtime, on
/// random forms with random changes. Longer: <c>LOWCODE_FUZZ_FORMS=10000</c>; another seed: <c>LOWCODE_FUZZ_SEED</c>.
/// </summary>
public class LiveFormTests(ITestOutputHelper output)
{
    const int Edits = 30;

    static readonly int Seed = Setting("LOWCODE_FUZZ_SEED", Random.Shared.Next());
    static readonly int Forms = Setting("LOWCODE_FUZZ_FORMS", 300);

    static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    [Fact]
    public void Changing_a_record_gives_what_evaluating_it_whole_gives()
    {
        var states = 0;
        foreach (var filling in Fillings())
        {
            for (var i = 0; i < filling.Whole.Count; i++, states++)
                Same(filling, i, filling.Incremental[i], "incremental");
        }
        output.WriteLine($"seed {Seed}: {states} states compared.");
    }

    [Fact]
    public void The_runtime_of_the_browser_gives_what_the_engine_gives()
    {
        using var node = NodeProcess.Start(Path.Combine("Incremental", "live.mjs"));
        var states = 0;
        foreach (var filling in Fillings())
        {
            var answers = node.Ask(filling.Question()).AsArray();
            Assert.Equal(filling.Whole.Count, answers.Count);
            for (var i = 0; i < answers.Count; i++, states++)
            {
                Same(filling, i, answers[i]!["whole"]!, "runtime, whole");
                Same(filling, i, answers[i]!["incremental"]!, "runtime, incremental");
                Assert.True(answers[i]!["unreported"] is not JsonArray { Count: > 0 } unreported, $"{filling.Describe(i)}\nchanged, but not reported: {answers[i]!["unreported"]}");
            }
        }
        output.WriteLine($"seed {Seed}: {states} states compared.");
    }

    static IEnumerable<Filling> Fillings()
    {
        var random = new Random(Seed);
        var (forms, tries) = (0, 0);
        while (forms < Forms)
        {
            tries++;
            var fields = new RandomForms(random).Next();
            if (RandomForm.Of(fields) is not { } form)
                continue;
            forms++;
            var first = new Filling(form, null, random, Edits);
            yield return first;
            yield return new Filling(form, first.Record, random, Edits);
        }
        Assert.True(forms > tries / 10, "Too few random forms are without cycles to say anything.");
    }

    static void Same(Filling filling, int edit, JsonNode actual, string what)
    {
        var expected = filling.Whole[edit];
        foreach (var (name, value) in expected)
        {
            if (!JsonNode.DeepEquals(value, actual[name]))
                Assert.Fail($"seed {Seed}: {filling.Describe(edit)}\n{name}, whole: {value!.ToJsonString()}\n{name}, {what}: {actual[name]?.ToJsonString()}");
        }
    }
}
