using System.Globalization;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.SystemSets;
using Record = LowCode.Storage.Records.Record;

namespace LowCode.Runtime.Tests;

public class UnitOfWorkTests
{
    private delegate ValueTask<CommandResult> Command(House house, UnitOfWork unit);

    [Fact]
    public async Task Each_command_sees_what_those_before_it_are_going_to_leave()
    {
        await using var house = await House.OpenAsync();
        var (place, patrol) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var end = await house.Installation.Records.TogetherAsync(House.Inspector, async unit =>
        {
            House.Done(await unit.CreateAsync(House.App, "place", house.Input("place", ("name", "车库"), ("capacity", 70L)) with { Id = place }, House.Cancel));
            var made = House.Done(await unit.CreateAsync(House.App, "patrol", house.Input("patrol", ("place", place), ("clean", true)) with { Id = patrol }, House.Cancel));
            Assert.Equal(Value.Of(70L), made.Record.Data["capacity"]);
            Assert.IsType<Refused>(await unit.DeleteAsync(House.App, "place", place, null, House.Cancel));
            var moved = House.Done(await unit.TransitionAsync(House.App, "patrol", patrol, "submit", null, 1, House.Cancel));
            Assert.Equal(("submitted", 1L), (moved.Record.State, moved.Record.Revision));
            Assert.NotNull(await unit.Reader.FindAsync(House.App, "patrol", patrol, House.Cancel));
            Assert.Empty(await house.QueryAsync(House.Inspector, House.App, "patrol"));
            return true;
        }, House.Cancel);
        Assert.Equal(UnitEnd.Written, end);
        var record = Assert.Single(await house.QueryAsync(House.Inspector, House.App, "patrol"));
        Assert.Equal(("submitted", 1L), (record.State, record.Revision));
        Assert.Equal(["reviewer@310106006"], await house.TasksAsync());
        Assert.Single(await house.QueryAsync(House.Admin, SystemSet.App, TimerSet.Form));
        using var reader = house.Installation.Read(House.Inspector);
        Assert.Equal(["create+transition:submit"], await reader.HistoryAsync(House.App, "patrol", patrol, House.Cancel).Select(entry => entry.Command).ToListAsync(House.Cancel));
    }

    [Fact]
    public async Task Work_that_gives_up_leaves_nothing()
    {
        await using var house = await House.OpenAsync();
        var before = house.Installation.Store.Status.LastChange;
        Assert.Equal(UnitEnd.GivenUp, await house.Installation.Records.TogetherAsync(House.Inspector, async unit =>
        {
            House.Done(await unit.CreateAsync(House.App, "place", house.Input("place", ("name", "车库")), House.Cancel));
            return await unit.CreateAsync(House.App, "place", house.Input("place"), House.Cancel) is Done;
        }, House.Cancel));
        Assert.Equal(before, house.Installation.Store.Status.LastChange);
    }

    [Fact]
    public async Task Work_is_done_again_over_what_others_have_left_and_not_for_ever()
    {
        await using var house = await House.OpenAsync();
        var place = await house.CreateAsync(House.Inspector, "place", ("name", "一"), ("capacity", 1L));
        var rounds = 0;
        Task<UnitEnd> Run(int disturbances) => house.Installation.Records.TogetherAsync(House.Inspector, async unit =>
        {
            var now = (await unit.Reader.FindAsync(House.App, "place", place.Id, House.Cancel))!.Data["capacity"].AsInteger();
            House.Done(await unit.UpdateAsync(House.App, "place", place.Id, house.Input("place", ("capacity", now + 1)), false, null, House.Cancel));
            if (rounds++ < disturbances)
                House.Done(await house.Installation.Records.UpdateAsync(House.Inspector, House.App, "place", place.Id, house.Input("place", ("capacity", now + 100)), false, null, House.Cancel));
            return true;
        }, House.Cancel);
        Assert.Equal(UnitEnd.Written, await Run(3));
        Assert.Equal(4, rounds);
        Assert.Equal(Value.Of(302L), (await house.FindAsync(House.Inspector, place))!.Data["capacity"]);
        rounds = 0;
        Assert.Equal(UnitEnd.Contended, await Run(int.MaxValue));
        Assert.Equal(house.Installation.Options.Limits.Attempts, rounds);
    }

