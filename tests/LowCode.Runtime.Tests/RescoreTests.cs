using System.Text.Json;
using LowCode.Decisions.Outcomes;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Rescoring;
using Record = LowCode.Storage.Records.Record;

namespace LowCode.Runtime.Tests;

public class RescoreTests
{
    private const string Old = """
        { "decision": "grade", "form": "patrol", "mode": "score",
          "rules": [
            { "name": "costly", "title": "费用过高", "gate": true, "when": "total < 100", "outcome": "C" },
            { "name": "tidy", "title": "整洁", "when": "clean", "points": 50 },
            { "name": "cheap", "title": "费用", "points": "50 - total / 2" } ],
          "grades": [ { "outcome": "A", "from": 80 }, { "outcome": "C", "from": 0 } ] }
        """;

    // Other threshold, other gate, another rule's name, and a total that is calculated otherwise.
    private const string New = """
        { "decision": "grade", "form": "patrol", "mode": "score",
          "rules": [
            { "name": "expensive", "title": "费用超标", "gate": true, "when": "total < 150", "outcome": "C" },
            { "name": "tidy", "title": "整洁", "when": "clean", "points": 50 },
            { "name": "roomy", "title": "容量", "when": "capacity >= 120", "points": 10 },
            { "name": "cheap", "title": "费用", "points": "40 - total / 4" } ],
          "grades": [ { "outcome": "A", "from": 70 }, { "outcome": "C", "from": 0 } ] }
        """;

    [Fact]
    public async Task A_dry_run_says_what_the_run_then_does_and_both_agree_with_records_decided_one_by_one()
    {
        await using var house = await House.OpenAsync(Pack(Old));
        var records = new List<Record>();
        var random = new Random(7);
        for (var i = 0; i < 40; i++)
            records.Add(await SubmittedAsync(house, random.Next(3) > 0, random.Next(200), places: random.Next(2)));
        var draft = await house.PatrolAsync();
        var tasks = await house.TasksAsync();
        await PublishAsync(house, New, files => files.Replace("forms/patrol.json", "sum + row.cost, 0)", "sum + row.cost, 10)"));
        var last = house.Installation.Store.Status.LastChange;
        house.Clock.Advance(TimeSpan.FromDays(1));

        var dry = await RescoreAsync(house, isDryRun: true);
        Assert.Equal(last, house.Installation.Store.Status.LastChange);
        var real = await RescoreAsync(house);
        Assert.Equal(JsonSerializer.Serialize(dry with { IsDryRun = false }), JsonSerializer.Serialize(real));
        Assert.Equal(last + real.Changed, house.Installation.Store.Status.LastChange);
        Assert.Equal(tasks, await house.TasksAsync());
        Assert.Equal((41, 1, 0, 2, true), (real.Total, real.Undecided, real.Failed, real.Version, real.IsComplete));

        var moves = new Dictionary<(string?, string?), long>();
        foreach (var before in records)
        {
            var oracle = await SubmittedAsync(house, before.Data["clean"].AsBoolean(), before.Data["items"].AsRows()[0]["cost"].AsInteger(),
                before.Data["place"]);
            var expected = (await DecisionAsync(house, oracle))["grade"].Verdict;
            var after = (await house.FindAsync(House.Admin, before))!;
            var was = (await DecisionAsync(house, before))["grade"].Verdict;
            var now = (await DecisionAsync(house, after))["grade"];
            Assert.Equal(expected, now.Verdict);
            if (was == expected)
            {
                Assert.Equal(before.Revision, after.Revision);
                continue;
            }
            moves[(was.Outcome, expected.Outcome)] = moves.GetValueOrDefault((was.Outcome, expected.Outcome)) + 1;
            Assert.Equal(expected.Outcome, after.Data["grade"].AsText());
            Assert.Equal(expected.Outcome == "C", after.Data["isBad"].AsBoolean());
            Assert.Equal(before.Data["total"], after.Data["total"]);
            Assert.Equal((before.State, before.AppVersion, before.Revision + 1), (after.State, after.AppVersion, after.Revision));
            Assert.Equal((2, "费用超标"), (now.Version, now.Rules[0].Title!.Original));
            using var reader = house.Installation.Read(House.Reviewer);
            var entry = await reader.HistoryAsync(House.App, "patrol", before.Id, House.Cancel).FirstAsync(House.Cancel);
            Assert.Equal(("rescore", "root"), (entry.Command, entry.By));
        }
        Assert.True(moves.Count >= 3, string.Join(' ', moves.Keys));
        Assert.Equal(moves.Values.Sum(), real.Changed);
        Assert.Equal(moves.Select(move => (move.Key.Item1, move.Key.Item2, move.Value)).Order(), real.Moves.Select(move => (move.From, move.To, move.Count)).Order());
        Assert.Equal(draft.Revision, (await house.FindAsync(House.Admin, draft))!.Revision);

        var again = await RescoreAsync(house);
        Assert.Equal(0, again.Changed);
    }

