using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Runtime.Annexes;
using LowCode.Runtime.Commands;

namespace LowCode.Runtime.Tests;

public class InspectionLifeTests
{
    [Fact]
    public async Task A_record_goes_from_draft_over_its_decision_to_the_reviewer_and_is_closed()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        Assert.Equal("draft", patrol.State);
        Assert.Equal("310106006002", patrol.Division);
        Assert.Equal(Value.Of(120L), patrol.Data["capacity"]);
        Assert.Equal(Value.Of(new DateOnly(2026, 6, 1)), patrol.Data["on"]);

        var submitted = House.Done(await house.TakeAsync(House.Inspector, patrol, "submit")).Record;
        Assert.Equal("submitted", submitted.State);
        Assert.Equal(Value.Of("A"), submitted.Data["grade"]);
        Assert.Equal(Value.Of(false), submitted.Data["isBad"]);
        Assert.Equal(Value.Of(new DateOnly(2026, 6, 1)), submitted.Data["submittedOn"]);
        Assert.Equal(["reviewer@310106006"], await house.TasksAsync());
        Assert.Equal(["reviewer@310106006"], await house.TasksAsync(House.Reviewer));
        Assert.Empty(await house.TasksAsync(House.District));

        var closed = House.Done(await house.TakeAsync(House.Reviewer, patrol, "accept")).Record;
        Assert.Equal("closed", closed.State);
        Assert.Equal(3, closed.Revision);
        Assert.Empty(await house.TasksAsync());
        var decision = RecordAnnex.Of(closed).Decisions(_ => house.Form)["grade"];
        Assert.Equal("A", decision.Outcome);
        Assert.Equal(house.Clock.GetUtcNow(), decision.At);
    }

    [Fact]
    public async Task The_decision_is_explained_and_a_false_guard_refuses_in_the_authors_words()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync(clean: false);
        var submitted = House.Done(await house.TakeAsync(House.Inspector, patrol, "submit")).Record;
        Assert.Equal(Value.Of(true), submitted.Data["isBad"]);
        Assert.Equal("dirty", RecordAnnex.Of(submitted).Decisions(_ => house.Form)["grade"].By);

        var refused = Assert.IsType<Refused>(await house.TakeAsync(House.Reviewer, patrol, "accept"));
        Assert.Equal("等级为 C 的不能通过。", refused.Why.In("zh-CN"));
    }

    [Fact]
    public async Task A_record_that_is_returned_needs_a_note_and_can_be_submitted_again()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync(clean: false);
        House.Done(await house.TakeAsync(House.Inspector, patrol, "submit"));
        var missing = Assert.IsType<Invalid>(await house.TakeAsync(House.Reviewer, patrol, "return"));
        Assert.Equal(["note"], missing.Findings.Select(finding => finding.Path));

        var returned = House.Done(await house.TakeAsync(House.Reviewer, patrol, "return", ("note", "请补照片"))).Record;
        Assert.Equal("fixing", returned.State);
        Assert.Equal(Value.Of("请补照片"), returned.Data["note"]);
        var again = House.Done(await house.TakeAsync(House.Inspector, patrol, "submit", ("clean", true))).Record;
        Assert.Equal(Value.Of("A"), again.Data["grade"]);
        Assert.True(again.Data["why"].IsEmpty, "what is hidden is pruned at submit");
    }

    [Fact]
    public async Task An_incomplete_record_is_a_draft_and_cannot_be_submitted()
    {
        await using var house = await House.OpenAsync();
        var draft = await house.CreateAsync(House.Inspector, "patrol");
        var invalid = Assert.IsType<Invalid>(await house.TakeAsync(House.Inspector, draft, "submit"));
        Assert.Equal(["place", "clean"], invalid.Findings.Select(finding => finding.Path));
        Assert.Equal("draft", (await house.FindAsync(House.Inspector, draft))!.State);
    }

    [Fact]
    public async Task A_transition_that_does_not_leave_the_state_is_refused()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        var refused = Assert.IsType<Refused>(await house.TakeAsync(House.Reviewer, patrol, "accept"));
        Assert.Equal(WorkflowMessages.NotInThisState, refused.Why.Message);
        Assert.IsType<NotFound>(await house.TakeAsync(House.Reviewer, patrol, "fly"));
    }

    [Fact]
    public async Task Rows_of_a_table_keep_their_key_over_edits_and_totals_follow()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        var first = await UpdateAsync(("items", new Dictionary<string, object?>[] { new() { ["what"] = "灯", ["cost"] = 5L }, new() { ["what"] = "门", ["cost"] = 7L } }));
        Assert.Equal(Value.Of(12L), first.Data["total"]);
        var door = first.Data["items"].AsRows()[1].Key;
        Assert.NotEqual(Guid.Empty, door);

        var second = await UpdateAsync(("items", new Dictionary<string, object?>[] { new() { ["@key"] = door, ["what"] = "门", ["cost"] = 9L } }));
        Assert.Equal(door, second.Data["items"].AsRows()[0].Key);
        Assert.Equal(Value.Of(9L), second.Data["total"]);

        async Task<LowCode.Storage.Records.Record> UpdateAsync((string, object?) change) => House.Done(await house.Installation.Records.UpdateAsync(
            House.Inspector, House.App, "patrol", patrol.Id, house.Input("patrol", change), replace: false, null, House.Cancel)).Record;
    }

    [Fact]
    public async Task A_dry_run_tells_what_is_hidden_and_required_and_stores_nothing()
    {
        await using var house = await House.OpenAsync();
        var result = Assert.IsType<Evaluated>(await house.Installation.Records.EvaluateAsync(
            House.Inspector, House.App, "patrol", null, house.Input("patrol", ("clean", false)), House.Cancel)).Result;
        Assert.DoesNotContain("why", result.Hidden);
        Assert.Contains("why", result.Required);
        Assert.Contains("total", result.Readonly);
        Assert.Empty(await house.QueryAsync(House.Admin, House.App, "patrol"));
    }

    [Fact]
    public async Task The_change_log_names_who_did_what_and_when()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        house.Clock.Advance(TimeSpan.FromHours(1));
        House.Done(await house.TakeAsync(House.Inspector, patrol, "submit"));
        using var reader = house.Installation.Read(House.Reviewer);
        var history = await reader.HistoryAsync(House.App, "patrol", patrol.Id, House.Cancel).ToListAsync(House.Cancel);
        Assert.Equal(["transition:submit", "create"], history.Select(entry => entry.Command));
        Assert.All(history, entry => Assert.Equal("ling", entry.By));
        Assert.Equal(TimeSpan.FromHours(1), history[0].At - history[1].At);
    }
}