    [Fact]
    public async Task A_unit_leaves_what_its_commands_leave_one_after_another()
    {
        var (commands, units) = (0, 0);
        for (var seed = 0; seed < 12; seed++)
        {
            await using var single = await House.OpenAsync();
            await using var together = await House.OpenAsync();
            var random = new Random(seed);
            var maker = new RandomCommands(random);
            for (var unit = 0; unit < 8; unit++)
            {
                var caller = random.Next(3) == 0 ? House.Reviewer : House.Inspector;
                var done = new List<Command>();
                for (var i = 0; i < 12; i++)
                {
                    var command = await maker.NextAsync(single, caller);
                    if (await single.Installation.Records.OneAsync(caller, one => command(single, one), House.Cancel) is Done)
                        done.Add(command);
                }
                Assert.Equal(UnitEnd.Written, await together.Installation.Records.TogetherAsync(caller, async all =>
                {
                    foreach (var command in done)
                        House.Done(await command(together, all));
                    return true;
                }, House.Cancel));
                foreach (var (app, form) in ((string, string)[])[(House.App, "place"), (House.App, "patrol"), (House.App, "plan"), (SystemSet.App, TaskSet.Form), (SystemSet.App, TimerSet.Form)])
                    Assert.Equal((await single.QueryAsync(House.Admin, app, form)).Select(Plain), (await together.QueryAsync(House.Admin, app, form)).Select(Plain));
                single.Clock.Advance(TimeSpan.FromHours(7));
                together.Clock.Advance(TimeSpan.FromHours(7));
                (commands, units) = (commands + done.Count, units + 1);
            }
            Assert.Null((await together.Installation.Store.VerifyChangesAsync(cancel: House.Cancel)).Break);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{commands} commands in {units} units");
        Assert.True(commands > 300);
    }

    // Everything but the revision: a unit is one, however many commands it has.
    private static string Plain(Record record) => string.Join('|', record.Id, record.AppVersion, record.Division, record.State, record.CreatedBy,
        record.CreatedAt.ToString("O", CultureInfo.InvariantCulture), record.ModifiedBy, record.ModifiedAt.ToString("O", CultureInfo.InvariantCulture),
        string.Join(',', record.Data.Shape.Slots.Select(slot => $"{slot.Path}={Text(record.Data[slot.Index])}")),
        System.Text.Encoding.UTF8.GetString(record.Annex.Span));

    private static string Text(Value value) => value.Kind == ValueKind.Rows
        ? string.Join(';', value.AsRows().ToArray().Select(row => $"{row.Key}:{string.Join(',', row.Shape.Slots.Select(slot => Text(row[slot.Index])))}"))
        : value.ToString();

    /// <summary>Commands that often, not always, can be done.</summary>
    private sealed class RandomCommands(Random random)
    {
        private static readonly string[] Transitions = ["submit", "accept", "return", "sign"];

        public async Task<Command> NextAsync(House house, Caller caller)
        {
            var form = (string[])["place", "patrol", "plan"];
            var set = form[random.Next(3)];
            var known = await house.QueryAsync(House.Admin, House.App, set);
            var id = known.Count == 0 ? Guid.CreateVersion7() : known[random.Next(known.Count)].Id;
            var places = await house.QueryAsync(House.Admin, House.App, "place");
            var values = set switch
            {
                "place" => [("name", $"点{random.Next(4)}"), ("capacity", (long)random.Next(3))],
                "plan" => [("title", $"案{random.Next(4)}")],
                _ => PatrolValues(places),
            };
            var kind = random.Next(10);
            switch (kind)
            {
                case < 3:
                    var made = Guid.CreateVersion7();
                    return (at, unit) => unit.CreateAsync(House.App, set, at.Input(set, values) with { Id = made }, House.Cancel);
                case < 6:
                    var replace = random.Next(4) == 0;
                    return (at, unit) => unit.UpdateAsync(House.App, set, id, at.Input(set, values), replace, null, House.Cancel);
                case 6:
                    return (_, unit) => unit.DeleteAsync(House.App, set, id, null, House.Cancel);
                default:
                    var transition = set == "plan" ? "sign" : Transitions[random.Next(3)];
                    var input = transition == "return";
                    return (at, unit) => unit.TransitionAsync(House.App, set, id, transition, input ? at.Input("patrol", ("note", "重来")) : null, null, House.Cancel);
            }
        }

        private (string, object?)[] PatrolValues(List<Record> places)
        {
            var clean = random.Next(2) == 0;
            Dictionary<string, object?>[] items = [.. Enumerable.Range(0, random.Next(3)).Select(i => new Dictionary<string, object?>
            {
                ["@key"] = new Guid(i + 1, 0, 0, new byte[8]), ["what"] = $"问题{random.Next(2)}", ["cost"] = (long)random.Next(5),
            })];
            return
            [
                ("place", places.Count == 0 ? null : places[random.Next(places.Count)].Id), ("clean", clean), ("why", clean ? null : "有积水"), ("items", items),
            ];
        }
    }
}