    [Fact]
    public async Task A_restart_reads_rescored_records_and_their_own_version_decides_them_when_they_are_submitted_again()
    {
        await using var house = await House.OpenAsync(Pack(Old));
        var record = await SubmittedAsync(house, clean: true, cost: 60);
        await PublishAsync(house, New);
        Assert.Equal(1, (await RescoreAsync(house)).Changed);
        await house.RestartAsync();
        var rescored = (await house.FindAsync(House.Admin, record))!;
        Assert.Equal(new Verdict("A", 75), (await DecisionAsync(house, rescored))["grade"].Verdict);

        House.Done(await house.TakeAsync(House.Reviewer, rescored, "return", ("note", "再看看")));
        var submitted = House.Done(await house.TakeAsync(House.Inspector, rescored, "submit")).Record;
        var decided = (await DecisionAsync(house, submitted))["grade"];
        Assert.Equal((new Verdict("C", 70), null), (decided.Verdict, decided.Version));
    }

    [Fact]
    public async Task What_others_change_during_the_run_is_kept_and_decided_as_it_is_then()
    {
        await using var house = await House.OpenAsync(Pack(Old));
        var edited = await SubmittedAsync(house, clean: true, cost: 60);
        var deleted = await SubmittedAsync(house, clean: true, cost: 60);
        var other = await SubmittedAsync(house, clean: true, cost: 60);
        await PublishAsync(house, New);
        var isFirst = true;

        // Told when the page has been decided and before it is written.
        var report = await RescoreAsync(house, progress: _ =>
        {
            if (isFirst)
                InterfereAsync().GetAwaiter().GetResult();
            isFirst = false;
        });

        Assert.Equal((2, 1), (report.Changed, report.Undecided));
        var after = (await house.FindAsync(House.Admin, edited))!;
        Assert.Equal(("原因", "fixing"), (after.Data["why"].AsText(), after.State));
        Assert.Equal(new Verdict("C", 25), (await DecisionAsync(house, after))["grade"].Verdict);
        Assert.Equal(new Verdict("A", 75), (await DecisionAsync(house, (await house.FindAsync(House.Admin, other))!))["grade"].Verdict);
        Assert.Null(await house.FindAsync(House.Admin, deleted));

        async Task InterfereAsync()
        {
            House.Done(await house.TakeAsync(House.Reviewer, edited, "return", ("note", "不整洁")));
            House.Done(await house.Installation.Records.UpdateAsync(House.Inspector, House.App, "patrol", edited.Id,
                house.Input("patrol", ("clean", false), ("why", "原因")), replace: false, null, House.Cancel));
            House.Done(await house.TakeAsync(House.Reviewer, deleted, "return", ("note", "重复")));
            House.Done(await house.Installation.Records.DeleteAsync(House.Inspector, House.App, "patrol", deleted.Id, null, House.Cancel));
        }
    }

