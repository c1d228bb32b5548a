using System.Net;
using LowCode.Definitions.Messages;
using LowCode.OData.Tests.Hosting;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Erasing;

namespace LowCode.OData.Tests;

/// <summary>Personal data that is erased: what is left, what is gone, and who hears of it.</summary>
public sealed class ErasureTests : IAsyncLifetime
{
    private Town _town = null!;
    private Client _clerk = null!;
    private Client _root = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _town = await Town.OpenAsync();
        (_clerk, _root) = (_town.As("clerk"), _town.As("root"));
    }

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task Sensitive_fields_go_from_the_record_and_from_all_its_past_and_the_chain_holds()
    {
        var id = await VisitAsync("张三来访", "13800001111");
        await _clerk.Patch($"visit({id})", """{"contact":{"phone":"13900002222"},"remark":"留下"}""");
        (await _clerk.Post($"visit({id})/submit", null)).Is(HttpStatusCode.OK);
        var other = await VisitAsync("另一次", "13700003333");
        var link = (string)(await _clerk.Get("visit", ("Prefer", "track-changes"))).Json["@odata.deltaLink"]!;

        var dry = await EraseAsync(new ErasureOrder("town-visits", "visit", [id], "本人申请") { IsDryRun = true });
        Assert.Equal((true, "contact.phone", ErasureMessages.Emptied, 3), (dry.IsDryRun, dry.Fields.Single(), dry.Records.Single().Outcome, dry.Records.Single().Revisions));
        Assert.Contains("13900002222", (await _clerk.Get($"visit({id})")).Text, StringComparison.Ordinal);
        var done = await EraseAsync(new ErasureOrder("town-visits", "visit", [id], "本人申请"));
        Assert.Equal(dry.Records, done.Records);

        var visit = (await _clerk.Get($"visit({id})")).Is(HttpStatusCode.OK).Json;
        Assert.Equal((null, "周", "留下", "submitted"), ((string?)visit["contact"]!["phone"], (string)visit["contact"]!["name"]!, (string)visit["remark"]!, (string)visit["state"]!));
        var history = (await _root.Get($"visit({id})/history()")).Is(HttpStatusCode.OK).Values;
        Assert.Equal(["erase", "transition:submit", "update", "create"], history.Select(change => (string)change!["command"]!));
        Assert.Equal([false, true, true, true], history.Select(change => (bool)change!["erased"]!));
        Assert.All(history, change => Assert.Empty(change!["fields"]!.AsArray()));
        var order = (await _root.Get("changes?$filter=command eq 'erasure'")).Values.Single()!;
        Assert.Equal(("root", "town-visits/visit", "contact.phone", "本人申请", 1), ((string)order["by"]!, (string)order["set"]!, (string)order["fields"]!, (string)order["query"]!, (int)order["answered"]!));
        Assert.Contains((await _clerk.Get(link)).Is(HttpStatusCode.OK).Values, changed => (string)changed!["id"]! == id.ToString());
        await NowhereAsync("13800001111", "13900002222");
        Assert.Contains("13700003333", (await _clerk.Get($"visit({other})")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_record_goes_with_its_tasks_whose_titles_named_it_and_who_held_it_is_told()
    {
        var id = await VisitAsync("张三丰家访", "138");
        (await _clerk.Post($"visit({id})/submit", null)).Is(HttpStatusCode.OK);
        Assert.Contains("张三丰家访", (await _town.As("reviewer").Get("tasks")).Text, StringComparison.Ordinal);
        var link = (string)(await _clerk.Get("visit", ("Prefer", "track-changes"))).Json["@odata.deltaLink"]!;
        var elsewhere = (string)(await _town.As("other").Get("visit", ("Prefer", "track-changes"))).Json["@odata.deltaLink"]!;

        var report = await EraseAsync(new ErasureOrder("town-visits", "visit", [id], "撤回同意") { IsWhole = true });

        Assert.Equal(ErasureMessages.Deleted, report.Records.Single().Outcome);
        (await _clerk.Get($"visit({id})")).Is(HttpStatusCode.NotFound);
        Assert.Empty((await _town.As("reviewer").Get("tasks")).Values);
        Assert.NotNull((await _clerk.Get(link)).Is(HttpStatusCode.OK).Values.Single(change => change!.ToJsonString().Contains(id.ToString(), StringComparison.Ordinal)));
        Assert.DoesNotContain(id.ToString(), (await _town.As("other").Get(elsewhere)).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        await NowhereAsync("张三丰家访");
    }

    [Fact]
    public async Task Tasks_that_are_left_or_done_do_not_tell_what_a_named_display_field_was()
    {
        var id = await VisitAsync("李小龙家访", "138");
        await _clerk.Post($"visit({id})/submit", null);
        (await _town.As("reviewer").Post($"visit({id})/sendBack", """{"changes":{"note":"补"}}""")).Is(HttpStatusCode.OK);
        await _clerk.Post($"visit({id})/submit", null);

        await EraseAsync(new ErasureOrder("town-visits", "visit", [id], "本人申请") { Fields = ["title"] });

        Assert.Single((await _town.As("reviewer").Get("tasks")).Values);
        await NowhereAsync("李小龙家访");
    }

    [Fact]
    public async Task A_record_that_was_deleted_before_is_erased_too_and_one_that_others_refer_to_is_left_alone()
    {
        var (gone, referred) = (await VisitAsync("王五", "13812345678"), await VisitAsync("被引用", "138"));
        (await _clerk.Delete($"visit({gone})")).Is(HttpStatusCode.NoContent);
        await _clerk.Create("visit", $$"""{"title":"后续","earlierId":"{{referred}}"}""");

        var report = await EraseAsync(new ErasureOrder("town-visits", "visit", [gone, referred, Guid.NewGuid()], "到期") { IsWhole = true });

        Assert.Equal([ErasureMessages.PastErased, ErasureMessages.Referred, ErasureMessages.Unknown], report.Records.Select(record => record.Outcome));
        (await _clerk.Get($"visit({referred})")).Is(HttpStatusCode.OK);
        await NowhereAsync("13812345678");
    }

    [Fact]
    public async Task Attachments_go_when_nothing_else_refers_to_them()
    {
        var (own, shared) = (await UploadAsync(1), await UploadAsync(2));
        var id = await VisitAsync("甲", "138", $"\"photos\":[{own},{shared}]");
        var other = await VisitAsync("乙", "139", $"\"photos\":[{shared}]");
        await _clerk.Patch($"visit({id})", """{"photos":[]}""");
        var dry = await EraseAsync(new ErasureOrder("town-visits", "visit", [id], "本人申请") { Fields = ["photos"], IsDryRun = true });

        var report = await EraseAsync(new ErasureOrder("town-visits", "visit", [id], "本人申请") { Fields = ["photos"] });

        Assert.Equal((1, 1), (dry.Attachments, report.Attachments));
        (await _clerk.Get($"visit({other})/photos/0/$value")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_administrators_erase_and_a_wrong_order_says_what_is_wrong()
    {
        var id = await VisitAsync("甲", "138");
        var order = new ErasureOrder("town-visits", "visit", [id], "理由");
        Assert.IsType<Forbidden>(await _town.Installation.EraseAsync(Town.People["chief"], order, Cancel));
        async Task<string> WrongAsync(ErasureOrder wrong) => string.Join(' ', Assert.IsType<Invalid>(
            await _town.Installation.EraseAsync(Town.People["root"], wrong, Cancel)).Findings.Select(finding => finding.Message.Code));
        Assert.Equal("LC9200", await WrongAsync(order with { Reason = " " }));
        Assert.Equal("LC9201", await WrongAsync(order with { Records = [] }));
        Assert.Equal("LC9202", await WrongAsync(order with { Fields = ["contact.phone", "fax"] }));
        Assert.Equal("LC9203", await WrongAsync(order with { Form = "memo" }));
        Assert.Equal("LC9204", await WrongAsync(order with { Form = "nothing" }));
        Assert.Equal("LC9204", await WrongAsync(order with { App = "system", Form = "user" }));
        Assert.Contains("138", (await _clerk.Get($"visit({id})")).Text, StringComparison.Ordinal);
    }

    private async Task<Guid> VisitAsync(string title, string phone, string more = "\"count\":1") =>
        Guid.Parse((string)(await _clerk.Create("visit", $$"""{"title":"{{title}}","contact":{"name":"周","phone":"{{phone}}"},{{more}}}"""))["id"]!);

    private async Task<string> UploadAsync(byte content) =>
        Answer.Compact((await _clerk.Upload([0xFF, 0xD8, 0xFF, content], "image/jpeg", $"{content}.jpg")).Json);

    private async Task<ErasureReport> EraseAsync(ErasureOrder order) =>
        Assert.IsType<Erased>(await _town.Installation.EraseAsync(Town.People["root"], order, Cancel)).Report;

    // Neither in what is there now nor in what the change log holds.
    private async Task NowhereAsync(params string[] texts)
    {
        await foreach (var change in _town.Installation.Store.StoredChangesAsync(0, Cancel))
        {
            foreach (var text in texts)
                Assert.DoesNotContain(text, System.Text.Encoding.UTF8.GetString([.. change.Head, .. change.Body ?? []]), StringComparison.Ordinal);
        }
        Assert.Null((await _town.Installation.Store.VerifyChangesAsync(cancel: Cancel)).Break);
    }
}
