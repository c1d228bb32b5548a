using System.Collections.Immutable;
using CsCheck;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Documents.Content;
using LowCode.Documents.Rendering;
using LowCode.Workflows.Tests.Support;

namespace LowCode.Workflows.Tests.Documents;

public class RenderingTests
{
    const string Everything = """
        { "name": "<script>alert(1)</script>", "note": "一\n二 & \"三\"", "kind": "pump", "tags": ["pump", "bag", "old"], "depth": 12.50, "people": 3,
          "safe": true, "on": "2026-06-01", "time": "09:05:00", "moment": "2026-06-01T01:05:00.000Z", "site": "01900000-0000-7000-8000-000000000002",
          "place": { "latitude": 31.2304, "longitude": 121.4737 }, "photos": [ { "hash": "h", "name": "a.jpg", "mediaType": "image/jpeg", "size": 1 } ],
          "by": "li", "area": "310106011001", "contact.phone": "021-1", 
          "supplies": [ { "@key": "01900000-0000-7000-8000-000000000003", "item": "bag", "count": 2 }, { "@key": "01900000-0000-7000-8000-000000000004", "item": "pump" } ] }
        """;

    [Theory]
    [InlineData("{{ fields.kind }}", "水泵", "Pump")]
    [InlineData("{{ fields.tags }}", "水泵、沙袋、old", "Pump, Sandbag, old")]
    [InlineData("{{ fields.depth }}", "12.5 厘米", "12.5 厘米")]
    [InlineData("{{ fields.people }}", "3", "3")]
    [InlineData("{{ fields.safe }}", "是", "Yes")]
    [InlineData("{{ fields.on }}", "2026年6月1日", "2026-06-01")]
    [InlineData("{{ fields.time }}", "09:05", "09:05")]
    [InlineData("{{ fields.moment }}", "2026年6月1日 09:05", "2026-06-01 09:05")]
    [InlineData("{{ fields.site }}", "地下车库", "地下车库")]
    [InlineData("{{ fields.place }}", "31.2304, 121.4737", "31.2304, 121.4737")]
    [InlineData("{{ fields.photos }}", "a.jpg", "a.jpg")]
    [InlineData("{{ fields.area }}", "新安居委会", "新安居委会")]
    [InlineData("{{ fields.contact.phone }}", "021-1", "021-1")]
    [InlineData("{{ label 'contact.phone' }}{{ label 'supplies.item' }}", "电话品名", "电话品名")]
    [InlineData("{{ for row in fields.supplies }}{{ row._number }}{{ row.item }}{{ row.count ?? '-' }};{{ end }}", "1沙袋2;2水泵-;", "1Sandbag2;2Pump-;")]
    [InlineData("{{ for row in fields.supplies }}{{ if row._stored.item == 'bag' }}{{ row.count }}{{ end }}{{ end }}", "2", "2")]
    [InlineData("{{ fields.supplies | count }}/{{ count fields.supplies }}", "2/2", "2/2")]
    [InlineData("{{ if stored.kind == 'pump' && stored.people > 2 && !stored.time }}a{{ else if stored.safe }}b{{ else }}c{{ end }}", "b", "b")]
    [InlineData("{{ if has stored.tags 'bag' }}有{{ end }}{{ if stored.tags | has 'none' }}无{{ end }}", "有", "有")]
    [InlineData("{{ record.division }} {{ record.state }} {{ record.createdAt }}", "新安居委会 待审核 2026年6月1日 09:05", "新安居委会 待审核 2026-06-01 09:05")]
    [InlineData("{{ document.form }}", "点位检查", "Site check")]
    public void Values_are_shown_as_people_read_them(string template, string chinese, string english)
    {
        var document = TestDocument.CompileWell(template);
        Assert.Equal(chinese, document.Body(Everything, "zh-CN"));
        Assert.Equal(english, document.Body(Everything, "en"));
    }