    [Fact]
    public async Task A_record_that_others_keep_changing_is_told_and_holds_nothing_else_up()
    {
        await using var house = await House.OpenAsync(Pack(Old));
        var busy = await SubmittedAsync(house, clean: true, cost: 60);
        var other = await SubmittedAsync(house, clean: true, cost: 60);
        await PublishAsync(house, New);
        House.Done(await house.TakeAsync(House.Reviewer, busy, "return", ("note", "再看看")));
        var edits = 0L;

        // Told whenever something has been decided and before it is written.
        var report = await RescoreAsync(house, progress: _ => EditAsync().GetAwaiter().GetResult());

        var failure = Assert.Single(report.Failures);
        Assert.Equal((busy.Id, RuntimeMessages.ChangedMeanwhile), (failure.Id, failure.Why.Message));
        Assert.Equal((1, 1, true), (report.Failed, report.Changed, report.IsComplete));
        var after = (await house.FindAsync(House.Admin, busy))!;
        Assert.Equal((busy.Revision + 1 + edits, edits), (after.Revision, after.Data["items"].AsRows()[0]["cost"].AsInteger()));
        Assert.Equal(new Verdict("A", 75), (await DecisionAsync(house, (await house.FindAsync(House.Admin, other))!))["grade"].Verdict);

        var again = await RescoreAsync(house);
        Assert.Equal((1, 1, 0), (again.Changed, again.Unchanged, again.Failed));

        async Task EditAsync() => House.Done(await house.Installation.Records.UpdateAsync(House.Inspector, House.App, "patrol", busy.Id,
            house.Input("patrol", ("items", new Dictionary<string, object?>[] { new() { ["what"] = "灯", ["cost"] = ++edits } })), replace: false, null, House.Cancel));
    }

    [Fact]
    public async Task A_rule_that_fails_on_a_record_is_told_and_holds_nothing_else_up()
    {
        await using var house = await House.OpenAsync(Pack(Old));
        var good = await SubmittedAsync(house, clean: false, cost: 10);
        var bad = await SubmittedAsync(house, clean: true, cost: 10);
        await PublishAsync(house, New.Replace("\"when\": \"clean\"", "\"when\": \"why.length > 0\"", StringComparison.Ordinal));

        foreach (var isDryRun in new[] { true, false })
        {
            var report = await RescoreAsync(house, isDryRun);
            var failure = Assert.Single(report.Failures);
            Assert.Equal((bad.Id, RuleFailureMessages.NothingThere), (failure.Id, failure.Why.Message));
            Assert.Equal((1, 1, 0, true), (report.Failed, report.Changed, report.Unchanged, report.IsComplete));
        }
        Assert.Equal(bad.Revision, (await house.FindAsync(House.Admin, bad))!.Revision);
        Assert.Equal(good.Revision + 1, (await house.FindAsync(House.Admin, good))!.Revision);
    }

    [Fact]
    public async Task A_calculation_that_fails_is_told_with_its_field_and_the_record_is_not_decided_without_it()
    {
        await using var house = await House.OpenAsync(Pack(Old));
        await SubmittedAsync(house, clean: true, cost: 60);
        await PublishAsync(house, New, files => files.Replace("forms/patrol.json", "items.reduce((sum, row) => sum + row.cost, 0)", "why.length"));
        var failure = Assert.Single((await RescoreAsync(house)).Failures);
        Assert.Equal(("total", RuleFailureMessages.NothingThere), (failure.Why.Path, failure.Why.Message));
    }

