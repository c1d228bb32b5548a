using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.DivisionChanges;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.Users;
using Record = LowCode.Storage.Records.Record;

namespace LowCode.Runtime.Tests;

/// <summary>Divisions that are renamed, moved, merged, split and closed, with everything in them.</summary>
public class DivisionChangeTests
{
    private const string Old = "310106006002";
    private const string OtherStreet = "310106011";
    private const string New = "310106011002";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_division_moves_with_records_tasks_deadlines_roles_and_invitations()
    {
        await using var house = await OpenAsync();
        var patrol = await SubmittedAsync(house);
        var draft = await house.PatrolAsync();
        await house.Installation.Users.Invitations.AddAsync(House.Admin, "hash", new Caller("", "新人", House.Inspector.Roles), TimeSpan.FromHours(1), Cancel);
        var dry = await ChangeAsync(house, new MoveDivision(Old, OtherStreet), isDryRun: true);
        Assert.Equal((2, "patrol/patrol:2,patrol/place:2", 1, 1, 1), Figures(dry));
        Assert.Equal(["reviewer@310106006"], (await house.TasksAsync()).Where(task => task.StartsWith('r')));

        var done = await ChangeAsync(house, new MoveDivision(Old, OtherStreet));
        Assert.Equal(Figures(dry), Figures(done));
        Assert.True(done.IsComplete);
        Assert.Equal([new DivisionCodeChange(Old, New)], done.Codes);
        Assert.Equal(["inspector@" + New, "reviewer@" + OtherStreet], await house.TasksAsync());
        Assert.Equal([House.Inspector.Roles[0] with { Division = New }], (await UserAsync(house, "ling")).Roles);
        Assert.Equal(New, Assert.Single((await house.Installation.Users.Invitations.FindAsync("hash", Cancel))!.Roles).Division);

        // Who may follows at once: the old street sees nothing any more, the new one everything.
        var (ling, reviewer) = (await UserAsync(house, "ling"), await UserAsync(house, "bei"));
        Assert.Null(await house.FindAsync(House.Reviewer, patrol));
        Assert.NotNull(await house.FindAsync(reviewer, patrol));
        Assert.Equal(2, (await house.QueryAsync(ling, House.App, "patrol")).Count);
        Assert.IsType<NotFound>(await house.TakeAsync(House.Reviewer, patrol, "accept"));
        House.Done(await house.TakeAsync(ling, draft, "submit"));
        House.Done(await house.TakeAsync(reviewer, patrol, "accept"));

        // What was is still to be read, and the old code tells what it is called now.
        var history = new List<(string, string)>();
        await foreach (var entry in house.Installation.Store.HistoryAsync(patrol.Set, patrol.Id, Cancel))
            history.Add((entry.Command, entry.Record!.Division));
        Assert.Equal([("transition:accept", New), ("division:move", New), ("transition:submit", Old), ("create", Old)], history);
        var divisions = house.Installation.Divisions;
        Assert.Equal((true, true, New), (divisions.Find(Old)!.IsFormer, divisions.Find(Old)!.IsClosed, divisions.Find(Old)!.Successor));
        Assert.Equal("静安区 北站街道 新安居委会", divisions.PathName(Old));
        Assert.Equal("310106011002001", divisions.Now(Old + "001")!.Code);

        // The deadline goes on, at its new place.
        house.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(1, await house.Installation.RunTimersAsync(Cancel));
        Assert.Equal(["reviewer@310106!^", "reviewer@310106011!"], await house.TasksAsync());
        Assert.Null((await house.Installation.Store.VerifyChangesAsync(cancel: Cancel)).Break);
    }

    [Fact]
    public async Task Roles_by_single_sign_on_move_and_stay_the_providers_whatever_code_it_knows()
    {
        await using var house = await OpenAsync();
        var identities = house.Installation.Users.Identities;
        var person = new ExternalPerson("https://city.example", "p1", "xin", "新人", [new("inspector", Old)], false);
        Assert.IsType<SignedOn>(await identities.SignInAsync(person, mayCreate: true, Cancel));

        await ChangeAsync(house, new MoveDivision(Old, OtherStreet));
        Assert.Equal([new("inspector", New)], (await UserAsync(house, "xin")).Roles);
        Assert.Equal([new("inspector", New)], Assert.IsType<SignedOn>(await identities.SignInAsync(person, mayCreate: false, Cancel)).Account.Given);
        Assert.IsType<SignedOn>(await identities.SignInAsync(person with { Roles = [] }, mayCreate: false, Cancel));
        Assert.Empty((await UserAsync(house, "xin")).Roles);
    }

