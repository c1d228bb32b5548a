using LowCode.Definitions.Messages;
using LowCode.Runtime.Annexes;
using LowCode.Runtime.Commands;

namespace LowCode.Runtime.Tests;

public class SigningTests
{
    [Fact]
    public async Task A_transition_that_several_sign_happens_with_the_last_signature()
    {
        await using var house = await House.OpenAsync();
        var plan = await house.CreateAsync(House.Inspector, "plan", ("title", "防汛预案"));
        Assert.Equal(["reviewer@310106", "reviewer@310106006"], await house.TasksAsync());

        var first = House.Done(await house.TakeAsync(House.Reviewer, plan, "sign")).Record;
        Assert.Equal("open", first.State);
        Assert.Equal(["wang"], RecordAnnex.Of(first).Signatures.All.Select(signature => signature.By));
        Assert.Equal(["reviewer@310106"], await house.TasksAsync());
        var again = Assert.IsType<Refused>(await house.TakeAsync(House.Reviewer, plan, "sign"));
        Assert.Equal(WorkflowMessages.AlreadySigned, again.Why.Message);
        Assert.IsType<Forbidden>(await house.TakeAsync(House.Inspector, plan, "sign"));

        var second = House.Done(await house.TakeAsync(House.District, plan, "sign")).Record;
        Assert.Equal("signed", second.State);
        Assert.Empty(RecordAnnex.Of(second).Signatures.All);
        Assert.Empty(await house.TasksAsync());
    }

    [Fact]
    public async Task Signatures_given_at_the_same_moment_all_count()
    {
        await using var house = await House.OpenAsync();
        var plan = await house.CreateAsync(House.Inspector, "plan", ("title", "防汛预案"));
        var results = await Task.WhenAll(
            Task.Run(() => house.TakeAsync(House.Reviewer, plan, "sign")), Task.Run(() => house.TakeAsync(House.District, plan, "sign")));
        Assert.All(results, result => House.Done(result));
        Assert.Equal("signed", (await house.FindAsync(House.Inspector, plan))!.State);
    }
}
