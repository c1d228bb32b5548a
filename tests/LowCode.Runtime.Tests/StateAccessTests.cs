using LowCode.Definitions.Messages;
using LowCode.Runtime.Commands;

namespace LowCode.Runtime.Tests;

/// <summary>What a role may do in some states of a record only.</summary>
public class StateAccessTests
{
    static Task<House> OpenAsync() => House.OpenAsync(PatrolPack.Pack(files =>
    {
        files.Replace("forms/patrol.json", """{ "role": "inspector", "can": ["read", "create", "update", "delete"], "reach": "unit" },""", """
            { "role": "inspector", "can": ["read"], "reach": "unit", "states": ["draft", "submitted", "fixing"] },
            { "role": "inspector", "can": ["create", "update", "delete"], "reach": "unit", "states": ["draft"] },
            """);
        files.Replace("forms/patrol.json", """{ "role": "reviewer", "can": ["read"], "reach": "subtree" },""", """
            { "role": "reviewer", "can": ["read"], "reach": "subtree", "states": ["submitted"] },
            { "role": "reviewer", "can": ["read"], "reach": "subtree", "states": ["closed", "submitted"] },
            """);
    }));

    [Fact]
    public async Task A_record_is_seen_in_the_states_that_an_entry_names_and_exists_in_no_other()
    {
        await using var house = await OpenAsync();
        var patrol = await house.PatrolAsync();
        Assert.Null(await house.FindAsync(House.Reviewer, patrol));
        Assert.Empty(await house.QueryAsync(House.Reviewer, House.App, "patrol"));
        Assert.IsType<NotFound>(await house.TakeAsync(House.Reviewer, patrol, "accept"));

        House.Done(await house.TakeAsync(House.Inspector, patrol, "submit"));
        Assert.NotNull(await house.FindAsync(House.Reviewer, patrol));
        House.Done(await house.TakeAsync(House.Reviewer, patrol, "accept"));
        Assert.Single(await house.QueryAsync(House.Reviewer, House.App, "patrol"));
        Assert.Null(await house.FindAsync(House.Inspector, patrol));
        Assert.Empty(await house.QueryAsync(House.Inspector, House.App, "patrol"));
    }

    [Fact]
    public async Task It_is_changed_and_deleted_in_those_states_only()
    {
        await using var house = await OpenAsync();
        var patrol = await house.PatrolAsync();
        House.Done(await house.Installation.Records.UpdateAsync(
            House.Inspector, House.App, "patrol", patrol.Id, house.Input("patrol", ("note", "一")), false, null, House.Cancel));
        House.Done(await house.TakeAsync(House.Inspector, patrol, "submit"));
        House.Done(await house.TakeAsync(House.Reviewer, patrol, "return", ("note", "补")));
        var why = Assert.IsType<Forbidden>(await house.Installation.Records.UpdateAsync(
            House.Inspector, House.App, "patrol", patrol.Id, house.Input("patrol", ("note", "二")), false, null, House.Cancel)).Why;
        Assert.Equal(RuntimeMessages.StateForbids, why.Message);
        Assert.IsType<Forbidden>(await house.Installation.Records.DeleteAsync(House.Inspector, House.App, "patrol", patrol.Id, null, House.Cancel));
    }

    [Fact]
    public async Task A_revision_of_a_state_that_is_not_theirs_is_not_in_the_history_that_somebody_sees()
    {
        await using var house = await OpenAsync();
        var patrol = await house.PatrolAsync();
        House.Done(await house.TakeAsync(House.Inspector, patrol, "submit"));
        using var reader = house.Installation.Read(House.Reviewer);
        var seen = await reader.HistoryAsync(House.App, "patrol", patrol.Id, House.Cancel).ToListAsync(House.Cancel);
        Assert.Equal(["submitted"], seen.Select(entry => entry.Record!.State));
    }
}