    [Fact]
    public async Task A_task_that_was_given_on_follows_to_the_new_district()
    {
        await using var house = await OpenAsync();
        await SubmittedAsync(house);
        house.Clock.Advance(TimeSpan.FromDays(4));
        await house.Installation.RunTimersAsync(Cancel);
        Assert.Equal(["reviewer@310106!^", "reviewer@310106006!"], await house.TasksAsync());
        await DoAsync(house, house.Installation.DivisionChanges.AddAsync(House.Admin, new("310109", "31", DivisionLevel.District, "虹口区"), Cancel));
        await ChangeAsync(house, new MoveDivision("310106006", "310109"));
        Assert.Equal(["reviewer@310109!^", "reviewer@310109006!"], await house.TasksAsync());
    }

    [Fact]
    public async Task Two_become_one_and_what_would_meet_gets_a_free_code()
    {
        await using var house = await OpenAsync();
        var patrol = await SubmittedAsync(house);
        var other = await house.CreateAsync(House.OtherInspector, "place", ("name", "b"));
        await DoAsync(house, house.Installation.DivisionChanges.AddAsync(House.Admin, new("310106006003001", "310106006003", DivisionLevel.Estate, "永乐小区"), Cancel));
        var done = await ChangeAsync(house, new MergeDivision(Old, "310106006003"));
        Assert.Equal([new(Old, "310106006003"), new DivisionCodeChange(Old + "001", "310106006003002")], done.Codes);
        Assert.Equal("新安小区", house.Installation.Divisions.Find("310106006003002")!.Name);
        // Both inspectors are inspectors of the one, once.
        foreach (var name in new[] { "ling", "fang" })
        {
            var one = await UserAsync(house, name);
            Assert.Equal([new RoleAssignment("inspector", "310106006003")], one.Roles);
            Assert.NotNull(await house.FindAsync(one, patrol));
            Assert.NotNull(await house.FindAsync(one, other));
        }
        var refused = Assert.IsType<Invalid>(await house.Installation.Records.CreateAsync(House.Admin, House.App, "place",
            house.Input("place", ("name", "c")) with { Division = Old }, Cancel));
        Assert.Equal((DivisionMessages.ClosedFor, "310106006003"), (refused.Findings[0].Message, refused.Findings[0].Arguments.Single(one => one.Name == "code").Value));
    }

    [Fact]
    public async Task A_part_becomes_a_division_of_its_own_with_the_records_that_were_chosen()
    {
        await using var house = await OpenAsync();
        var (stays, goes) = (await house.PatrolAsync(), await house.PatrolAsync());
        var order = new SplitDivision(Old, "310106006009", "新新居委会", [Old + "001"], [new(goes.Set, goes.Id), new(goes.Set, Guid.NewGuid())]);
        Assert.Equal((1, "patrol/patrol:1", 0, 0, 0), Figures(await ChangeAsync(house, order, isDryRun: true)));
        Assert.Null(house.Installation.Divisions.Find("310106006009"));
        Assert.Equal((1, "patrol/patrol:1", 0, 0, 0), Figures(await ChangeAsync(house, order)));
        Assert.Equal((Old, "310106006009"), ((await house.FindAsync(House.Admin, stays))!.Division, (await house.FindAsync(House.Admin, goes))!.Division));
        Assert.Equal(("310106006009", false), (house.Installation.Divisions.Now(Old + "001")!.Parent, house.Installation.Divisions.Find(Old)!.IsClosed));
        Assert.Null(await house.FindAsync(House.Inspector, goes));
        // Further ones go to what is there now.
        await ChangeAsync(house, new SplitDivision(Old, "310106006009", null, [], [new(stays.Set, stays.Id)]));
        Assert.Equal("310106006009", (await house.FindAsync(House.Admin, stays))!.Division);
    }

