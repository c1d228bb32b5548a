using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Tests;

/// <summary>What a role reaches because something refers to it that the person may read.</summary>
public class ReferencedAccessTests
{
    static readonly Caller Helper = new("bang", "协查员", [new("helper", "310106006")]);

    static Task<House> OpenAsync() => House.OpenAsync(PatrolPack.Pack(files =>
    {
        files.Replace("app.json", """{ "name": "guest", "title": "来访" }""",
            """{ "name": "guest", "title": "来访" }, { "name": "helper", "title": "协查员" }""");
        files.Replace("forms/place.json", """{ "role": "reviewer", "can": ["read"], "reach": "subtree" }""", """
            { "role": "reviewer", "can": ["read"], "reach": "subtree" },
            { "role": "helper", "can": ["read", "update"], "reach": "referenced", "by": "patrol.place" }
            """);
        files.Replace("forms/patrol.json", """{ "role": "reviewer", "can": ["read"], "reach": "subtree" },""", """
            { "role": "reviewer", "can": ["read"], "reach": "subtree" },
            { "role": "helper", "can": ["read"], "reach": "subtree", "states": ["submitted"] },
            """);
    }));

    [Fact]
    public async Task A_record_is_reached_while_something_that_may_be_read_refers_to_it()
    {
        await using var house = await OpenAsync();
        var other = await house.CreateAsync(House.Inspector, "place", ("name", "别处"));
        var patrol = await house.PatrolAsync();
        var place = (await house.QueryAsync(House.Inspector, House.App, "place")).Single(one => one.Id != other.Id);
        Assert.Null(await house.FindAsync(Helper, place));
        Assert.Empty(await house.QueryAsync(Helper, House.App, "place"));

        House.Done(await house.TakeAsync(House.Inspector, patrol, "submit"));
        Assert.NotNull(await house.FindAsync(Helper, place));
        Assert.Null(await house.FindAsync(Helper, other));
        Assert.Equal(place.Id, Assert.Single(await house.QueryAsync(Helper, House.App, "place")).Id);

        House.Done(await house.TakeAsync(House.Reviewer, patrol, "accept"));
        Assert.Null(await house.FindAsync(Helper, place));
        Assert.Empty(await house.QueryAsync(Helper, House.App, "place"));
    }

    [Fact]
    public async Task A_hop_over_the_reference_finds_it_and_it_may_be_changed_but_not_moved()
    {
        await using var house = await OpenAsync();
        var patrol = await house.PatrolAsync();
        House.Done(await house.TakeAsync(House.Inspector, patrol, "submit"));
        var forms = house.Installation.Apps[House.App].Forms;
        var query = new Query("")
        {
            Filter = new Compare(ComparisonOperator.Equal, new Related(new Field(FieldRef.Of(forms["patrol"].Shape["place"])), $"{House.App}/place", null,
                new Field(FieldRef.Of(forms["place"].Shape["name"]))), new Constant(Value.Of("地下车库"))),
        };
        Assert.Single(await house.QueryAsync(Helper, House.App, "patrol", query));
        var place = (await house.QueryAsync(Helper, House.App, "place")).Single();
        House.Done(await house.Installation.Records.UpdateAsync(
            Helper, House.App, "place", place.Id, house.Input("place", ("capacity", 1L)), false, null, House.Cancel));
        Assert.IsType<Invalid>(await house.Installation.Records.UpdateAsync(
            Helper, House.App, "place", place.Id, house.Input("place") with { Division = "310106006003" }, false, null, House.Cancel));
        using var reader = house.Installation.Read(Helper);
        Assert.False(reader.CanFollow(House.App, "place"));
        Assert.True(reader.CanFollow(House.App, "patrol"));
    }

    [Fact]
    public async Task What_a_unit_of_work_leaves_counts_within_it()
    {
        await using var house = await OpenAsync();
        var patrol = await house.PatrolAsync();
        var both = Helper with { Roles = [.. House.Inspector.Roles, .. Helper.Roles] };
        var place = (await house.QueryAsync(House.Inspector, House.App, "place")).Single();
        var end = await house.Installation.Records.TogetherAsync(both, async unit =>
        {
            House.Done(await unit.TransitionAsync(House.App, "patrol", patrol.Id, "submit", null, null, House.Cancel));
            Assert.NotNull(await unit.Reader.FindAsync(House.App, "place", place.Id, House.Cancel));
            return true;
        }, House.Cancel);
        Assert.Equal(UnitEnd.Written, end);
    }
}
