using System.Text.Json.Nodes;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Values;
using LowCode.Rules.Compiling;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests;

public class RuleCorpusTests
{
    public static TheoryData<string, string> Cases() =>
    [
        .. from file in Corpus.Rules()
           from entry in file.Content["cases"]!.AsArray()
           select (file.File, entry!["case"]!.GetValue<string>()),
    ];

    [Theory, MemberData(nameof(Cases))]
    public void A_rule_gives_what_the_corpus_says(string file, string name)
    {
        var content = Corpus.Rules().Single(candidate => candidate.File == file).Content;
        var test = content["cases"]!.AsArray().Single(entry => entry!["case"]!.GetValue<string>() == name)!.AsObject();
        new RuleCase(test, content["record"]).Run();
    }

    [Fact]
    public void Every_case_has_its_own_name() => Assert.All(Corpus.Rules(), file =>
        Assert.Equal(file.Content["cases"]!.AsArray().Count, file.Content["cases"]!.AsArray().Select(entry => entry!["case"]!.GetValue<string>()).Distinct().Count()));
}

/// <summary>One case of <c>tests/corpus/rules</c>.</summary>
sealed class RuleCase(JsonObject test, JsonNode? fileRecord)
{
    public string Rule { get; } = Text(test["rule"]!);

    public Shape Scope { get; } = ScopeAt(test["at"]?.GetValue<string>());

    public RuleSite Site => new(Scope, Use, Target, Options: test.ContainsKey("option"));

    RuleUse Use => test["use"]?.GetValue<string>() switch
    {
        "condition" => RuleUse.Condition,
        "number" => RuleUse.Number,
        _ when test.ContainsKey("option") => RuleUse.Condition,
        _ => RuleUse.Value,
    };

    Slot? Target => test["into"] is { } into ? Scope[into.GetValue<string>()] : test.ContainsKey("option") ? Scope["kind"] : null;

    public void Run()
    {
        var diagnostics = new Diagnostics();
        var builder = Corpus.Environment.Builder("everything", diagnostics);
        var rule = builder.Add(new RuleText(Rule) { At = new SourceLocation("rule", 1, 1) }, Site);
        if (test["error"] is { } error)
        {
            CheckError(diagnostics, error.GetValue<string>());
            return;
        }
        Assert.Equal([], diagnostics.Where(found => found.Severity == Severity.Error).Select(found => found.ToString()));
        Assert.Equal(test["warning"] is { } warning ? [warning.GetValue<string>()] : [], Corpus.Codes(diagnostics, Severity.Warning).Distinct());
        var root = Record();
        var program = (CompiledProgram)builder.Build();
        Check(program, rule, root);
        Check(program.Interpreted, rule, root);
    }

    void Check(RuleProgram program, Rule rule, Row root)
    {
        var context = test["fails"]?.GetValue<string>() == RuleFailureMessages.Time.Code ? Corpus.Context with { Clock = TimeProvider.System } : Corpus.Context;
        using var session = program.Open(root, context);
        var row = Corpus.RowAt(root, test["at"]?.GetValue<string>());
        if (test["fails"] is { } fails)
        {
            var failure = Assert.Throws<RuleException>(() => Evaluate(session, rule, row));
            Assert.Equal(fails.GetValue<string>(), failure.Problem.Code);
            return;
        }
        var result = Evaluate(session, rule, row);
        Assert.True(JsonNode.DeepEquals(test["expect"], result), $"expected {test["expect"]?.ToJsonString() ?? "null"}, got {result?.ToJsonString() ?? "null"}");
    }

    JsonNode? Evaluate(RuleSession session, Rule rule, Row row)
    {
        if (test["option"] is { } option)
            return session.Offers(rule, row, Corpus.App.OptionList("kinds")!.Find(option.GetValue<string>())!);
        return Use switch
        {
            RuleUse.Condition => session.Holds(rule, row),
            RuleUse.Number => session.Number(rule, row),
            _ when Target is not null => Corpus.JsonOf(session.Calculate(rule, row)),
            _ => ((IInspectable)session).Inspect(rule, row),
        };
    }

    void CheckError(Diagnostics diagnostics, string code)
    {
        var errors = diagnostics.Where(found => found.Severity == Severity.Error).ToList();
        if (test["errors"] is { } count)
            Assert.Equal(count.GetValue<int>(), errors.Count);
        else
            Assert.Single(errors);
        var found = errors[0];
        Assert.True(code == found.Message.Code, found.ToString());
        if (test["column"] is { } column)
            Assert.Equal(column.GetValue<int>(), found.At.Column);
        foreach (var (name, expected) in test["arguments"]?.AsObject() ?? [])
        {
            var actual = found.Arguments.Single(argument => argument.Name == name).Value;
            Assert.Equal(expected!.ToString(), actual is LocalizedText term ? term.In("en") : actual?.ToString());
        }
    }

    /// <summary>The record that the rule runs over.</summary>
    public Row Record()
    {
        var root = Corpus.RowOf(test["record"] ?? fileRecord, Corpus.Shape);
        foreach (var (text, length) in test["long"]?.AsObject() ?? [])
            root[Corpus.Shape[text].Index] = Value.Of(new string('x', length!.GetValue<int>()));
        foreach (var (table, times) in test["repeat"]?.AsObject() ?? [])
        {
            var first = root[table].AsRows()[0];
            root[Corpus.Shape[table].Index] = Value.Of([.. Enumerable.Range(0, times!.GetValue<int>()).Select(_ => first.Thaw())]);
        }
        return root;
    }

    static string Text(JsonNode rule)
    {
        if (rule is not JsonObject parts)
            return rule.GetValue<string>();
        var times = parts["times"]!.GetValue<int>();
        return $"{parts["start"]}{Repeated(parts["repeat"])}{parts["end"]}{Repeated(parts["close"])}";

        string Repeated(JsonNode? part) => string.Concat(Enumerable.Repeat(part?.GetValue<string>() ?? "", times));
    }

    static Shape ScopeAt(string? path)
    {
        var shape = Corpus.Shape;
        foreach (var part in (path ?? "").Split('.', StringSplitOptions.RemoveEmptyEntries))
            shape = shape[part[..part.IndexOf('[', StringComparison.Ordinal)]].Rows!;
        return shape;
    }
}