    [Fact]
    public async Task A_closed_division_takes_nothing_new_keeps_what_it_has_and_opens_again()
    {
        await using var house = await OpenAsync();
        var divisions = house.Installation.DivisionChanges;
        var draft = await house.PatrolAsync();
        Assert.Equal(DivisionMessages.HasChildren, await WhyNotAsync(divisions.CloseAsync(House.Admin, Old, null, Cancel)));
        await DoAsync(house, divisions.CloseAsync(House.Admin, Old + "001", null, Cancel));
        await DoAsync(house, divisions.CloseAsync(House.Admin, Old, "310106006003", Cancel));
        var refused = Assert.IsType<Invalid>(await house.Installation.Records.CreateAsync(
            House.Inspector, House.App, "place", house.Input("place", ("name", "c")) with { Division = Old }, Cancel));
        Assert.Equal(DivisionMessages.ClosedFor, refused.Findings[0].Message);
        var role = Assert.IsType<Invalid>(await house.Installation.Users.Administration.ChangeAsync(
            House.Admin, "fang", null, [new("inspector", Old)], null, Cancel));
        Assert.Equal(DivisionMessages.ClosedFor, role.Findings[0].Message);
        House.Done(await house.TakeAsync(House.Inspector, draft, "submit"));
        Assert.IsType<UserDone>(await house.Installation.Users.Administration.ChangeAsync(House.Admin, "ling", "凌", null, null, Cancel));
        await DoAsync(house, divisions.ReopenAsync(House.Admin, Old, Cancel));
        await house.PatrolAsync();
    }

    [Fact]
    public async Task What_began_before_a_division_was_closed_does_not_come_into_it()
    {
        await using var house = await OpenAsync();
        await DoAsync(house, house.Installation.DivisionChanges.CloseAsync(House.Admin, Old + "001", null, Cancel));
        var elsewhere = await house.CreateAsync(House.OtherInspector, "place", ("name", "e"));
        foreach (var isNew in new[] { true, false })
        {
            var results = new List<CommandResult>();
            await house.Installation.Records.TogetherAsync(House.Admin, async unit =>
            {
                var input = house.Input("place", ("name", "c")) with { Division = Old };
                results.Add(isNew ? await unit.CreateAsync(House.App, "place", input, Cancel)
                    : await unit.UpdateAsync(House.App, "place", elsewhere.Id, input, replace: false, null, Cancel));
                if (results.Count == 1)
                    await DoAsync(house, house.Installation.DivisionChanges.CloseAsync(House.Admin, Old, null, Cancel));
                return results[^1] is Done;
            }, Cancel);
            Assert.Equal(DivisionMessages.Closed, Assert.IsType<Invalid>(results[1]).Findings[0].Message);
            Assert.IsType<Done>(results[0]);
            await DoAsync(house, house.Installation.DivisionChanges.ReopenAsync(House.Admin, Old, Cancel));
        }
    }

    [Fact]
    public async Task Another_name_is_only_another_name()
    {
        await using var house = await OpenAsync();
        await DoAsync(house, house.Installation.DivisionChanges.RenameAsync(House.Admin, Old, "新安社区居委会", Cancel));
        Assert.Equal("静安区 江宁路街道 新安社区居委会", house.Installation.Divisions.PathName(Old));
        Assert.Equal(DivisionMessages.NameWrong, await WhyNotAsync(house.Installation.DivisionChanges.RenameAsync(House.Admin, Old, " ", Cancel)));
    }

    [Fact]
    public async Task What_cannot_be_is_told_and_changes_nothing()
    {
        await using var house = await OpenAsync();
        var divisions = house.Installation.DivisionChanges;
        Assert.IsType<Forbidden>(await divisions.ChangeAsync(House.Reviewer, new MoveDivision(Old, OtherStreet), false, null, Cancel));
        Assert.IsType<Forbidden>(await divisions.ImportAsync(House.Reviewer, new StringReader(""), "x", true, Cancel));
        var count = house.Installation.Store.Status.LastChange;
        foreach (var (order, message) in new (DivisionOrder, Message)[]
        {
            (new MoveDivision("nowhere", OtherStreet), RuntimeMessages.DivisionUnknown),
            (new MoveDivision(Old, "nowhere"), RuntimeMessages.DivisionUnknown),
            (new MoveDivision("31", "310106"), DivisionMessages.WrongTarget),
            (new MoveDivision("310106006", Old), DivisionMessages.WrongTarget),
            (new MoveDivision(Old, "310106006003"), DivisionMessages.LevelWrong),
            (new MoveDivision(Old, OtherStreet, "310106009"), DivisionMessages.CodeWrong),
            (new MoveDivision(Old, "310106006", "310106006003"), DivisionMessages.CodeTaken),
            (new MoveDivision(Old, "310106006", "3101060060031"), DivisionMessages.CodeClash),
            (new MoveDivision(Old, "310106006", "31010600600"), DivisionMessages.CodeClash),
            (new MergeDivision(Old, "310106006"), DivisionMessages.WrongTarget),
            (new MergeDivision(Old, Old), DivisionMessages.WrongTarget),
            (new SplitDivision(Old, "310106006003", null, ["310106006003"], []), DivisionMessages.NotAChild),
            (new SplitDivision(Old, "310106006008", null, [], []), RuntimeMessages.DivisionUnknown),
            (new SplitDivision(Old, "310106006003", null, [], [new("system/user", Guid.NewGuid())]), DivisionMessages.ChosenUnknown),
        })
        {
            Assert.Equal(message, await WhyNotAsync(divisions.ChangeAsync(House.Admin, order, isDryRun: true, null, Cancel)));
            Assert.Equal(message, await WhyNotAsync(divisions.ChangeAsync(House.Admin, order, isDryRun: false, null, Cancel)));
        }
        Assert.Equal(DivisionMessages.NothingToResume, await WhyNotAsync(divisions.ResumeAsync(House.Admin, null, Cancel)));
        Assert.Equal(count, house.Installation.Store.Status.LastChange);
        // A code of before is nobody's again.
        await ChangeAsync(house, new MoveDivision(Old, OtherStreet));
        Assert.Equal(DivisionMessages.CodeTaken, await WhyNotAsync(divisions.ChangeAsync(House.Admin, new MoveDivision(New, "310106006"), false, null, Cancel)));
        Assert.Equal(DivisionMessages.Former, await WhyNotAsync(divisions.RenameAsync(House.Admin, Old, "x", Cancel)));
        await ChangeAsync(house, new MoveDivision(New, "310106006", "310106006902"));
        Assert.Equal("310106006902", house.Installation.Divisions.Now(Old)!.Code);
    }