    [Fact]
    public async Task A_run_that_is_stopped_leaves_whole_batches_and_the_next_one_goes_on()
    {
        await using var house = await House.OpenAsync(Pack(Old));
        var records = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => SubmittedAsync(house, clean: true, cost: 60)));
        await PublishAsync(house, New);
        using var stop = new CancellationTokenSource();

        var stopped = await RescoreAsync(house, progress: now =>
        {
            if (now.Changed > 0)
                stop.Cancel();
        }, cancel: stop.Token);
        Assert.False(stopped.IsComplete);
        Assert.Equal(256, stopped.Changed);
        Assert.Equal(256, await RightAsync());
        var rest = await RescoreAsync(house);
        Assert.Equal((44, 256, true), (rest.Changed, rest.Unchanged, rest.IsComplete));
        Assert.Equal(300, await RightAsync());
        Assert.Null((await house.Installation.Store.VerifyChangesAsync(cancel: House.Cancel)).Break);

        async Task<int> RightAsync() => (await house.QueryAsync(House.Admin, House.App, "patrol"))
            .Count(record => records.Any(old => old.Id == record.Id) && record.Data["grade"].AsText() == "A");
    }

    [Fact]
    public async Task Only_administrators_and_only_what_there_is()
    {
        await using var house = await House.OpenAsync(Pack(Old));
        var forbidden = Assert.IsType<Forbidden>(await house.Installation.RescoreAsync(House.Reviewer, House.App, "grade", true, cancel: House.Cancel));
        Assert.Equal(RuntimeMessages.AdministratorsOnly, forbidden.Why.Message);
        Assert.Equal((RuntimeMessages.NoSuchApp, "patrol"), await RefusedAsync("patrl", "grade"));
        Assert.Equal((RuntimeMessages.NoSuchDecision, "grade"), await RefusedAsync(House.App, "grades"));

        async Task<(Message, object?)> RefusedAsync(string app, string decision)
        {
            var why = Assert.IsType<Refused>(await house.Installation.RescoreAsync(House.Admin, app, decision, true, cancel: House.Cancel)).Why;
            var suggestion = Assert.IsType<Phrase>(why.Arguments.Single(argument => argument.Name == "suggestion").Value);
            return (why.Message, suggestion.Arguments.Single().Value);
        }
    }

    private static IPackFiles Pack(string decision, Action<Dictionary<string, string>>? change = null) => PatrolPack.Pack(files =>
    {
        files["decisions/grade.json"] = decision;
        files.Replace("workflows/patrol.json", """, "when": "grade !== 'C'", "message": "等级为 C 的不能通过。" """.TrimEnd(), "");
        change?.Invoke(files);
    });

    private static async Task PublishAsync(House house, string decision, Action<Dictionary<string, string>>? change = null)
    {
        var published = await house.Installation.PublishAsync(House.Admin, Pack(decision, change), House.Cancel);
        Assert.True(published.IsNew, string.Join('\n', published.Diagnostics));
    }

    private static async Task<RescoreReport> RescoreAsync(
        House house, bool isDryRun = false, Action<RescoreProgress>? progress = null, CancellationToken? cancel = null)
    {
        var result = await house.Installation.RescoreAsync(House.Admin, House.App, "grade", isDryRun,
            progress is null ? null : new Told(progress), cancel ?? House.Cancel);
        return Assert.IsType<Rescored>(result).Report;
    }

    private static async Task<IReadOnlyDictionary<string, DecisionOutcome>> DecisionAsync(House house, Record record)
    {
        using var reader = house.Installation.Read(House.Admin);
        return await reader.DecisionsAsync(record);
    }

    private static async Task<Record> SubmittedAsync(House house, bool clean, long cost, int places = 0) => await SubmittedAsync(house, clean, cost,
        Value.Of((await house.CreateAsync(House.Inspector, "place", ("name", "车库"), ("capacity", 100L + (20 * places)))).Id));

    private static async Task<Record> SubmittedAsync(House house, bool clean, long cost, Value place)
    {
        var patrol = await house.CreateAsync(House.Inspector, "patrol", ("place", place), ("clean", clean), ("why", clean ? null : "有积水"),
            ("items", new Dictionary<string, object?>[] { new() { ["what"] = "灯", ["cost"] = cost } }));
        return House.Done(await house.TakeAsync(House.Inspector, patrol, "submit")).Record;
    }

    // At once, on the thread that tells: System.Progress would post it.
    private sealed class Told(Action<RescoreProgress> tell) : IProgress<RescoreProgress>
    {
        public void Report(RescoreProgress value) => tell(value);
    }
}
