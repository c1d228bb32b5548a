using System.Runtime.ExceptionServices;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Patterns;
using LowCode.Definitions.Values;
using LowCode.Rules.Compiling;
using LowCode.Rules.Running;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests;

public class AttackTests
{
    static readonly string[] Bombs =
    [
        "supplies.reduce((text, row) => text + text, 'x').length",
        "supplies.reduce((list, row) => list.concat(list), [1]).length",
        "supplies.map(a => supplies.map(b => supplies.map(c => supplies.map(d => 1).length).length).length).length",
        "supplies[999].needed",
    ];

    [Fact]
    public void A_rule_that_is_stopped_leaves_the_session_and_the_next_one_unharmed()
    {
        var builder = Corpus.Environment.Builder("everything", new Diagnostics());
        var bombs = Bombs.Select(text => builder.Add(new RuleText(text), new RuleSite(builder.Shape, RuleUse.Value))).ToList();
        var innocent = builder.Add(new RuleText("sum(supplies, row => row.needed)"), new RuleSite(builder.Shape, RuleUse.Number));
        var program = builder.Build();
        for (var round = 0; round < 3; round++)
        {
            var root = Record(100);
            using var session = program.Open(root, Corpus.Context);
            foreach (var bomb in bombs)
            {
                Assert.Throws<RuleException>(() => session.Holds(bomb, root));
                Assert.Equal(200, session.Number(innocent, root));
            }
        }
    }

    [Fact]
    public void Many_rules_that_each_stay_within_their_limit_are_stopped_together()
    {
        var builder = Corpus.Environment.Builder("everything", new Diagnostics());
        var rule = builder.Add(
            new RuleText("supplies.every(a => supplies.every(b => b.needed === a.needed))"), new RuleSite(builder.Shape, RuleUse.Condition));
        var root = Record(400);
        using var session = builder.Build().Open(root, Corpus.Context);
        var failure = Assert.Throws<RuleException>(() =>
        {
            for (var i = 0; i < 100; i++)
                Assert.True(session.Holds(rule, root));
        });
        Assert.Equal(RuleFailureMessages.Steps, failure.Problem);
    }

    [Fact]
    public void A_rule_sees_nothing_of_the_record_before_in_the_same_engine()
    {
        var builder = Corpus.Environment.Builder("everything", new Diagnostics());
        var rule = builder.Add(
            new RuleText("`${name} ${me.name} ${record.state} ${lookup(site, 'name')} ${kinds.join()}`"),
            new RuleSite(builder.Shape, RuleUse.Value, builder.Shape["notes"]));
        var program = builder.Build();
        var first = Corpus.RowOf(System.Text.Json.Nodes.JsonNode.Parse(
            """{ "name": "甲", "kinds": ["indoor"], "site": "0190a000-0000-7000-8000-000000000001" }"""), builder.Shape);
        using (var session = program.Open(first, Corpus.Context))
            Assert.Equal("甲 lin draft 泵站 indoor", session.Calculate(rule, first).AsText());
        var second = new Row(builder.Shape);
        var context = Corpus.Context with { Me = new Person("wang", "王", "310106", []), Record = new(null, null, null, null, null) };
        using (var session = program.Open(second, context))
            Assert.Equal("null wang null null ", session.Calculate(rule, second).AsText());
    }

