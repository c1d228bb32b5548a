using System.Diagnostics;
using System.Text;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;
using LowCode.Rules;

namespace LowCode.Benchmarks;

/// <summary>
/// Sixty rules over a form of two hundred fields and 256 records that are ready: compiled, written by hand in C# over
/// the same rows, and in the pooled engine. Ratios of medians in one run.
/// </summary>
static class RuleRun
{
    private const int Rules = 60;
    private const int Records = 256;
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<RuleProgram, RuleBatch> Batches = [];

    public static void Run()
    {
        var diagnostics = new LowCode.Definitions.Messages.Diagnostics();
        var app = AppReader.Read(new MemoryFiles(Files().ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value))), diagnostics)
            ?? throw new InvalidOperationException(string.Join('\n', diagnostics));
        var shape = Shapes.Of(app.Form("f")!);
        var builder = new RuleProgramBuilder(app.Form("f")!, shape, new Lists(app), diagnostics);
        var rules = Enumerable.Range(0, Rules).Select(i => builder.Add(new RuleText(Text(i)) { At = SourceLocation.None },
            i % 2 == 0 ? new RuleSite(shape, RuleUse.Condition) : new RuleSite(shape, RuleUse.Number))).ToArray();
        var rows = Enumerable.Range(0, Records).Select(record => RowOf(shape, new Random(record))).ToArray();
        var context = new RuleContext { Today = new DateOnly(2026, 6, 1), Now = DateTimeOffset.UnixEpoch, Me = new Person("a", "b", "31", []) };
        var hands = Enumerable.Range(0, Rules).Select(i => new Hand(i, shape)).ToArray();
        var compiled = builder.Build();
        var engine = builder.BuildInterpreted();
        Same(rules, rows, hands, compiled, engine, context);
        var hand = Median(() => rows.Sum(row => hands.Sum(one => one.Of(row))), 400);
        var ours = Median(() => Sum(compiled, rules, rows, context), 400);
        var theirs = Median(() => Sum(engine, rules, rows, context), 30);
        Console.WriteLine($"{Rules} rules, microseconds a record: by hand {hand:0.00}, compiled {ours:0.00}, engine {theirs:0.00}");
        Console.WriteLine($"compiled is {ours / hand:0.00} times by hand, the engine {theirs / ours:0} times compiled");
    }

    private static decimal Sum(RuleProgram program, Rule[] rules, Row[] rows, RuleContext context)
    {
        var sum = 0m;
        var batch = Batches.GetValue(program, made => made.Batch(rules));
        var answers = batch.NewAnswers();
        foreach (var row in rows)
        {
            using var session = program.Open(row, context);
            answers.Ask(batch, session);
            for (var i = 0; i < rules.Length; i++)
                sum += rules[i].Site.Use == RuleUse.Condition ? answers.Holds(i) ? 1 : 0 : answers.Number(i);
        }
        return sum;
    }

    private static void Same(Rule[] rules, Row[] rows, Hand[] hands, RuleProgram compiled, RuleProgram engine, RuleContext context)
    {
        var hand = rows.Sum(row => hands.Sum(one => one.Of(row)));
        if (hand != Sum(compiled, rules, rows, context) || hand != Sum(engine, rules, rows, context))
            throw new InvalidOperationException("The three do not give the same.");
    }

    private static double Median(Func<decimal> work, int rounds)
    {
        for (var i = 0; i < rounds / 2; i++)
            work();
        var times = new double[rounds];
        for (var i = 0; i < rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            work();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / Records;
        }
        Array.Sort(times);
        return times[rounds / 2];
    }

    private static string Text(int i) => (i % 4) switch
    {
        0 => $"n{i} > 3 && c{i} === 'a'",
        1 => $"n{i} * 2 + n{i + 1}",
        2 => $"(n{i} ?? 0) >= 5 || t{i} === null",
        _ => $"c{i} === 'b' ? n{i} : 0",
    };

    private static Dictionary<string, string> Files() => new()
    {
        ["app.json"] = """{ "app": "bench", "title": "b", "version": "1.0.0" }""",
        ["options/letters.json"] = """{ "options": "letters", "items": [ { "code": "a", "title": "a" }, { "code": "b", "title": "b" } ] }""",
        ["forms/f.json"] = $$"""{ "form": "f", "title": "f", "fields": [ {{string.Join(',', Enumerable.Range(0, 67).SelectMany(i => new[]
        {
            $$"""{ "name": "n{{i}}", "type": "integer", "label": "n" }""",
            $$"""{ "name": "c{{i}}", "type": "choice", "options": "letters", "label": "c" }""",
            $$"""{ "name": "t{{i}}", "type": "text", "label": "t" }""",
        }))}} ] }""",
    };

    private static Row RowOf(Shape shape, Random random)
    {
        var row = new Row(shape);
        foreach (var slot in shape.Slots)
        {
            if (random.Next(5) == 0)
                continue;
            row[slot.Index] = slot.Path[0] switch
            {
                'n' => Value.Of((long)random.Next(10)),
                'c' => Value.Of(random.Next(2) == 0 ? "a" : "b"),
                _ => Value.Of("text"),
            };
        }
        return row;
    }

    /// <summary>The same rules as somebody would write them in C#.</summary>
    private sealed class Hand(int i, Shape shape)
    {
        private readonly int _n = shape[$"n{i}"].Index;
        private readonly int _next = shape[$"n{i + 1}"].Index;
        private readonly int _c = shape[$"c{i}"].Index;
        private readonly int _t = shape[$"t{i}"].Index;

        public decimal Of(Row row) => (i % 4) switch
        {
            0 => Number(row, _n) > 3 && !row[_c].IsEmpty && row[_c].AsText() == "a" ? 1 : 0,
            1 => (decimal)((Number(row, _n) * 2) + Number(row, _next)),
            2 => Number(row, _n) >= 5 || row[_t].IsEmpty ? 1 : 0,
            _ => !row[_c].IsEmpty && row[_c].AsText() == "b" ? (decimal)Number(row, _n) : 0,
        };

        private static double Number(Row row, int slot) => row[slot].IsEmpty ? 0 : row[slot].AsDouble();
    }

    private sealed class Lists(AppDefinition app) : IRuleEnvironment
    {
        public OptionListDefinition? OptionList(string name) => app.OptionList(name);

        public (FormDefinition Form, Shape Shape, string Set)? Form(string name) => null;
    }
}
