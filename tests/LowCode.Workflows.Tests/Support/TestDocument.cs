using System.Text;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;
using LowCode.Documents;
using LowCode.Documents.Content;
using LowCode.Documents.Rendering;

namespace LowCode.Workflows.Tests.Support;

/// <summary>A document over a form with one field of most types.</summary>
sealed class TestDocument : IDisplayTexts
{
    public static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    const string Form = """
        { "form": "check", "title": "点位检查", "fields": [
          { "name": "name", "type": "text", "label": "名称 <b>" },
          { "name": "note", "type": "longText", "label": "备注" },
          { "name": "kind", "type": "choice", "options": "kinds", "label": "类别" },
          { "name": "tags", "type": "choices", "options": "kinds", "label": "标签" },
          { "name": "depth", "type": "decimal", "unit": "厘米", "label": "积水" },
          { "name": "people", "type": "integer", "label": "人数" },
          { "name": "safe", "type": "boolean", "label": "安全" },
          { "name": "on", "type": "date", "label": "日期" },
          { "name": "time", "type": "time", "label": "时间" },
          { "name": "moment", "type": "datetime", "label": "时刻" },
          { "name": "site", "type": "reference", "to": "site", "label": "点位" },
          { "name": "place", "type": "location", "label": "位置" },
          { "name": "photos", "type": "photo", "label": "照片" },
          { "name": "by", "type": "user", "label": "检查人" },
          { "name": "area", "type": "division", "label": "居村" },
          { "name": "contact", "type": "group", "label": "联系人", "fields": [ { "name": "phone", "type": "text", "label": "电话" } ] },
          { "name": "supplies", "type": "table", "label": "物资", "fields": [
            { "name": "item", "type": "choice", "options": "kinds", "label": "品名" },
            { "name": "count", "type": "integer", "label": "数量" } ] } ] }
        """;

    const string Options = """
        { "options": "kinds", "items": [ { "code": "pump", "title": "水泵" }, { "code": "bag", "title": "沙袋" } ] }
        """;

    const string Locale = """
        { "locale": "en", "texts": { "options.kinds.pump": "Pump", "options.kinds.bag": "Sandbag", "form.check.title": "Site check" } }
        """;

    readonly AppDefinition _app;

    TestDocument(string template)
    {
        var files = new Dictionary<string, string>
        {
            ["app.json"] = """{ "app": "test-app", "title": "测试", "version": "1.0.0" }""",
            ["forms/check.json"] = Form,
            ["forms/site.json"] = """{ "form": "site", "title": "点位", "fields": [ { "name": "name", "type": "text" } ] }""",
            ["options/kinds.json"] = Options,
            ["locales/en.json"] = Locale,
            ["documents/notice.json"] = """{ "document": "notice", "form": "check", "title": "整改通知 <i>", "template": "notice.html" }""",
            ["documents/notice.html"] = template,
        };
        var found = new Diagnostics();
        _app = AppReader.Read(MemoryFiles.Of(files), found)!;
        Assert.DoesNotContain(found, one => one.Severity == Severity.Error);
        Plan = DocumentPlan.Compile(_app.Documents[0], _app.Form("check")!, ["grade"], _app.OptionList, Diagnostics);
        Shape = Shapes.Of(_app.Form("check")!);
    }

    public Diagnostics Diagnostics { get; } = [];

    public DocumentPlan Plan { get; }

    public Shape Shape { get; }

    public static TestDocument Compile(string template) => new(template);

    public static TestDocument CompileWell(string template)
    {
        var document = Compile(template);
        Assert.Empty(document.Diagnostics.Select(found => found.ToString()));
        return document;
    }

    public DocumentData Data(string values, string? locale = null)
    {
        var at = new DateTimeOffset(2026, 6, 1, 1, 5, 0, TimeSpan.Zero);
        return new DocumentData
        {
            Row = RowJson.Read(Encoding.UTF8.GetBytes(values), Shape),
            Locale = locale,
            Zone = Shanghai,
            MadeAt = at,
            MadeBy = "李",
            Texts = this,
            Record = new DocumentRecord(
                new Guid("01900000-0000-7000-8000-000000000001"), new LocalizedText("待审核"), "310106011001", "li", at, "wang", at.AddHours(1)),
        };
    }

    /// <summary>What stands in the body.</summary>
    public string Body(string values, string? locale = null) => Body(Data(values, locale));

    public string Body(DocumentData data, DocumentLimits? limits = null)
    {
        var result = Plan.Render(data, limits, TestContext.Current.CancellationToken);
        Assert.Null(result.Problem);
        return result.Html!.Split("<body>\n")[1].Split("\n</body>")[0];
    }

    public string? Reference(string form, Guid id) => form == "site" ? "地下车库" : null;

    public string? User(string name) => name == "li" ? "李<明>" : null;

    public string? Division(string code) => code == "310106011001" ? "新安居委会" : null;
}
