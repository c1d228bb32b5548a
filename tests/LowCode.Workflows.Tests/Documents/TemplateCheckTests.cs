using LowCode.Workflows.Tests.Support;

namespace LowCode.Workflows.Tests.Documents;

public class TemplateCheckTests
{
    [Theory]
    [InlineData("<h1 class=\"a\">x</h1><br/><hr><table><tr><td colspan=\"2\" style=\"width: 3cm\">y</td></tr></table>")]
    [InlineData("<style>td > p { color: red; }</style><p>1 &lt; 2 > 1</p>")]
    [InlineData("<img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"{{ fields.name }}\">")]
    [InlineData("{{# a comment #}}{{ if fields.name }}<p>x</p>{{ end }}")]
    [InlineData("{{ for row in fields.supplies }}{{ for other in fields.supplies }}{{ row.item }}{{ other.item }}{{ end }}{{ end }}")]
    [InlineData("{{ (fields.name ?? fields.note) ?? -1 }}")]
    public void What_a_notice_needs_is_allowed(string template) => TestDocument.CompileWell(template);

    [Theory]
    // The template language.
    [InlineData("{{ if fields.name }}", "LC4601", 1, 19)]
    [InlineData("a\n  {{ while true }}{{ end }}", "LC4602", 2, 6)]
    [InlineData("{{ x = 1 }}", "LC4602", 1, 4)]
    [InlineData("{{ func f; ret 1; end }}", "LC4602", 1, 4)]
    [InlineData("{{ include 'secret.html' }}", "LC4602", 1, 4)]
    [InlineData("{{ import fields }}", "LC4602", 1, 4)]
    [InlineData("{{ capture x }}{{ end }}", "LC4602", 1, 4)]
    [InlineData("{{ with fields }}{{ end }}", "LC4602", 1, 4)]
    [InlineData("{{ tablerow x in fields.supplies }}{{ end }}", "LC4602", 1, 4)]
    [InlineData("{{ for i in 1..1000000 }}{{ end }}", "LC4602", 1, 13)]
    [InlineData("{{ for row in fields.supplies limit: 2 }}{{ end }}", "LC4602", 1, 31)]
    [InlineData("{{ for fields in fields.supplies }}{{ end }}", "LC4602", 1, 18)]
    [InlineData("{{ 'a' * 200000000 }}", "LC4602", 1, 4)]
    [InlineData("{{ fields.people + 1 }}", "LC4602", 1, 4)]
    [InlineData("{{ [1, 2] }}", "LC4602", 1, 4)]
    [InlineData("{{ { a: 1 } }}", "LC4602", 1, 4)]
    [InlineData("{{ fields['name'] }}", "LC4602", 1, 4)]
    [InlineData("{{ this }}", "LC4602", 1, 4)]
    [InlineData("{{ date.now }}", "LC4603", 1, 4)]
    [InlineData("{{ html.escape 'a' }}", "LC4602", 1, 4)]
    [InlineData("{{ fields.name | object.eval }}", "LC4602", 1, 4)]
    [InlineData("{{ fields.nmae }}", "LC4603", 1, 4)]
    [InlineData("{{ fields.name.length }}", "LC4603", 1, 4)]
    [InlineData("{{ for row in fields.supplies }}{{ row.itme }}{{ end }}", "LC4603", 1, 36)]
    [InlineData("{{ for row in fields.supplies }}{{ end }}{{ row.item }}", "LC4603", 1, 45)]
    [InlineData("{{ decisions.other.outcome }}", "LC4603", 1, 4)]
    [InlineData("{{ label 'no.such' }}", "LC4603", 1, 4)]
    [InlineData("{{ label fields.name }}", "LC4604", 1, 4)]
    [InlineData("{{ count fields.name }}", "LC4604", 1, 4)]
    [InlineData("{{ has fields.name 'a' }}", "LC4604", 1, 4)]
    [InlineData("{{ for x in fields.name }}{{ end }}", "LC4605", 1, 13)]
    [InlineData("{{ fields.contact }}", "LC4606", 1, 4)]
    [InlineData("{{ fields.name ?? fields.supplies }}", "LC4606", 1, 4)]
    // The markup.
    [InlineData("<p>a</p>\n<script>x</script>", "LC4607", 2, 1)]
    [InlineData("<SCRIPT src=\"x\"></SCRIPT>", "LC4607", 1, 1)]
    [InlineData("<iframe></iframe>", "LC4607", 1, 1)]
    [InlineData("<svg></svg>", "LC4607", 1, 1)]
    [InlineData("<title></title>", "LC4607", 1, 1)]
    [InlineData("<form></form>", "LC4607", 1, 1)]
    [InlineData("<a href=\"x\">x</a>", "LC4607", 1, 1)]
    [InlineData("<p onclick=\"x\">a</p>", "LC4608", 1, 4)]
    [InlineData("<p src=\"x\">a</p>", "LC4608", 1, 4)]
    [InlineData("<img src=\"https://x/y.png\">", "LC4608", 1, 6)]
    [InlineData("<img src=\"data:image/svg+xml;base64,AA\">", "LC4608", 1, 6)]
    [InlineData("<p style=\"background: URL(x)\">a</p>", "LC4608", 1, 4)]
    [InlineData("<p style=\"background: &#117;rl(x)\">a</p>", "LC4608", 1, 4)]
    [InlineData("<p title=x>a</p>", "LC4609", 1, 10)]
    [InlineData("<p hidden>a</p>", "LC4609", 1, 10)]
    [InlineData("1 < 2", "LC4609", 1, 3)]
    [InlineData("<!-- a -->", "LC4609", 1, 1)]
    [InlineData("<p>a</p", "LC4609", 1, 5)]
    [InlineData("<p title=\"a", "LC4609", 1, 4)]
    [InlineData("<style>p {}", "LC4609", 1, 8)]
    [InlineData("<p {{ fields.name }}>a</p>", "LC4610", 1, 7)]
    [InlineData("<p style=\"{{ fields.name }}\">a</p>", "LC4610", 1, 14)]
    [InlineData("<img src=\"{{ fields.name }}\">", "LC4610", 1, 14)]
    [InlineData("<style>{{ fields.name }}</style>", "LC4610", 1, 11)]
    [InlineData("<p {{ if fields.name }}title=\"x\"{{ end }}>a</p>", "LC4610", 1, 7)]
    [InlineData("<style>@import 'x';</style>", "LC4611", 1, 8)]
    [InlineData("<style>p { background: ur\\6c(x) }</style>", "LC4611", 1, 8)]
    [InlineData("{{ if fields.name }}<p title=\"{{ else }}\">{{ end }}", "LC4612", 1, 24)]
    public void What_a_document_may_not_do_is_refused_where_it_stands(string template, string code, int line, int column)
    {
        var found = TestDocument.Compile(template).Diagnostics.First();
        Assert.Equal((code, "documents/notice.html", line, column), (found.Message.Code, found.At.File, found.At.Line, found.At.Column));
    }

    [Fact]
    public void A_name_that_was_meant_is_suggested()
    {
        var found = Assert.Single(TestDocument.Compile("{{ fields.nmae }}").Diagnostics);
        Assert.Contains("fields.name", found.In("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_with_errors_is_not_made()
    {
        var document = TestDocument.Compile("<script></script>");
        Assert.Throws<InvalidOperationException>(() => document.Plan.Render(document.Data("{}"), cancel: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("{{ if fields.name }}", "{{ end }}")]
    [InlineData("{{ (", ") }}")]
    [InlineData("{{ !", "fields.name }}")]
    public void A_template_that_is_nested_too_deeply_is_an_error_and_nothing_worse(string open, string close)
    {
        var bomb = string.Concat(Enumerable.Repeat(open, 20_000)) + string.Concat(Enumerable.Repeat(close, 20_000));
        Assert.NotEmpty(TestDocument.Compile(bomb).Diagnostics);
    }
}
