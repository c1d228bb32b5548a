using System.Collections;
using System.Reflection;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Tests.Reading;

namespace LowCode.Definitions.Tests.Model;

public class AppTextsTests
{
    private static readonly (string, string)[] Everything =
    [
        ("app.json", """{ "app": "sample", "title": "t1", "description": "t2", "version": "1.0.0", "roles": [ { "name": "inspector", "title": "t3" } ] }"""),
        ("forms/site.json", """
            { "form": "site", "title": "t4", "description": "t5", "fields": [
              { "name": "a", "type": "integer", "label": "t6", "hint": "t7", "unit": "t8", "check": [ { "rule": "true", "message": "t9" }, { "rule": "true", "message": "t10" } ] },
              { "name": "g", "type": "group", "label": "t11", "fields": [ { "name": "t", "type": "table", "fields": [ { "name": "x", "type": "text", "label": "t12" } ] } ] } ] }
            """),
        ("options/yesNo.json", """{ "options": "yesNo", "title": "t13", "items": [ { "code": "yes", "title": "t14" } ] }"""),
        ("workflows/flow.json", """
            { "workflow": "flow", "form": "site", "title": "t15", "states": [ { "name": "draft", "title": "t16", "locked": true } ],
              "transitions": [ { "name": "keep", "from": "draft", "to": "draft", "by": "inspector", "title": "t17", "when": "true", "message": "t18" } ] }
            """),
        ("decisions/grade.json", """
            { "decision": "grade", "form": "site", "title": "t19", "rules": [ { "name": "r", "title": "t20", "message": "t21", "outcome": "A",
              "rules": [ { "name": "n", "title": "t22", "message": "t23", "when": "true" } ] } ] }
            """),
        ("documents/notice.json", """{ "document": "notice", "form": "site", "title": "t24", "template": "n.html" }"""),
        ("documents/n.html", "x"),
        ("views/all.json", """{ "view": "all", "form": "site", "title": "t25", "columns": [ "a" ] }"""),
    ];

    [Fact]
    public void Every_text_has_its_path() =>
        Assert.Equal(
            """
            app.title t1
            app.description t2
            app.role.inspector t3
            form.site.title t4
            form.site.description t5
            form.site.a.label t6
            form.site.a.hint t7
            form.site.a.unit t8
            form.site.a.check[0].message t9
            form.site.a.check[1].message t10
            form.site.g.label t11
            form.site.g.t.x.label t12
            options.yesNo t13
            options.yesNo.yes t14
            workflow.flow.title t15
            workflow.flow.state.draft t16
            workflow.flow.transition.keep t17
            workflow.flow.transition.keep.message t18
            decision.grade.title t19
            decision.grade.rule.r.title t20
            decision.grade.rule.r.message t21
            decision.grade.rule.n.title t22
            decision.grade.rule.n.message t23
            document.notice.title t24
            view.all.title t25
            """,
            string.Join('\n', AppTexts.Of(TestPack.ReadWell(Everything)).Select(text => $"{text.Path} {text.Text}")));

    [Fact]
    public void No_text_of_the_model_is_left_out()
    {
        var app = AppTexts.Map(TestPack.ReadWell(Everything), (_, text) => text with { Original = "seen" });
        var texts = Texts(app).ToList();
        Assert.Equal(25, texts.Count);
        Assert.All(texts, text => Assert.Equal("seen", text.Original));
    }

    [Fact]
    public void Translations_are_laid_over_the_texts_they_name_and_keep_every_place()
    {
        var app = TestPack.ReadWell([.. Everything,
            ("locales/en.json", """{ "locale": "en", "texts": { "form.site.g.t.x.label": "Item", "options.yesNo.yes": "Yes" } }"""),
            ("locales/en-GB.json", """{ "locale": "en-GB", "texts": { "options.yesNo.yes": "Aye" } }""")]);
        var label = app.Forms[0].Fields[1].Fields[0].Fields[0].Label!;
        Assert.Equal(("Item", "Item", "t12"), (label.In("en"), label.In("en-GB"), label.In("zh-CN")));
        var yes = app.OptionLists[0].Items[0].Title;
        Assert.Equal(("Yes", "Aye"), (yes.In("en"), yes.In("en-GB")));
        Assert.Equal("forms/site.json", app.Forms[0].Fields[0].AtMember("label").File);
        Assert.NotEqual(app.Forms[0].Fields[0].At, app.Forms[0].Fields[0].AtMember("label"));
    }

    private static IEnumerable<LocalizedText> Texts(object? value) => value switch
    {
        LocalizedText text => [text],
        string => [],
        Node node => node.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.GetIndexParameters().Length == 0).SelectMany(property => Texts(property.GetValue(node))),
        IEnumerable items and not IDictionary => items.Cast<object?>().SelectMany(Texts),
        _ => [],
    };
}
