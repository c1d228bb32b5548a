using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using Record = LowCode.Storage.Records.Record;

namespace LowCode.Runtime.Tests;

public class CommandTests
{
    [Fact]
    public async Task The_same_create_done_twice_is_one_record()
    {
        await using var house = await House.OpenAsync();
        var id = Guid.CreateVersion7();
        var input = house.Input("place", ("name", "车库")) with { Id = id };
        var first = House.Done(await house.Installation.Records.CreateAsync(House.Inspector, House.App, "place", input, House.Cancel));
        var second = House.Done(await house.Installation.Records.CreateAsync(House.Inspector, House.App, "place", input, House.Cancel));
        Assert.False(first.AlreadyDone);
        Assert.True(second.AlreadyDone);
        Assert.Equal(first.Record, second.Record);
        var other = await house.Installation.Records.CreateAsync(House.OtherInspector, House.App, "place", input, House.Cancel);
        Assert.Equal(RuntimeMessages.IdTaken, Assert.IsType<Refused>(other).Why.Message);
    }

    [Fact]
    public async Task The_same_create_at_the_same_moment_is_one_record()
    {
        await using var house = await House.OpenAsync();
        var input = house.Input("place", ("name", "车库")) with { Id = Guid.CreateVersion7() };
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            () => house.Installation.Records.CreateAsync(House.Inspector, House.App, "place", input, House.Cancel))));
        Assert.Single(results, result => !House.Done(result).AlreadyDone);
        Assert.Single(await house.QueryAsync(House.Inspector, House.App, "place"));
    }

    [Fact]
    public async Task A_stale_revision_changes_nothing()
    {
        await using var house = await House.OpenAsync();
        var place = await house.CreateAsync(House.Inspector, "place", ("name", "一"));
        House.Done(await UpdateAsync(house, place, 1, ("name", "二")));
        var stale = Assert.IsType<Stale>(await UpdateAsync(house, place, 1, ("name", "三")));
        Assert.Equal(2, stale.ActualRevision);
        Assert.Equal(Value.Of("二"), (await house.FindAsync(House.Inspector, place))!.Data["name"]);
        Assert.IsType<Stale>(await house.Installation.Records.DeleteAsync(House.Inspector, House.App, "place", place.Id, 1, House.Cancel));
    }

    [Fact]
    public async Task Changes_to_different_fields_at_the_same_moment_are_all_kept()
    {
        await using var house = await House.OpenAsync();
        var place = await house.CreateAsync(House.Inspector, "place", ("name", "一"));
        var results = await Task.WhenAll(
            Task.Run(() => UpdateAsync(house, place, null, ("name", "二"))),
            Task.Run(() => UpdateAsync(house, place, null, ("capacity", 5L))),
            Task.Run(() => UpdateAsync(house, place, null, ("zone", "310106006"))));
        Assert.All(results, result => House.Done(result));
        var after = (await house.FindAsync(House.Inspector, place))!;
        Assert.Equal((4L, Value.Of("二"), Value.Of(5L), Value.Of("310106006")),
            (after.Revision, after.Data["name"], after.Data["capacity"], after.Data["zone"]));
    }

    [Fact]
    public async Task A_change_that_changes_nothing_writes_nothing()
    {
        await using var house = await House.OpenAsync();
        var place = await house.CreateAsync(House.Inspector, "place", ("name", "一"));
        Assert.Equal(1, House.Done(await UpdateAsync(house, place, null, ("name", "一"))).Record.Revision);
    }

    [Fact]
    public async Task A_replacement_empties_what_was_not_sent()
    {
        await using var house = await House.OpenAsync();
        var place = await house.CreateAsync(House.Inspector, "place", ("name", "一"), ("capacity", 5L));
        var result = House.Done(await house.Installation.Records.UpdateAsync(
            House.Inspector, House.App, "place", place.Id, house.Input("place", ("name", "二")), replace: true, null, House.Cancel));
        Assert.True(result.Record.Data["capacity"].IsEmpty);
    }

    [Fact]
    public async Task What_the_engine_sets_cannot_be_sent()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.CreateAsync(House.Inspector, "patrol", ("total", 999L), ("grade", "A"), ("isBad", true));
        Assert.True(patrol.Data["grade"].IsEmpty);
        Assert.Equal(Value.Of(0L), patrol.Data["total"]);
        Assert.Equal(Value.Of(false), patrol.Data["isBad"]);
        var readOnly = await UpdateAsync(house, patrol, null, ("submittedOn", new DateOnly(2020, 1, 1)));
        Assert.Equal(["submittedOn"], Assert.IsType<Invalid>(readOnly).Findings.Select(finding => finding.Path));
    }

    [Fact]
    public async Task A_locked_state_keeps_its_fields_and_a_field_sent_back_as_it_was_is_no_mistake()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        House.Done(await house.TakeAsync(House.Inspector, patrol, "submit"));
        var locked = Assert.IsType<Invalid>(await UpdateAsync(house, patrol, null, ("clean", false)));
        Assert.Equal([WorkflowMessages.FieldLocked], locked.Findings.Select(finding => finding.Message));
        House.Done(await UpdateAsync(house, patrol, null, ("clean", true), ("note", "已知")));
    }

    [Fact]
    public async Task Foreign_ids_must_be_there_and_be_seen()
    {
        await using var house = await House.OpenAsync();
        var theirs = House.Done(await house.Installation.Records.CreateAsync(
            House.OtherInspector, House.App, "place", house.Input("place", ("name", "别处")), House.Cancel)).Record;
        foreach (var id in new[] { Guid.CreateVersion7(), theirs.Id })
            Assert.Equal([("place", RuntimeMessages.ReferenceUnknown)], await ProblemsAsync("patrol", ("place", id)));
        var photo = new Attachment(new string('a', 64), "x.jpg", "image/jpeg", 3);
        Assert.Equal([("photos", RuntimeMessages.AttachmentUnknown)], await ProblemsAsync("patrol", ("photos", photo)));
        Assert.Equal([("zone", RuntimeMessages.DivisionUnknown)], await ProblemsAsync("place", ("name", "一"), ("zone", "999")));
        Assert.Equal([("zone", RuntimeMessages.DivisionLevelWrong)], await ProblemsAsync("place", ("name", "一"), ("zone", "310106")));
        Assert.Equal([("keeper", RuntimeMessages.UserUnknown)], await ProblemsAsync("place", ("name", "一"), ("keeper", "nobody")));
        Assert.Equal([("keeper", RuntimeMessages.UserWithoutRole)], await ProblemsAsync("place", ("name", "一"), ("keeper", "wang")));
        await house.CreateAsync(House.Inspector, "place", ("name", "一"), ("keeper", "ling"), ("zone", "310106006"));

        async Task<(string, Message)[]> ProblemsAsync(string form, params (string, object?)[] values) =>
            [.. Assert.IsType<Invalid>(await house.Installation.Records.CreateAsync(
                House.Inspector, House.App, form, house.Input(form, values), House.Cancel)).Findings.Select(finding => (finding.Path, finding.Message))];
    }

    [Fact]
    public async Task A_new_record_belongs_to_the_callers_only_division_or_to_one_within_reach()
    {
        await using var house = await House.OpenAsync();
        var input = house.Input("place", ("name", "一"));
        var twice = House.Inspector with { Roles = [.. House.Inspector.Roles, .. House.OtherInspector.Roles] };
        Assert.Equal(RuntimeMessages.DivisionNeeded, (await ProblemAsync(twice, input)).Message);
        Assert.Equal(RuntimeMessages.DivisionOutOfReach, (await ProblemAsync(House.Inspector, input with { Division = "310106006003" })).Message);
        Assert.Equal(RuntimeMessages.DivisionUnknown, (await ProblemAsync(House.Inspector, input with { Division = "3101060069" })).Message);
        var there = await house.Installation.Records.CreateAsync(twice, House.App, "place", input with { Division = "310106006003" }, House.Cancel);
        Assert.Equal("310106006003", House.Done(there).Record.Division);

        async Task<Finding> ProblemAsync(Caller caller, RecordInput asked) => Assert.Single(Assert.IsType<Invalid>(
            await house.Installation.Records.CreateAsync(caller, House.App, "place", asked, House.Cancel)).Findings);
    }

    [Fact]
    public async Task A_record_that_others_refer_to_stays()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        var place = patrol.Data["place"].AsId();
        var refused = await house.Installation.Records.DeleteAsync(House.Inspector, House.App, "place", place, null, House.Cancel);
        Assert.Equal(RuntimeMessages.StillReferred, Assert.IsType<Refused>(refused).Why.Message);
        House.Done(await house.Installation.Records.DeleteAsync(House.Inspector, House.App, "patrol", patrol.Id, null, House.Cancel));
        Assert.Empty(await house.TasksAsync());
        House.Done(await house.Installation.Records.DeleteAsync(House.Inspector, House.App, "place", place, null, House.Cancel));
    }

    [Fact]
    public async Task A_record_in_a_locked_state_is_not_deleted()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        House.Done(await house.TakeAsync(House.Inspector, patrol, "submit"));
        var refused = await house.Installation.Records.DeleteAsync(House.Inspector, House.App, "patrol", patrol.Id, null, House.Cancel);
        Assert.Equal(RuntimeMessages.LockedState, Assert.IsType<Refused>(refused).Why.Message);
    }

    [Fact]
    public async Task Limits_are_findings()
    {
        await using var house = await House.OpenAsync();
        var rows = Enumerable.Range(0, 1001).Select(_ => new Dictionary<string, object?> { ["cost"] = 1L }).ToArray();
        var result = await house.Installation.Records.CreateAsync(
            House.Inspector, House.App, "patrol", house.Input("patrol", ("items", rows), ("note", new string('长', 100_001))), House.Cancel);
        Assert.Equal([("items", RuntimeMessages.TooManyRows), ("note", RuntimeMessages.TextTooLong)],
            Assert.IsType<Invalid>(result).Findings.Select(finding => (finding.Path, finding.Message)));
    }

    private static Task<CommandResult> UpdateAsync(House house, Record record, long? revision, params (string, object?)[] values)
    {
        var form = record.Set[(House.App.Length + 1)..];
        return house.Installation.Records.UpdateAsync(
            House.Inspector, House.App, form, record.Id, house.Input(form, values), replace: false, revision, House.Cancel);
    }
}