    [Theory]
    [InlineData("{{ fields.name }}", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("<p title=\"{{ fields.note }}\">x</p>", "<p title=\"一\n二 &amp; &quot;三&quot;\">x</p>")]
    [InlineData("{{ fields.by }}", "李&lt;明&gt;")]
    [InlineData("{{ label 'name' }}", "名称 &lt;b&gt;")]
    [InlineData("{{ document.title }}", "整改通知 &lt;i&gt;")]
    [InlineData("{{ fields.name ?? '<b>' }}{{ '<b>' }}", "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;")]
    public void Nothing_that_is_filled_in_ever_is_markup(string template, string shown) =>
        Assert.Equal(shown, TestDocument.CompileWell(template).Body(Everything));

    [Fact]
    public void No_value_whatever_it_is_adds_a_tag_or_ends_a_quote()
    {
        var document = TestDocument.CompileWell("<p title=\"{{ fields.name }}\">{{ fields.note }}</p><img alt='{{ fields.contact.phone }}'>{{ fields.tags }}");
        var texts = Gen.OneOf(Gen.String, Gen.OneOf("<", ">", "\"", "'", "&", "&lt;", "{{", "}}", "<!--", "]]>", "<script>", "\u0000", "\ud83d\ude00").Array[0, 8].Select(string.Concat));
        texts.Array[4].Sample(values =>
        {
            var data = document.Data("{}");
            var row = data.Row.Thaw();
            row[document.Shape["name"].Index] = Value.Of(values[0]);
            row[document.Shape["note"].Index] = Value.Of(values[1]);
            row[document.Shape["contact.phone"].Index] = Value.Of(values[2]);
            row[document.Shape["tags"].Index] = Value.Of(values[3].Length == 0 ? [] : ImmutableArray.Create(values[3]));
            var body = document.Body(data with { Row = row });
            Assert.Equal((3, 3, 2, 2), (body.Count(c => c == '<'), body.Count(c => c == '>'), body.Count(c => c == '"'), body.Count(c => c == '\'')));
        });
    }

    [Fact]
    public void An_empty_record_prints_empty_places()
    {
        var document = TestDocument.CompileWell(
            "{{ fields.name }}|{{ fields.site }}|{{ fields.contact.phone }}|{{ for row in fields.supplies }}x{{ else }}没有{{ end }}|{{ decisions.grade.outcome }}|{{ for step in history }}x{{ end }}");
        Assert.Equal("|||没有||", document.Body("{}"));
    }

    [Fact]
    public void Decisions_are_explained_and_history_is_told()
    {
        var document = TestDocument.CompileWell("""
            {{ decisions.grade.title }}:{{ decisions.grade.outcome }}({{ decisions.grade.points }}分)
            {{- for rule in decisions.grade.rules }}[{{ rule.depth }} {{ rule.title }} {{ if !rule.asked }}未问{{ else if rule.held }}{{ rule.points }}/{{ rule.max }}{{ else }}否{{ end }} {{ rule.message }} {{ rule.source }}]{{ end }}
            {{- for step in history }}({{ step.at }} {{ step.by }} {{ step.transition }} {{ step.from }}→{{ step.to }} {{ step.comment }}){{ end }}
            """);
        var at = new DateTimeOffset(2026, 6, 1, 1, 5, 0, TimeSpan.Zero);
        var data = document.Data("{}") with
        {
            Decisions =
            [
                new DocumentDecision("grade", new LocalizedText("等级"), new LocalizedText("合格"), 80.50m, at,
                [
                    new DocumentRule(new LocalizedText("资料"), 0, true) { Points = 5, Max = 10, Message = new LocalizedText("有名单"), Source = "设计", Unverified = true },
                    new DocumentRule(new LocalizedText("演练"), 1, false),
                    new DocumentRule(new LocalizedText("其他"), 0, null),
                ]),
            ],
            History =
            [
                new DocumentStep(at, "李", new LocalizedText("上报"), new LocalizedText("草稿"), new LocalizedText("待审核"), "请<审>"),
                new DocumentStep(at, null, new LocalizedText("超期"), null, new LocalizedText("超期"), null),
            ],
        };
        Assert.Equal(
            "等级:合格(80.5分)[0 资料 5/10 有名单 设计 (待核对)][1 演练 否  ][0 其他 未问  ]"
            + "(2026年6月1日 09:05 李 上报 草稿→待审核 请&lt;审&gt;)(2026年6月1日 09:05 系统 超期 →超期 )",
            document.Body(data));
    }

    [Fact]
    public void A_document_that_grows_too_large_is_a_finding()
    {
        var document = TestDocument.CompileWell("{{ for a in fields.supplies }}{{ for b in fields.supplies }}{{ for c in fields.supplies }}0123456789{{ end }}{{ end }}{{ end }}");
        var rows = string.Join(',', Enumerable.Range(1, 30).Select(i => $$"""{ "@key": "01900000-0000-7000-8000-{{i:D12}}", "count": {{i}} }"""));
        var data = document.Data($$"""{ "supplies": [ {{rows}} ] }""");
        var lines = document.Plan.Render(data, cancel: TestContext.Current.CancellationToken);
        Assert.Null(lines.Html);
        Assert.Equal(DocumentMessages.TooLarge, lines.Problem!.Message);
        Assert.Contains("20000 行", lines.Problem.In("zh-CN"), StringComparison.Ordinal);
        var characters = document.Plan.Render(data, new DocumentLimits(100_000, 5_000), TestContext.Current.CancellationToken);
        Assert.Contains("5000 characters", characters.Problem!.In("en"), StringComparison.Ordinal);
        Assert.Equal(270_000, document.Body(data, new DocumentLimits(100_000, 300_000)).Length);
    }

    [Fact]
    public void Making_a_document_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var document = TestDocument.CompileWell("{{ for row in fields.supplies }}x{{ end }}");
        Assert.ThrowsAny<OperationCanceledException>(() => document.Plan.Render(document.Data(Everything), cancel: cancelled.Token));
    }

    [Fact]
    public void The_page_is_whole_and_its_title_is_text()
    {
        var document = TestDocument.CompileWell("<h1>{{ document.title }}</h1>");
        var html = document.Plan.Render(document.Data("{}", "en"), cancel: TestContext.Current.CancellationToken).Html!;
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Contains("<title>整改通知 &lt;i&gt;</title>", html, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
    }
}
