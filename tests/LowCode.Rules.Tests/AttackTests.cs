using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Values;
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

    [Fact]
    public void Deep_nesting_is_refused_on_a_small_stack_too()
    {
        string[] texts =
        [
            new string('(', 3900) + "1", string.Concat(Enumerable.Repeat("a?", 1900)) + "1", new string('!', 3900) + "1",
            string.Concat(Enumerable.Repeat("`${", 1300)) + "1", string.Concat(Enumerable.Repeat("a[", 1900)) + "1", new string('[', 3900),
            string.Concat(Enumerable.Repeat("a=>", 1300)) + "1", string.Concat(Enumerable.Repeat("-(", 1000)) + "1" + new string(')', 1000),
        ];
        var failures = new List<Exception>();
        var thread = new Thread(() =>
        {
            foreach (var text in texts)
            {
                var diagnostics = new Diagnostics();
                var builder = Corpus.Environment.Builder("everything", diagnostics);
                builder.Add(new RuleText(text), new RuleSite(builder.Shape, RuleUse.Value));
                if (!diagnostics.HasErrors)
                    failures.Add(new InvalidOperationException(text[..20]));
            }
        }, 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.Empty(failures);
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