    [Fact]
    public async Task While_others_write_nothing_is_left_behind_and_nothing_is_lost()
    {
        await using var house = await OpenAsync();
        for (var i = 0; i < 60; i++)
            await house.PatrolAsync();
        using var stop = new CancellationTokenSource();
        var (made, taken) = (0, 0);
        var writers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var ling = await UserAsync(house, "ling");
                if (await house.Installation.Records.CreateAsync(ling, House.App, "place", house.Input("place", ("name", "w")), Cancel) is Done)
                    Interlocked.Increment(ref made);
                var draft = (await house.QueryAsync(ling, House.App, "patrol")).Find(record => record.State == "draft");
                if (draft is not null && await house.TakeAsync(ling, draft, "submit") is Done)
                    Interlocked.Increment(ref taken);
            }
        }, Cancel)).ToArray();
        while (Volatile.Read(ref made) < 5)
            await Task.Yield();
        var done = await ChangeAsync(house, new MoveDivision("310106006", "310109"), prepare: () => DoAsync(house,
            house.Installation.DivisionChanges.AddAsync(House.Admin, new("310109", "31", DivisionLevel.District, "虹口区"), Cancel)));
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        Assert.True(done.IsComplete);
        Assert.Equal(60 + made, (await house.QueryAsync(House.Admin, House.App, "place")).Count);
        await AssertMovedAsync(house, "310106006");
        var patrols = await house.QueryAsync(House.Admin, House.App, "patrol");
        Assert.Equal((60, taken), (patrols.Count, patrols.Count(patrol => patrol.State == "submitted")));
        Assert.Equal(60, (await house.TasksAsync()).Length);
        Assert.Equal(taken, (await house.TasksAsync()).Count(task => task == "reviewer@310109006"));
    }

    [Fact]
    public async Task Stopped_after_any_commit_it_is_gone_on_with()
    {
        await using var house = await OpenAsync();
        var patrol = await SubmittedAsync(house);
        for (var i = 0; i < 3; i++)
            await house.PatrolAsync();
        string[] streets = ["310106006", OtherStreet];
        for (var commits = 1; ; commits++)
        {
            var division = house.Installation.Divisions.Now(Old)!;
            var order = new MoveDivision(division.Code, streets.First(street => street != division.Parent), streets.First(street => street != division.Parent) + $"9{commits:00}");
            if (await house.StoppingAsync(commits, installation => installation.DivisionChanges.ChangeAsync(House.Admin, order, false, null, Cancel)) is not null)
                break;
            // Another one has to wait, whatever it was stopped at; but for the commit that ended it.
            var rest = await house.Installation.DivisionChanges.ResumeAsync(House.Admin, null, Cancel);
            Assert.True(rest is DivisionsChanged { Report.IsComplete: true } or Refused, rest.ToString());
            await AssertMovedAsync(house, division.Code);
            Assert.Equal([new RoleAssignment("inspector", order.As!)], (await UserAsync(house, "ling")).Roles);
            Assert.Equal(order.As, (await house.FindAsync(House.Admin, patrol))!.Division);
        }
        Assert.Null((await house.Installation.Store.VerifyChangesAsync(cancel: Cancel)).Break);
    }

    [Fact]
    public async Task People_see_everything_while_it_is_under_way_and_another_has_to_wait()
    {
        await using var house = await OpenAsync();
        for (var i = 0; i < 300; i++)
            await house.CreateAsync(House.Inspector, "place", ("name", $"{i}"));
        using var stop = new CancellationTokenSource();
        var half = Assert.IsType<DivisionsChanged>(await house.Installation.DivisionChanges.ChangeAsync(
            House.Admin, new MoveDivision(Old, OtherStreet), false, new Stopping(stop), stop.Token)).Report;
        Assert.Equal((false, 256L), (half.IsComplete, half.Records["patrol/place"]));
        var ling = await UserAsync(house, "ling");
        Assert.Equal([Old, New], ling.Roles.Select(role => role.Division));
        Assert.Equal(300, (await house.QueryAsync(ling, House.App, "place")).Count);
        // New ones go to the new code, without being told.
        Assert.Equal(New, (await house.CreateAsync(ling, "place", ("name", "x"))).Division);
        Assert.Equal(DivisionMessages.Unfinished, await WhyNotAsync(
            house.Installation.DivisionChanges.ChangeAsync(House.Admin, new MoveDivision("310106006003", OtherStreet), false, null, Cancel)));
        await house.RestartAsync();
        var rest = Assert.IsType<DivisionsChanged>(await house.Installation.DivisionChanges.ResumeAsync(House.Admin, null, Cancel)).Report;
        Assert.Equal((true, 44L, 1L), (rest.IsComplete, rest.Records["patrol/place"], rest.Users));
        Assert.Equal(301, (await house.QueryAsync(await UserAsync(house, "ling"), House.App, "place")).Count);
        await AssertMovedAsync(house, Old);
    }

    internal static async Task<House> OpenAsync()
    {
        var house = await House.OpenAsync();
        await house.Installation.ImportDivisionsAsync(House.Admin,
        [
            new(OtherStreet, "310106", DivisionLevel.Street, "北站街道"),
            new(Old + "001", Old, DivisionLevel.Estate, "新安小区"),
        ], Cancel);
        await house.Installation.Users.SaveAsync(House.Admin, [(new Caller("bei", "北站审核员", [new("reviewer", OtherStreet)]), null)], Cancel);
        return house;
    }

    private static async Task<Record> SubmittedAsync(House house) =>
        House.Done(await house.TakeAsync(House.Inspector, await house.PatrolAsync(), "submit")).Record;

    private static async Task<Caller> UserAsync(House house, string name) => (await house.Installation.Users.FindAsync(name, Cancel))!;

    private static async Task<DivisionReport> ChangeAsync(House house, DivisionOrder order, bool isDryRun = false, Func<Task>? prepare = null)
    {
        if (prepare is not null)
            await prepare();
        var result = await house.Installation.DivisionChanges.ChangeAsync(House.Admin, order, isDryRun, null, Cancel);
        return result is DivisionsChanged done ? done.Report : throw new InvalidOperationException(result is Refused refused ? refused.Why.In("en") : result.ToString());
    }

    private static async Task DoAsync(House house, Task<CommandResult> change)
    {
        var result = await change;
        Assert.True(result is DivisionDone, result is Refused refused ? refused.Why.In("en") : result.ToString());
        Assert.NotNull(house.Installation.Divisions.Find(((DivisionDone)result).Division.Code));
    }

    private static async Task<Message> WhyNotAsync(Task<CommandResult> change) => Assert.IsType<Refused>(await change).Why.Message;

    private static (long, string, long, long, long) Figures(DivisionReport report) => (
        report.Divisions, string.Join(',', report.Records.Select(set => $"{set.Key}:{set.Value}")), report.Tasks, report.Users, report.Invitations);

    // Nothing but divisions of before and history still has the code.
    private static async Task AssertMovedAsync(House house, string code)
    {
        foreach (var (app, form) in new[] { (House.App, "place"), (House.App, "patrol"), ("system", "task"), ("system", "timer") })
            Assert.DoesNotContain(await house.QueryAsync(House.Admin, app, form), record => DivisionTree.IsWithin(record.Division, code));
        Assert.All(house.Installation.Divisions.All.Where(division => DivisionTree.IsWithin(division.Code, code)), division => Assert.True(division.IsFormer));
    }

    private sealed class Stopping(CancellationTokenSource stop) : IProgress<DivisionProgress>
    {
        public void Report(DivisionProgress value)
        {
            if (value.Moved > 0)
                stop.Cancel();
        }
    }
}
