using LowCode.Runtime.Commands;
using LowCode.Runtime.SystemSets;

namespace LowCode.Runtime.Tests;

public class DeadlineTests
{
    [Fact]
    public async Task A_deadline_escalates_once_and_marks_what_is_overdue()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        House.Done(await house.TakeAsync(House.Inspector, patrol, "submit"));
        var due = (await house.QueryAsync(House.Reviewer, "system", "task"))[0].Data[TaskSet.DueAt].AsInstant();
        Assert.Equal(house.Clock.GetUtcNow().AddDays(3), due);

        house.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await house.Installation.RunTimersAsync(House.Cancel));
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await house.Installation.RunTimersAsync(House.Cancel));
        Assert.Equal(["reviewer@310106!^", "reviewer@310106006!"], await house.TasksAsync());
        Assert.Equal(0, await house.Installation.RunTimersAsync(House.Cancel));
        Assert.Equal(2, (await house.FindAsync(House.Inspector, patrol))!.Revision);
    }

    [Fact]
    public async Task A_deadline_takes_the_systems_transition_even_after_a_restart()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        House.Done(await house.TakeAsync(House.Inspector, patrol, "submit"));
        House.Done(await house.TakeAsync(House.Reviewer, patrol, "return", ("note", "补")));
        house.Clock.Advance(TimeSpan.FromDays(30));
        await house.RestartAsync();
        Assert.Equal(1, await house.Installation.RunTimersAsync(House.Cancel));
        var closed = (await house.FindAsync(House.Inspector, patrol))!;
        Assert.Equal("closed", closed.State);
        Assert.Equal("system", closed.ModifiedBy);
        Assert.Empty(await house.TasksAsync());
        Assert.Empty(await house.QueryAsync(House.Admin, "system", "timer"));
    }

    [Fact]
    public async Task A_deadline_ends_with_its_state()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        House.Done(await house.TakeAsync(House.Inspector, patrol, "submit"));
        House.Done(await house.TakeAsync(House.Reviewer, patrol, "accept"));
        house.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await house.Installation.RunTimersAsync(House.Cancel));
        Assert.Equal("closed", (await house.FindAsync(House.Inspector, patrol))!.State);
    }

    [Fact]
    public async Task Two_runs_at_the_same_moment_fire_a_deadline_once()
    {
        await using var house = await House.OpenAsync();
        for (var i = 0; i < 10; i++)
            House.Done(await house.TakeAsync(House.Inspector, await house.PatrolAsync(), "submit"));
        house.Clock.Advance(TimeSpan.FromDays(4));
        var fired = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => house.Installation.RunTimersAsync(House.Cancel))));
        Assert.Equal(10, fired.Sum());
        Assert.Equal(20, (await house.TasksAsync()).Length);
    }

    [Fact]
    public async Task Nobody_but_the_engine_takes_the_systems_transition()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        House.Done(await house.TakeAsync(House.Inspector, patrol, "submit"));
        House.Done(await house.TakeAsync(House.Reviewer, patrol, "return", ("note", "补")));
        Assert.IsType<Forbidden>(await house.TakeAsync(House.Admin, patrol, "giveUp"));
        Assert.IsType<Forbidden>(await house.TakeAsync(House.Admin with { Name = "system" }, patrol, "giveUp"));
    }
}
