using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Tests;

public class PermissionTests
{
    [Fact]
    public async Task What_lies_outside_a_callers_reach_does_not_exist_for_them()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        Assert.NotNull(await house.FindAsync(House.Inspector, patrol));
        Assert.NotNull(await house.FindAsync(House.Reviewer, patrol));
        Assert.Null(await house.FindAsync(House.OtherInspector, patrol));
        Assert.Empty(await house.QueryAsync(House.OtherInspector, House.App, "patrol"));
        Assert.Single(await house.QueryAsync(House.District, House.App, "patrol"));
        Assert.IsType<NotFound>(await house.TakeAsync(House.OtherInspector, patrol, "submit"));
        Assert.IsType<NotFound>(await house.Installation.Records.DeleteAsync(
            House.OtherInspector, House.App, "patrol", patrol.Id, null, House.Cancel));
    }

    [Fact]
    public async Task Nobody_without_a_role_gets_anything()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        var stranger = new Caller("stranger", "路人", []);
        Assert.Null(await house.FindAsync(stranger, patrol));
        Assert.Empty(await house.QueryAsync(stranger, House.App, "patrol"));
        Assert.IsType<Forbidden>(await house.Installation.Records.CreateAsync(
            stranger, House.App, "patrol", house.Input("patrol"), House.Cancel));
        Assert.Null(house.Installation.Module(stranger, House.App, "patrol"));
        Assert.NotNull(house.Installation.Module(House.Inspector, House.App, "patrol"));
    }

    [Fact]
    public async Task A_caller_who_may_read_may_not_change()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        var update = await house.Installation.Records.UpdateAsync(
            House.Reviewer, House.App, "patrol", patrol.Id, house.Input("patrol", ("clean", false)), replace: false, null, House.Cancel);
        Assert.Equal(RuntimeMessages.ActionForbidden, Assert.IsType<Forbidden>(update).Why.Message);
        var delete = await house.Installation.Records.DeleteAsync(House.Reviewer, House.App, "patrol", patrol.Id, null, House.Cancel);
        Assert.IsType<Forbidden>(delete);
    }

    [Fact]
    public async Task Only_the_reviewer_of_the_records_own_street_may_accept_it()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        House.Done(await house.TakeAsync(House.Inspector, patrol, "submit"));
        var why = Assert.IsType<Forbidden>(await house.TakeAsync(House.District, patrol, "accept")).Why;
        Assert.Equal(WorkflowMessages.NotYourRole, why.Message);
        Assert.IsType<Forbidden>(await house.TakeAsync(House.Inspector, patrol, "accept"));
        House.Done(await house.TakeAsync(House.Reviewer, patrol, "accept"));
    }

    [Fact]
    public async Task A_transition_may_fill_in_what_it_needs_but_nothing_else_without_the_permission_to_update()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        House.Done(await house.TakeAsync(House.Inspector, patrol, "submit"));
        var invalid = Assert.IsType<Invalid>(await house.TakeAsync(House.Reviewer, patrol, "return", ("note", "补"), ("clean", false)));
        Assert.Contains(invalid.Findings, finding => finding.Path == "clean");
    }

    [Fact]
    public async Task Hidden_fields_are_empty_and_cannot_be_asked_about()
    {
        await using var house = await House.OpenAsync();
        var place = await house.CreateAsync(House.Inspector, "place", ("name", "车库"));
        var patrol = await house.CreateAsync(House.Inspector, "patrol", ("place", place.Id), ("phone", "13800000000"),
            ("items", new Dictionary<string, object?>[] { new() { ["what"] = "灯", ["cost"] = 5L } }));
        var seen = (await house.FindAsync(House.Guest, patrol))!.Data;
        Assert.True(seen["phone"].IsEmpty);
        Assert.True(seen["items"].AsRows()[0]["cost"].IsEmpty);
        Assert.Equal(Value.Of("灯"), seen["items"].AsRows()[0]["what"]);
        Assert.Equal(Value.Of("13800000000"), (await house.FindAsync(House.Inspector, patrol))!.Data["phone"]);

        var shape = house.Installation.Apps[House.App].Forms["patrol"].Shape;
        using var reader = house.Installation.Read(House.Guest);
        Assert.False(reader.Sees(House.App, "patrol", shape["phone"]));
        Assert.True(reader.Sees(House.App, "patrol", shape["total"]));
        var byPhone = new Query("") { Filter = new Compare(ComparisonOperator.Equal, new Field(FieldRef.Of(shape["phone"])), new Constant(Value.Of("13800000000"))) };
        await Assert.ThrowsAsync<NotSupportedException>(async () => await reader.QueryAsync(House.App, "patrol", byPhone, House.Cancel));
        var byCost = new Query("")
        {
            Filter = new Lambda(false, new Field(FieldRef.Of(shape["items"])), 1,
            new Compare(ComparisonOperator.Greater, new Field(FieldRef.Of(shape["items"].Rows!["cost"]), 1), new Constant(Value.Of(1L))))
        };
        await Assert.ThrowsAsync<NotSupportedException>(async () => await reader.QueryAsync(House.App, "patrol", byCost, House.Cancel));
    }

    [Fact]
    public async Task Holding_one_more_role_takes_no_sight_away()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.CreateAsync(House.Inspector, "patrol", ("phone", "13800000000"));
        var both = House.Guest with { Roles = [.. House.Guest.Roles, new RoleAssignment("reviewer", "31")] };
        Assert.Equal(Value.Of("13800000000"), (await house.FindAsync(both, patrol))!.Data["phone"]);
    }

    [Fact]
    public async Task A_hop_over_a_reference_ends_where_the_callers_reach_ends()
    {
        await using var house = await House.OpenAsync();
        await house.PatrolAsync();
        var forms = house.Installation.Apps[House.App].Forms;
        var name = new Field(FieldRef.Of(forms["place"].Shape["name"]));
        var query = new Query("")
        {
            Filter = new Compare(ComparisonOperator.Equal,
                new Related(new Field(FieldRef.Of(forms["patrol"].Shape["place"])), $"{House.App}/place", null, name),
                new Constant(Value.Of("地下车库"))),
        };
        Assert.Single(await house.QueryAsync(House.Reviewer, House.App, "patrol", query));
        Assert.Empty(await house.QueryAsync(House.Guest, House.App, "patrol", query));
    }

    [Fact]
    public async Task A_role_for_another_app_counts_for_nothing()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        var elsewhere = new Caller("x", "x", [new("reviewer", "31", "other")]);
        Assert.Null(await house.FindAsync(elsewhere, patrol));
        Assert.NotNull(await house.FindAsync(elsewhere with { Roles = [new("reviewer", "31", House.App)] }, patrol));
    }

    [Fact]
    public async Task System_records_are_read_with_reach_and_never_written()
    {
        await using var house = await House.OpenAsync();
        Assert.Equal(5, (await house.QueryAsync(House.Inspector, "system", "division")).Count);
        Assert.Empty(await house.QueryAsync(House.Inspector, "system", "app"));
        Assert.Single(await house.QueryAsync(House.Admin, "system", "app"));
        Assert.Empty(await house.QueryAsync(House.Admin, "system", "token"));
        var users = await house.QueryAsync(House.Inspector, "system", "user");
        Assert.All(users, user => Assert.True(user.Data["roles"].IsEmpty && !user.Data["title"].IsEmpty));
        var shape = users[0].Data.Shape;
        var result = await house.Installation.Records.CreateAsync(
            House.Admin, "system", "user", RecordInput.Of(new Row(shape)), House.Cancel);
        Assert.Equal(RuntimeMessages.SystemSet, Assert.IsType<Forbidden>(result).Why.Message);
    }
}
