using System.Diagnostics;
using LowCode.Benchmarks.Sample;
using LowCode.Definitions.Values;
using LowCode.Rules;

namespace LowCode.Benchmarks;

/// <summary>What each of the sixty rules takes when it is compiled, and what a session takes before any: where to look first.</summary>
static class RuleProfile
{
    private const int Records = 256;
    private const int Copies = 16;
    private const int Rounds = 25;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static void Run()
    {
        var (form, rules) = SampleForm.WithRulesApart();
        var program = form.Builder.Build();
        var rows = Enumerable.Range(0, Records).Select(number => SampleRecords.Read(SampleRecords.Of(number, form, rules, program), form.Shape)).ToArray();
        var sessions = Array.ConvertAll(rows, row => program.Open(row, SampleForm.Context));
        var all = program.Batch(rules).NewAnswers();
        var none = program.Batch([]).NewAnswers();
        var hands = new Answers();
        // What the rules call has to be compiled well before it is timed.
        var warm = Stopwatch.StartNew();
        while (warm.Elapsed < WarmUp)
        {
            Best(i => Ask(program, rows[i], all));
            Best(i => HandOverRows.Answer(rows[i], SampleForm.Context, hands));
        }
        var times = rules.Select(rule => (rule.Text, Time: Of(program, rule, sessions))).OrderByDescending(entry => entry.Time).ToList();
        foreach (var (text, time) in times)
            Console.WriteLine($"{time,8:0.0} ns  {text}");
        Console.WriteLine($"{times.Sum(entry => entry.Time),8:0} ns together; asked together {Best(i => all.Ask(sessions[i])):0} ns, in a session of its own "
            + $"{Best(i => Ask(program, rows[i], all)):0} ns, the session {Best(i => Ask(program, rows[i], none)):0} ns; "
            + $"hand-written {Best(i => HandOverRows.Answer(rows[i], SampleForm.Context, hands)):0} ns");
    }

    private static void Ask(RuleProgram program, Row row, RuleAnswers answers)
    {
        using var session = program.Open(row, SampleForm.Context);
        answers.Ask(session);
    }

    // Many of one rule in one piece of code, over sessions that have their frames.
    private static double Of(RuleProgram program, Rule rule, RuleSession[] sessions)
    {
        var answers = program.Batch(Enumerable.Repeat(rule, Copies)).NewAnswers();
        return Best(i => answers.Ask(sessions[i])) / Copies;
    }

    // Nanoseconds, the least of some rounds.
    private static double Best(Action<int> ask)
    {
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < Records * 8; i++)
                ask(i % Records);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / (Records * 8));
        }
        return best;
    }
}
