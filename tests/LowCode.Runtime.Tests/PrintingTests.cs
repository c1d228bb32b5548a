namespace LowCode.Runtime.Tests;

public class PrintingTests
{
    private const string Notice = "<p>{{ record.state }}</p><p>{{ fields.place }}</p><p>{{ fields.phone }}</p><p>{{ fields.why }}</p>";

    [Fact]
    public async Task A_document_shows_what_its_reader_may_see_and_nothing_that_is_hidden()
    {
        await using var house = await House.OpenAsync(PatrolPack.Pack(files =>
        {
            files["documents/notice.json"] = """{ "document": "notice", "form": "patrol", "title": "通知", "template": "notice.html" }""";
            files["documents/notice.html"] = Notice;
        }));
        var place = await house.CreateAsync(House.Inspector, "place", ("name", "地下车库"));
        var patrol = await house.CreateAsync(House.Inspector, "patrol",
            ("place", place.Id), ("phone", "13800000000"), ("clean", true), ("why", "<b>草稿里的话</b>"));

        var own = await PrintAsync(House.Inspector);
        Assert.Contains("地下车库", own, StringComparison.Ordinal);
        Assert.Contains("13800000000", own, StringComparison.Ordinal);
        Assert.DoesNotContain("草稿里的话", own, StringComparison.Ordinal);
        var guest = await PrintAsync(House.Guest);
        Assert.DoesNotContain("13800000000", guest, StringComparison.Ordinal);
        Assert.DoesNotContain("地下车库", guest, StringComparison.Ordinal);
        Assert.Null(await house.Installation.PrintAsync(House.OtherInspector, House.App, "notice", patrol.Id, House.Cancel));
        Assert.Null(await house.Installation.PrintAsync(House.Inspector, House.App, "other", patrol.Id, House.Cancel));

        async Task<string> PrintAsync(LowCode.Runtime.Callers.Caller caller)
        {
            var result = await house.Installation.PrintAsync(caller, House.App, "notice", patrol.Id, House.Cancel);
            Assert.Null(result!.Problem);
            return result.Html!;
        }
    }
}
