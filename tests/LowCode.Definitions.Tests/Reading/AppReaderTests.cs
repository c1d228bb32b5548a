using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Reading;

namespace LowCode.Definitions.Tests.Reading;

public class AppReaderTests
{
    [Fact]
    public void An_app_is_read_from_its_folder_with_everything_in_its_place()
    {
        var folder = Directory.CreateTempSubdirectory("lowcode-reading-");
        try
        {
            void Write(string path, string text)
            {
                var full = Path.Combine(folder.FullName, path);
                Directory.CreateDirectory(Path.GetDirectoryName(full)!);
                File.WriteAllText(full, text);
            }
            Write("app.json", TestPack.App);
            Write("forms/site.json", """{ "form": "site", "title": "点位", "fields": [ { "name": "name", "type": "text" } ] }""");
            Write("options/yesNo.json", """{ "options": "yesNo", "items": [ { "code": "yes", "title": "是" } ] }""");
            Write("workflows/site.json", """{ "workflow": "site", "states": [ { "name": "draft" } ], "transitions": [ { "name": "keep", "from": "draft", "to": "draft", "by": "inspector" } ] }""");
            Write("decisions/grade.json", """{ "decision": "grade", "form": "site", "rules": [ { "name": "any", "outcome": "A" } ] }""");
            Write("documents/notice.json", """{ "document": "notice", "form": "site", "title": "通知", "template": "notice.html" }""");
            Write("documents/notice.html", "<p>{{ name }}</p>");
            Write("views/all.json", """{ "view": "all", "form": "site", "title": "全部", "columns": [ "name" ] }""");
            Write("locales/en.json", """{ "locale": "en", "texts": { "app.title": "Test" } }""");
            Write("tests/one.json", """{ "case": "one", "form": "site", "expect": {} }""");
            Write("tests/two.json", """[ { "case": "two", "form": "site", "expect": {} }, { "case": "three", "form": "site", "expect": { "state": "draft" } } ]""");
            Write("README.md", "not a definition");
            Write(".git/config.json", "not here");
            Diagnostics diagnostics = new();
            var app = AppReader.Read(new FolderFiles(folder.FullName), diagnostics)!;
            Assert.Empty(diagnostics);
            Assert.Equal("site", Assert.Single(app.Forms).Name);
            Assert.Equal("yes", Assert.Single(app.OptionList("yesNo")!.Items).Code);
            Assert.Equal<string>(["draft"], app.WorkflowOf("site")!.Transitions[0].From);
            Assert.Equal("A", app.Decision("grade")!.Rules[0].Outcome);
            Assert.Equal("<p>{{ name }}</p>", app.Documents[0].TemplateText);
            Assert.Equal("all", app.Views[0].Name);
            Assert.Equal("Test", app.Title.In("en-GB"));
            Assert.Equal("测试", app.Title.In("zh-CN"));
            Assert.Equal(["one", "two", "three"], app.TestCases.Select(test => test.Name));
            Assert.Equal("draft", app.TestCases[2].Expect.GetProperty("state").GetString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Values_take_the_forms_that_authors_like_to_write()
    {
        var form = TestPack.ReadWell(("forms/f.json", """
            { "$schema": "../../schema/form.schema.json", "form": "f", "title": "F",
              "fields": [
                { "name": "count", "type": "integer", "min": 0, "max": "9", "required": true, "default": 12.5,
                  "check": { "rule": "count > 1", "message": "太少", "severity": "warning" } },
                { "name": "photos", "type": "photo", "max": 9, "accept": "image/jpeg", "readonly": "count > 2",
                  "evidence": { "grade": "V1", "source": "条例" } },
                { "name": "shown", "type": "computed", "as": "decimal", "value": "count * 2" },
                { "name": "area", "type": "division", "level": "neighborhood", "sensitive": true } ],
              "access": [ { "role": "inspector", "can": "read" }, { "role": "inspector", "can": [ "create", "update" ], "reach": "own" } ] }
            """)).Forms[0];
        var (count, photos, shown, area) = (form.Fields[0], form.Fields[1], form.Fields[2], form.Fields[3]);
        Assert.Equal(("0", "9"), (count.Min, count.Max));
        Assert.Equal(("true", "12.5"), (count.Required!.Text, count.Default!.Text));
        Assert.Equal(Severity.Warning, Assert.Single(count.Check).Severity);
        Assert.Equal<string>(["image/jpeg"], photos.Accept);
        Assert.Equal(EvidenceGrade.V1, photos.Evidence!.Grade);
        Assert.Same(FieldTypes.Decimal, shown.As);
        Assert.Equal(DivisionLevel.Neighborhood, area.Level);
        Assert.True(area.Sensitive);
        Assert.Equal<AccessAction>([AccessAction.Read], form.Access[0].Can);
        Assert.Equal(Reach.Subtree, form.Access[0].Reach);
        Assert.Equal(Reach.Own, form.Access[1].Reach);
    }

    [Fact]
    public void Every_node_and_member_knows_its_place()
    {
        var app = TestPack.ReadWell(("workflows/f.json", "{ \"workflow\": \"f\",\r\n \"states\": [ {\"name\": \"draft\"} ],\n \"transitions\": [\n  { \"name\": \"go\", \"from\": [\"draft\", \"open\"], \"to\": \"draft\", \"by\": \"inspector\",\n\t\"set\": { \"a.b\": \"1 + 1\" } } ] }"));
        var transition = app.Workflows[0].Transitions[0];
        Assert.Equal(new SourceLocation("workflows/f.json", 4, 3, "transitions[0]"), transition.At);
        Assert.Equal(new SourceLocation("workflows/f.json", 4, 37, "transitions[0].from[1]"), transition.AtMember("from[1]"));
        Assert.Equal(new SourceLocation("workflows/f.json", 4, 19, "transitions[0].from"), transition.AtName("from"));
        Assert.Equal(new SourceLocation("workflows/f.json", 5, 11, "transitions[0].set.a.b"), transition.AtName("set.a.b"));
        Assert.Equal(new SourceLocation("workflows/f.json", 5, 19, "transitions[0].set.a.b"), transition.Set["a.b"].At);
        Assert.Equal(transition.At, transition.AtMember("needs"));
        Assert.Equal(new SourceLocation("workflows/f.json", 1, 1), app.Workflows[0].At);
    }

    [Fact]
    public void A_position_in_a_rule_is_found_behind_escapes()
    {
        var rule = TestPack.ReadWell(("forms/f.json",
            """{ "form": "f", "title": "F", "fields": [ { "name": "a", "type": "text", "visible": "b === \"\u6c34\" && c" } ] }"""))
            .Forms[0].Fields[0].Visible!;
        Assert.Equal("b === \"水\" && c", rule.Text);
        var start = rule.At.Column;
        Assert.Equal(start, rule.Locate(0).Column);
        Assert.Equal(start + 6, rule.Locate(6).Column);
        Assert.Equal(start + 8, rule.Locate(7).Column);
        Assert.Equal(start + 14, rule.Locate(8).Column);
        Assert.Equal(start + 20, rule.Locate(13).Column);
        Assert.Equal("fields[0].visible", rule.At.Node);
    }

    [Fact]
    public void A_bare_rule_stands_where_its_value_stands()
    {
        var field = TestPack.ReadWell(("forms/f.json",
            """{ "form": "f", "title": "F", "fields": [ { "name": "a", "type": "text", "required": true } ] }""")).Forms[0].Fields[0];
        Assert.Equal(field.AtMember("required"), field.Required!.At);
    }

    [Fact]
    public void All_mistakes_of_all_files_are_found_in_one_pass()
    {
        var (_, diagnostics) = TestPack.Read(
            ("forms/a.json", """{ "form": "a", "titel": "A", "fields": [ { "name": "x", "type": "txt", "requierd": true }, 7 ] }"""),
            ("forms/b.json", """{ "form": "b", "title": null, "fields": {}, }"""),
            ("views/v.json", "{ \"view\": \"v\""));
        Assert.Equal(
            """
            forms/a.json(1,16): error LC1030: There is no property 'titel' here. Did you mean 'title'?
            forms/a.json(1,65): error LC1035: There is no field type 'txt'. Did you mean 'text'?
            forms/a.json(1,72): error LC1030: There is no property 'requierd' here. Did you mean 'required'?
            forms/a.json(1,92): error LC1031: 'fields[1]' must be an object {…}, not a number.
            forms/a.json(1,1): error LC1032: The property 'title' is missing.
            forms/b.json(1,43): error LC1012: There is a comma too many.
            forms/b.json(1,25): error LC1031: 'title' must be text, not null (leave out what is not used).
            forms/b.json(1,41): error LC1031: 'fields' must be a list […], not an object {…}.
            views/v.json(1,14): error LC1022: The '{' of line 1 is not closed.
            """,
            string.Join("\n", diagnostics));
    }

    [Fact]
    public void The_grain_of_the_design_reads_without_a_word()
    {
        var app = TestPack.ReadWell(
            ("forms/inspection.json", """
                { "form": "inspection", "title": "防汛“六有”检查",
                  "fields": [
                    { "name": "site", "type": "reference", "to": "site", "label": "检查点位", "required": true },
                    { "name": "inspectedOn", "type": "date", "label": "检查日期", "default": "today()",
                      "check": { "rule": "inspectedOn <= today()", "message": "检查日期不能晚于今天" } },
                    { "name": "hasPlan", "type": "choice", "options": "yesNoNa", "label": "有防汛预案", "required": true },
                    { "name": "filingNo", "type": "text", "label": "区水务备案号", "visible": "hasPlan === 'yes'", "required": "hasPlan === 'yes'" },
                    { "name": "supplies", "type": "table", "label": "物资",
                      "fields": [
                        { "name": "item", "type": "choice", "options": "supplies" },
                        { "name": "needed", "type": "integer" }, { "name": "onHand", "type": "integer" },
                        { "name": "short", "type": "integer", "value": "Math.max(0, needed - onHand)" } ] },
                    { "name": "totalShort", "type": "integer", "value": "supplies.reduce((sum, row) => sum + row.short, 0)" },
                    { "name": "photos", "type": "photo", "max": 9 } ] }
                """),
            ("workflows/inspection.json", """
                { "workflow": "inspection",
                  "states": [ { "name": "draft" }, { "name": "submitted", "due": { "after": "P3D", "then": "escalate" } }, { "name": "rectifying" }, { "name": "closed" } ],
                  "transitions": [
                    { "name": "submit", "from": "draft", "to": "submitted", "by": "inspector", "decide": "grade" },
                    { "name": "return", "from": "submitted", "to": "draft", "by": "reviewer@street", "needs": ["reviewNote"] },
                    { "name": "accept", "from": "submitted", "to": "closed", "by": "reviewer@street", "when": "grade !== 'C'" } ] }
                """),
            ("tests/grade.json", """
                { "case": "a site without a plan is graded C and goes to rectification",
                  "form": "inspection", "as": "inspector@310106006002", "today": "2026-06-01",
                  "given": { "hasPlan": "no" }, "do": ["submit"],
                  "expect": { "hidden": ["filingNo"], "decisions": { "grade": "C" }, "state": "submitted" } }
                """));
        Assert.Equal(7, app.Forms[0].Fields.Length);
        Assert.Equal(new DateOnly(2026, 6, 1), app.TestCases[0].Today);
    }
}
