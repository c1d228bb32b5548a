using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests;

public class RuleBuilderTests
{
    readonly Diagnostics _diagnostics = new();
    readonly RuleProgramBuilder _builder;

    public RuleBuilderTests() => _builder = Corpus.Environment.Builder("everything", _diagnostics);

    [Fact]
    public void A_position_in_a_rule_is_one_in_its_file()
    {
        _builder.Add(
            new RuleText("count > 1 && cuont") { At = new SourceLocation("forms/f.json", 12, 40, "fields[3].visible") },
            new RuleSite(_builder.Shape, RuleUse.Condition));
        var found = Assert.Single(_diagnostics);
        Assert.Equal(new SourceLocation("forms/f.json", 12, 53, "fields[3].visible"), found.At);
    }

    [Fact]
    public void All_errors_of_a_rule_are_reported_at_once()
    {
        Add("cuont + kind.lenght + adDays(on)");
        Assert.Equal(["LC2011", "LC2108", "LC2012", "LC2016"], _diagnostics.Select(found => found.Message.Code));
    }

    [Fact]
    public void A_rule_with_errors_keeps_the_program_from_being_built()
    {
        Assert.Equal(-1, Add("cuont").Index);
        Assert.Throws<InvalidOperationException>(() => _builder.Build());
    }

    [Fact]
    public void A_rule_knows_what_it_reads()
    {
        var rule = Add("supplies.some(row => row.parts.some(part => part.weight > price) && row.keeper.name === contact.phone)");
        Assert.Equal(
            ["everything.contact.phone", "everything.price", "everything.supplies", "everything/supplies.keeper.name", "everything/supplies.parts", "everything/supplies/parts.weight"],
            rule.Reads.Select(read => $"{read.Shape.Name}.{read.Slot.Path}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_program_knows_which_references_are_read()
    {
        Add("lookup(site, 'name') === null || supplies.some(row => lookup(row.store, 'level') === 'high')");
        Assert.Equal(
            ["everything.site → shared/site", "everything/supplies.store → shared/site"],
            _builder.Build().References.Select(read => $"{read.Shape.Name}.{read.Slot.Path} → {read.Set}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_frozen_row_cannot_be_opened() =>
        Assert.Throws<ArgumentException>(() => _builder.Build().Open(new Row(_builder.Shape).Freeze(), Corpus.Context));

    [Fact]
    public void A_scope_of_another_form_is_refused() =>
        Assert.Throws<ArgumentException>(() => _builder.Add(new RuleText("true"), new RuleSite(new Shape("other", []), RuleUse.Condition)));

    [Fact]
    public void A_lookup_into_a_form_that_is_not_there_is_an_error()
    {
        var app = PackEnvironment.Read(MemoryFiles.Of(new Dictionary<string, string>
        {
            ["app.json"] = """{ "app": "t", "title": "测试", "version": "1.0.0" }""",
            ["forms/f.json"] = """{ "form": "f", "title": "表", "fields": [ { "name": "site", "type": "reference", "to": "gone/site", "label": "点" } ] }""",
        }));
        var builder = new PackEnvironment(app).Builder("f", _diagnostics);
        builder.Add(new RuleText("lookup(site, 'name')"), new RuleSite(builder.Shape, RuleUse.Value));
        Assert.Equal([RuleMessages.TargetMissing], _diagnostics.Select(found => found.Message));
    }

    [Fact]
    public void A_value_that_is_set_is_seen_by_the_next_rule_and_a_hidden_one_is_empty()
    {
        var rule = Add("count");
        var total = Add("sum(supplies, row => row.needed)");
        var root = Corpus.RowOf(System.Text.Json.Nodes.JsonNode.Parse("""{ "count": 1, "supplies": [ { "needed": 2 }, { "needed": 3 } ] }"""), _builder.Shape);
        var (count, supplies) = (_builder.Shape["count"], _builder.Shape["supplies"]);
        using var session = _builder.Build().Open(root, Corpus.Context);
        Assert.Equal(1, session.Number(rule, root));
        session.Set(root, count, Value.Of(7L));
        Assert.Equal(7, session.Number(rule, root));
        session.Hide(root, count, true);
        Assert.Equal(0, session.Number(rule, root));
        session.Hide(root, count, false);
        Assert.Equal(7, session.Number(rule, root));

        var row = root["supplies"].AsRows()[1];
        Assert.Equal(5, session.Number(total, root));
        session.Set(row, supplies.Rows!["needed"], Value.Of(30L));
        Assert.Equal(32, session.Number(total, root));
        session.Hide(row, supplies.Rows["needed"], true);
        Assert.Equal(2, session.Number(total, root));
        session.Hide(root, supplies, true);
        Assert.Equal(0, session.Number(total, root));
        session.Set(root, supplies, Value.Empty);
        session.Hide(root, supplies, false);
        Assert.Equal(0, session.Number(total, root));
    }

    [Fact]
    public void A_record_of_an_older_shape_reads_its_missing_fields_as_empty()
    {
        var older = new Shape("everything", [new Slot(0, "name", ValueKind.Text, null)]);
        var rule = Add("name + (count ?? '—') + supplies.length");
        var root = new Row(older);
        root[0] = Value.Of("林");
        using var session = _builder.Build().Open(root.Thaw(_builder.Shape), Corpus.Context);
        Assert.True(session.Holds(rule, session.Root));
    }

    Rule Add(string text) => _builder.Add(new RuleText(text), new RuleSite(_builder.Shape, RuleUse.Value));
}