    [Fact]
    public async Task Sessions_on_many_threads_do_not_meet()
    {
        var builder = Corpus.Environment.Builder("everything", new Diagnostics());
        var rule = builder.Add(new RuleText("supplies.reduce((sum, row) => sum + row.needed, 0) + count"), new RuleSite(builder.Shape, RuleUse.Number));
        var program = builder.Build();
        var tasks = Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                var root = Record(i % 7);
                root[builder.Shape["count"].Index] = Value.Of((long)(1000 * thread));
                using var session = program.Open(root, Corpus.Context);
                Assert.Equal((2 * (i % 7)) + (1000 * thread), session.Number(rule, root));
            }
        }));
        await Task.WhenAll(tasks);
    }

    // What checking and compiling one rule may allocate, and running it: its own limit and one large text or list on top.
    const long BytesOfChecking = 64L * 1024 * 1024;
    const long BytesOfRunning = Limits.Bytes + (16L * 1024 * 1024);

    public static TheoryData<string> Files() => [.. Corpus.Files("attacks/rules").Select(file => file.File)];

    [Theory, MemberData(nameof(Files))]
    public void Every_attack_ends_within_its_memory_on_a_small_stack_and_an_innocent_rule_beside_it_works(string file)
    {
        var content = Corpus.Files("attacks/rules").Single(candidate => candidate.File == file).Content;
        Exception? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    foreach (var test in content["cases"]!.AsArray())
                        Attack(new RuleCase(test!.AsObject(), content["record"]), test["case"]!.GetValue<string>());
                }
                catch (Exception failure)
                {
                    thrown = failure;
                }
            },
            512 * 1024);
        thread.Start();
        thread.Join();
        if (thrown is not null)
            ExceptionDispatchInfo.Throw(thrown);
    }

    [Fact]
    public void Patterns_keep_little_of_what_they_learn_from_texts()
    {
        var patterns = Enumerable.Range(0, 20).Select(i => new LinearRegex($"(?:x|b)*x(?:x|b){{{400 + i}}}y")).ToList();
        var text = new string('x', 20_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Assert.All(patterns, pattern => Assert.False(pattern.IsMatch(text)));
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(kept, long.MinValue, patterns.Count * 6L * 1024 * 1024);
        GC.KeepAlive(patterns);
    }

    static void Attack(RuleCase attack, string name)
    {
        var builder = Corpus.Environment.Builder("everything", new Diagnostics());
        Rule? rule = null;
        Within(BytesOfChecking, name, () => rule = builder.Add(new RuleText(attack.Rule), attack.Site));
        if (rule!.Index < 0)
        {
            // The author is told, and the next definition is none the worse.
            builder = Corpus.Environment.Builder("everything", new Diagnostics());
        }
        var innocent = builder.Add(new RuleText("sum(supplies, row => row.needed) + name.length"), new RuleSite(builder.Shape, RuleUse.Number));
        var program = (CompiledProgram)builder.Build();
        foreach (var one in new RuleProgram[] { program, program.Interpreted })
        {
            var root = attack.Record();
            var right = root["supplies"].AsRows().ToArray().Sum(row => row["needed"].IsEmpty ? 0 : row["needed"].AsInteger())
                + (root["name"].IsEmpty ? 0 : root["name"].AsText().Length);
            using var session = one.Open(root, Corpus.Context with { Clock = TimeProvider.System });
            if (rule.Index >= 0)
                Within(BytesOfRunning, name, () => Run(session, rule, root));
            // What an attack may use together with others, and how long it took on a busy machine, is not the matter here.
            session.Begin();
            if (!root["name"].IsEmpty)
                Assert.Equal(right, session.Number(innocent, root));
        }
    }

    static void Run(RuleSession session, Rule rule, Row root)
    {
        try
        {
            if (rule.Site.Target is null)
                session.Holds(rule, root);
            else
                session.Calculate(rule, root);
        }
        catch (RuleException)
        {
            // With which code it must end the corpus says.
        }
    }

    static void Within(long bytes, string name, Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        var used = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(used <= bytes, $"{name}: {used} bytes allocated, at most {bytes} expected");
    }

    static Row Record(int rows)
    {
        var shape = Corpus.Shape["supplies"].Rows!;
        var root = new Row(Corpus.Shape);
        root[Corpus.Shape["supplies"].Index] = Value.Of([.. Enumerable.Range(0, rows).Select(_ =>
        {
            var row = new Row(shape, Guid.NewGuid());
            row[shape["needed"].Index] = Value.Of(2L);
            return row;
        })]);
        return root;
    }
}
