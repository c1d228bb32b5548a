using System.Text;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Retention;
using LowCode.Runtime.Serving;
using LowCode.Storage;
using LowCode.Storage.Changes;
using LowCode.Tests.Shared;
using Record = LowCode.Storage.Records.Record;

namespace LowCode.Runtime.Tests;

/// <summary>Records that are kept for as long as their form says: what is erased when, and what never.</summary>
public class RetentionTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    static Dictionary<string, object?>[] Items => [new() { ["what"] = "张三丰家灯坏了", ["cost"] = 5L }];

    static Task<House> OpenAsync(string patrol = """{ "days": 30, "erase": "sensitive" }""", string? place = null) => House.OpenAsync(PatrolPack.Pack(files =>
    {
        files.Replace("forms/patrol.json", "\"title\": \"巡查记录\",", $"\"title\": \"巡查记录\", \"retention\": {patrol},");
        files.Replace("forms/patrol.json", "label\": \"电话\" }", "label\": \"电话\", \"sensitive\": true }");
        files.Replace("forms/patrol.json", "\"type\": \"photo\",", "\"type\": \"photo\", \"sensitive\": true,");
        files.Replace("forms/patrol.json", """{ "name": "what", "type": "text", "label": "问题" }""", """{ "name": "what", "type": "text", "label": "问题", "sensitive": true }""");
        files.Replace("forms/patrol.json", """reach": "unit" },""", """reach": "unit", "reveals": ["phone", "photos", "items"] },""");
        if (place is not null)
            files.Replace("forms/place.json", "\"fields\"", $"\"retention\": {place}, \"fields\"");
    }), new InstallationOptions { RetentionLease = TimeSpan.Zero });

    [Fact]
    public async Task Sensitive_fields_of_what_has_ended_go_with_their_past_when_the_days_are_over_and_not_a_moment_before()
    {
        await using var house = await OpenAsync();
        var open = await PatrolAsync(house, "13800001111");
        var done = await PatrolAsync(house, "13900002222");
        await CloseAsync(house, done);

        house.Clock.Advance(TimeSpan.FromDays(30) - Hour);
        Assert.Equal(0, await SweepAsync(house));
        house.Clock.Advance(Hour);
        Assert.Equal(1, Assert.Single(await house.Installation.RetentionAsync(House.Admin, House.Cancel)).Due);
        Assert.Equal(1, await SweepAsync(house));

        var left = (await house.FindAsync(House.Inspector, done))!;
        Assert.Equal((true, true, "closed", "system:retention"), (left.Data["phone"].IsEmpty, left.Data["items"].AsRows()[0]["what"].IsEmpty, left.State!, left.ModifiedBy));
        Assert.Equal(Value.Of(5L), left.Data["items"].AsRows()[0]["cost"]);
        Assert.Equal("13800001111", (await house.FindAsync(House.Inspector, open))!.Data["phone"].AsText());
        await HoldsAsync(house, ["13800001111", "保存期限已满：30 天未变动。"], ["13900002222"]);
        Assert.Equal(0, Assert.Single(await house.Installation.RetentionAsync(House.Admin, House.Cancel)).Due);
    }

    [Fact]
    public async Task What_was_erased_is_not_erased_again_and_what_changed_is_kept_anew()
    {
        await using var house = await OpenAsync("""{ "days": 30, "erase": "sensitive", "states": ["draft"] }""");
        var (quiet, changed, empty) = (await PatrolAsync(house, "13800001111"), await PatrolAsync(house, "13900002222"), await PatrolAsync(house, null));
        house.Clock.Advance(TimeSpan.FromDays(20));
        await UpdateAsync(house, changed, "note", "改");
        house.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal(2, await SweepAsync(house));
        house.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal(1, await SweepAsync(house));

        house.Clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal(0, await SweepAsync(house));
        Assert.Equal((2, 2), ((await house.FindAsync(House.Inspector, quiet))!.Revision, (await house.FindAsync(House.Inspector, empty))!.Revision));
        await UpdateAsync(house, quiet, "phone", "13700003333");
        house.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(1, await SweepAsync(house));
        await HoldsAsync(house, [], ["13800001111", "13900002222", "13700003333"]);
    }

    [Fact]
    public async Task What_is_emptied_by_a_person_is_still_in_the_past_and_goes_from_there()
    {
        await using var house = await OpenAsync("""{ "days": 30, "erase": "sensitive", "states": ["draft"] }""");
        var patrol = await PatrolAsync(house, "13800001111");
        foreach (var path in new[] { "phone", "items" })
            await UpdateAsync(house, patrol, path, null);
        house.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(1, await SweepAsync(house));
        await HoldsAsync(house, [], ["13800001111", "张三丰"]);
    }

    [Fact]
    public async Task A_field_that_became_sensitive_goes_from_what_was_erased_before()
    {
        await using var house = await OpenAsync("""{ "days": 30, "erase": "sensitive", "states": ["draft"] }""");
        var patrol = await PatrolAsync(house, "13800001111");
        await UpdateAsync(house, patrol, "note", "住在三楼");
        house.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(1, await SweepAsync(house));
        var published = await house.Installation.PublishAsync(House.Admin, PatrolPack.Pack(files =>
        {
            files.Replace("app.json", "1.0.0", "1.1.0");
            files.Replace("forms/patrol.json", "\"label\": \"审核意见\"", "\"label\": \"审核意见\", \"sensitive\": true");
            files.Replace("forms/patrol.json", "\"title\": \"巡查记录\",", "\"title\": \"巡查记录\", \"retention\": { \"days\": 10, \"erase\": \"sensitive\", \"states\": [\"draft\"] },");
        }), House.Cancel);
        Assert.True(published.App is not null, string.Join('\n', published.Diagnostics));
        house.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal(1, await SweepAsync(house));
        await HoldsAsync(house, [], ["住在三楼"]);
    }

    [Fact]
    public async Task Attachments_go_when_no_record_that_is_kept_refers_to_them()
    {
        await using var house = await OpenAsync();
        var (own, shared) = (await UploadAsync(house, 1), await UploadAsync(house, 2));
        var (first, second) = (await PatrolAsync(house, null, own), await PatrolAsync(house, null, shared));
        await PatrolAsync(house, null, shared);
        await CloseAsync(house, first);
        await CloseAsync(house, second);
        house.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(2, await SweepAsync(house));
        Assert.Equal((false, true), (house.Installation.Attachments.Exists(own.Hash), house.Installation.Attachments.Exists(shared.Hash)));
    }

    [Fact]
    public async Task Whole_records_go_those_that_others_refer_to_when_these_are_gone_and_without_a_word_in_the_form_nothing_goes()
    {
        await using var house = await OpenAsync("""{ "days": 60, "erase": "record", "states": ["draft", "closed"] }""", """{ "days": 30, "erase": "record" }""");
        var patrol = await PatrolAsync(house, "13800001111");
        var plan = await house.CreateAsync(House.Inspector, "plan", ("title", "预案"));
        var lonely = await house.CreateAsync(House.Inspector, "place", ("name", "老张家"));
        house.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(1, await SweepAsync(house));
        Assert.Null(await house.FindAsync(House.Inspector, lonely));
        house.Clock.Advance(TimeSpan.FromDays(30));
        // Forms come in no order: the place may have been looked at while the patrol was still there.
        await SweepAsync(house);
        house.Clock.Advance(Hour);
        await SweepAsync(house);
        Assert.Null(await house.FindAsync(House.Inspector, patrol));
        Assert.Empty(await house.QueryAsync(House.Admin, House.App, "place"));
        Assert.NotNull(await house.FindAsync(House.Inspector, plan));
        await HoldsAsync(house, ["预案"], ["13800001111", "老张家", "地下车库"]);
    }

    [Fact]
    public async Task What_people_deleted_loses_its_past_as_many_days_later_and_not_before()
    {
        await using var house = await OpenAsync();
        var old = await PatrolAsync(house, "13800001111", await UploadAsync(house, 1));
        var young = await PatrolAsync(house, "13900002222");
        var kept = await PatrolAsync(house, "13700003333");
        var place = await house.CreateAsync(House.Inspector, "place", ("name", "没有期限的地方"));
        House.Done(await house.Installation.Records.DeleteAsync(House.Admin, House.App, "place", place.Id, null, House.Cancel));
        house.Clock.Advance(TimeSpan.FromDays(10));
        await DeleteAsync(house, old);
        house.Clock.Advance(TimeSpan.FromDays(10));
        await DeleteAsync(house, young);

        house.Clock.Advance(TimeSpan.FromDays(20) - Hour);
        Assert.Equal(0, await SweepAsync(house));
        await HoldsAsync(house, ["13800001111"], []);
        house.Clock.Advance(TimeSpan.FromDays(1) + Hour);
        Assert.Equal(1, await SweepAsync(house));
        await HoldsAsync(house, ["13900002222", "13700003333", "没有期限的地方"], ["13800001111"]);
        Assert.Null(await house.FindAsync(House.Inspector, old));
        using (var photo = new MemoryStream([0xFF, 0xD8, 0xFF, 1]))
            Assert.False(house.Installation.Attachments.Exists(Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(photo, House.Cancel))));

        house.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal(1, await SweepAsync(house));
        house.Clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal(0, await SweepAsync(house));
        await HoldsAsync(house, ["13700003333", "没有期限的地方"], ["13800001111", "13900002222"]);
        Assert.NotNull(await house.FindAsync(House.Inspector, kept));
    }

    [Fact]
    public async Task The_past_of_a_deleted_record_that_fails_to_be_erased_is_tried_again_and_keeps_no_other_from_it()
    {
        await using var house = await OpenAsync();
        var (one, other) = (await PatrolAsync(house, "13800001111"), await PatrolAsync(house, "13900002222"));
        await DeleteAsync(house, one);
        await DeleteAsync(house, other);
        house.Clock.Advance(TimeSpan.FromDays(31));
        var isBroken = true;
        await house.WithAsync(store => new InterruptedStore(store, batch => isBroken && batch.Writes.Any(write => write.Id == one.Id) ? throw new IOException("disk") : Task.CompletedTask), async () =>
        {
            var round = await house.Installation.RunRetentionAsync(House.Cancel);
            Assert.Equal((1, one.Id), (round.Erased, Assert.Single(round.Failures).Record!.Value));
        });
        await HoldsAsync(house, ["13800001111"], ["13900002222"]);
        isBroken = false;
        house.Clock.Advance(Hour);
        Assert.Equal(1, await SweepAsync(house));
        await HoldsAsync(house, [], ["13800001111", "13900002222"]);
    }

    [Fact]
    public async Task A_deleted_record_that_somebody_creates_anew_keeps_its_past_until_it_is_deleted_again()
    {
        await using var house = await OpenAsync();
        var patrol = await PatrolAsync(house, "13800001111");
        await DeleteAsync(house, patrol);
        house.Clock.Advance(TimeSpan.FromDays(31));
        // It comes back between being found and being erased.
        var again = patrol with { Revision = 1, ModifiedAt = house.Clock.GetUtcNow() };
        var isBack = false;
        await house.WithAsync(store => new InterruptedStore(store, async batch =>
        {
            if (!isBack && (isBack = batch.Writes.Any(write => write.Id == patrol.Id)))
                Assert.IsType<Committed>(await store.CommitAsync(new WriteBatch("x", house.Clock.GetUtcNow(), "create", [new(again.Set, again.Id, 0, again)]), House.Cancel));
        }), async () => Assert.Equal(0, await SweepAsync(house)));
        Assert.True(isBack);
        Assert.NotNull(await house.FindAsync(House.Inspector, patrol));
        await HoldsAsync(house, ["13800001111"], []);
        await DeleteAsync(house, patrol);
        house.Clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(0, await SweepAsync(house));
        house.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await SweepAsync(house));
        await HoldsAsync(house, [], ["13800001111"]);
    }

    [Fact]
    public async Task A_record_that_is_not_as_it_was_found_is_left_alone()
    {
        await using var house = await OpenAsync("""{ "days": 30, "erase": "record", "states": ["draft"] }""");
        var patrol = await PatrolAsync(house, "13800001111");
        house.Clock.Advance(TimeSpan.FromDays(30));
        await house.WithAsync(store => new InterruptedStore(store, _ => UpdateAsync(house, patrol, "note", "改")), async () =>
            Assert.Equal(0, await SweepAsync(house)));
        Assert.Equal("改", (await house.FindAsync(House.Inspector, patrol))!.Data["note"].AsText());
        Assert.NotNull(await house.FindAsync(House.Inspector, patrol));
    }

    [Fact]
    public async Task Of_many_some_go_in_a_round_and_one_that_fails_keeps_no_other_from_it_and_is_told_once()
    {
        await using var house = await OpenAsync("""{ "days": 30, "erase": "sensitive", "states": ["draft"] }""");
        var place = await house.CreateAsync(House.Inspector, "place", ("name", "地下车库"));
        var all = new List<Record>();
        for (var i = 0; i < RetentionRunner.MostAtOnce + 5; i++)
            all.Add(await house.CreateAsync(House.Inspector, "patrol", ("place", place.Id), ("clean", true), ("phone", "138")));
        house.Clock.Advance(TimeSpan.FromDays(30));
        // One of the first that are found: of the same moment they come by id.
        var failing = all.Min(record => record.Id);
        await house.WithAsync(store => new InterruptedStore(store, batch => batch.Writes.Any(write => write.Id == failing) ? throw new IOException("disk") : Task.CompletedTask), async () =>
        {
            var first = await house.Installation.RunRetentionAsync(House.Cancel);
            Assert.Equal((RetentionRunner.MostAtOnce - 1, "patrol/patrol", failing), (first.Erased, Assert.Single(first.Failures).Set, first.Failures[0].Record!.Value));
            Assert.Equal(5, await SweepAsync(house));
            house.Clock.Advance(Hour);
            Assert.Equal(0, await SweepAsync(house));
        });
        Assert.Equal("138", (await house.FindAsync(House.Inspector, all.Single(record => record.Id == failing)))!.Data["phone"].AsText());
    }

    [Fact]
    public async Task What_is_due_is_found_in_order_by_an_index_of_the_embedded_store_and_by_the_database_alone()
    {
        await using var house = await OpenAsync();
        for (var i = 0; i < 10; i++)
            await PatrolAsync(house, "138");
        await CloseAsync(house, await PatrolAsync(house, "139"));
        house.Clock.Advance(TimeSpan.FromDays(30));
        using var snapshot = house.Installation.Store.Snapshot();
        var query = Assert.Single(new RetentionRule(house.Form, house.Form.Definition.Retention!).Due(house.Clock.GetUtcNow()));
        var explained = await snapshot.ExplainAsync(query with { Top = RetentionRunner.MostAtOnce }, House.Cancel);
        Assert.True(explained.InOrder);
        if (TestStore.IsPostgres)
            Assert.Equal(explained.Conditions, explained.Pushed);
        else
            Assert.Equal("$state, $modifiedAt", Assert.Single(explained.Indexes));
    }

    [Fact]
    public async Task Only_administrators_are_told_what_is_due()
    {
        await using var house = await OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => house.Installation.RetentionAsync(House.Reviewer, House.Cancel));
        var told = Assert.Single(await house.Installation.RetentionAsync(House.Admin, House.Cancel));
        Assert.Equal((House.App, "patrol", 30, RetentionErases.Sensitive, 0L), (told.App, told.Form, told.Retention.Days, told.Retention.Erase, told.Due));
    }

    private static async Task<int> SweepAsync(House house)
    {
        var round = await house.Installation.RunRetentionAsync(House.Cancel);
        Assert.Empty(round.Failures);
        return round.Erased;
    }

    private static async Task<Record> PatrolAsync(House house, string? phone, Attachment? photo = null)
    {
        var place = await house.CreateAsync(House.Inspector, "place", ("name", "地下车库"));
        return await house.CreateAsync(House.Inspector, "patrol", ("place", place.Id), ("clean", true), ("phone", phone), ("items", Items), ("photos", photo));
    }

    private static async Task DeleteAsync(House house, Record patrol) =>
        House.Done(await house.Installation.Records.DeleteAsync(House.Admin, House.App, "patrol", patrol.Id, null, House.Cancel));

    private static async Task CloseAsync(House house, Record patrol)
    {
        House.Done(await house.TakeAsync(House.Inspector, patrol, "submit"));
        House.Done(await house.TakeAsync(House.Reviewer, patrol, "accept"));
    }

    private static async Task UpdateAsync(House house, Record patrol, string path, object? value) => House.Done(
        await house.Installation.Records.UpdateAsync(House.Inspector, House.App, "patrol", patrol.Id, house.Input("patrol", (path, value)), replace: false, null, House.Cancel));

    private static async Task<Attachment> UploadAsync(House house, byte content)
    {
        using var photo = new MemoryStream([0xFF, 0xD8, 0xFF, content]);
        var stored = (await house.Installation.Attachments.SaveAsync(photo, 10, House.Cancel))!;
        return new Attachment(stored.Hash, $"{content}.jpg", "image/jpeg", stored.Size);
    }

    // In what the change log holds, whose chain is whole.
    private static async Task HoldsAsync(House house, string[] there, string[] gone)
    {
        var all = new StringBuilder();
        await foreach (var change in house.Installation.Store.StoredChangesAsync(0, House.Cancel))
            all.Append(Encoding.UTF8.GetString([.. change.Head, .. change.Body ?? []]));
        Assert.All(there, text => Assert.Contains(text, all.ToString(), StringComparison.Ordinal));
        Assert.All(gone, text => Assert.DoesNotContain(text, all.ToString(), StringComparison.Ordinal));
        Assert.Null((await house.Installation.Store.VerifyChangesAsync(cancel: House.Cancel)).Break);
    }

    // Something happens just before erasures are written.
    private sealed class InterruptedStore(IRecordStore store, Func<WriteBatch, Task> interrupt) : StoppingStore(store, int.MaxValue)
    {
        public override async Task<CommitResult> CommitAsync(WriteBatch batch, CancellationToken cancel = default)
        {
            if (batch.Command == WriteBatch.Erase)
                await interrupt(batch);
            return await base.CommitAsync(batch, cancel);
        }
    }
}
