using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;

namespace LowCode.Runtime.Tests;

/// <summary>A token takes away from what its owner may do, in every command and every query, and adds nothing.</summary>
public class TokenScopeTests
{
    private static readonly TokenScope Reads = new(TokenAccess.Read, [], []);
    private static readonly TokenScope Writes = new(TokenAccess.Write, [], []);
    private static readonly TokenScope Elsewhere = new(TokenAccess.Write, ["another-app"], []);
    private static readonly TokenScope Creates = new(TokenAccess.Create, [], [$"{House.App}/patrol"]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_scope_lets_through_what_it_says_and_no_more(bool isAdministrator)
    {
        await using var house = await House.OpenAsync();
        var owner = isAdministrator ? House.Inspector with { IsAdministrator = true } : House.Inspector;
        await house.Installation.Users.SaveAsync(House.Admin, [(owner, null)], Cancel);
        foreach (var scope in new[] { null, Writes, Reads, Elsewhere, Creates })
        {
            var caller = owner with { Scope = scope };
            var (reads, writes, creates) = (scope is null || scope == Writes || scope == Reads, scope is null || scope == Writes, scope is null || scope == Writes || scope == Creates);
            var record = await house.PatrolAsync();
            Assert.Equal(reads, await house.FindAsync(caller, record) is not null);
            Assert.Equal(reads, (await house.QueryAsync(caller, House.App, "patrol")).Count > 0);
            Assert.Equal(reads ? await house.TasksAsync(owner) : [], await house.TasksAsync(caller));
            Assert.Equal(reads || scope == Elsewhere, (await house.QueryAsync(caller, "system", "division")).Count > 0);

            var records = house.Installation.Records;
            // What is created refers to a place, which one who only creates does not see.
            var place = record.Data["place"].AsId();
            var created = await records.CreateAsync(caller, House.App, "patrol", house.Input("patrol", ("place", place), ("clean", true)) with { Division = "310106006002" }, Cancel);
            Assert.True(creates ? created is Done : created is Forbidden, $"{scope}: {created}");
            var elsewhere = await records.CreateAsync(caller, House.App, "place", house.Input("place", ("name", "x")) with { Division = "310106006002" }, Cancel);
            Assert.True(writes ? elsewhere is Done : elsewhere is Forbidden, $"{scope}: {elsewhere}");
            var updated = await records.UpdateAsync(caller, House.App, "patrol", record.Id, house.Input("patrol", ("why", "改")), false, null, Cancel);
            Assert.True(writes ? updated is Done : reads ? updated is Forbidden : updated is NotFound, $"{scope}: {updated}");
            var submitted = await house.TakeAsync(caller, record, "submit");
            Assert.True(writes ? submitted is Done : reads ? submitted is Forbidden : submitted is NotFound, $"{scope}: {submitted}");
            var deleted = await records.DeleteAsync(caller, House.App, "patrol", record.Id, null, Cancel);
            Assert.True(writes == deleted is not (Forbidden or NotFound), $"{scope}: {deleted}");
            using var reader = house.Installation.Read(caller);
            Assert.Equal(writes, (await reader.TransitionsAsync(await house.PatrolAsync())).Length > 0);
        }
    }

    [Fact]
    public async Task A_token_administers_only_when_it_says_so()
    {
        await using var house = await House.OpenAsync();
        foreach (var scope in new[] { Reads, Writes, Elsewhere, Creates })
        {
            var caller = House.Admin with { Scope = scope };
            Assert.Null((await house.Installation.PublishAsync(caller, PatrolPack.Pack(), Cancel)).App);
            await Assert.ThrowsAsync<ArgumentException>(() => house.Installation.ImportDivisionsAsync(caller, House.Divisions, Cancel));
            Assert.IsType<Forbidden>(await house.Installation.RescoreAsync(caller, House.App, "x", true, null, Cancel));
        }
        Assert.NotNull((await house.Installation.PublishAsync(House.Admin with { Scope = Writes with { Administers = true } }, PatrolPack.Pack(), Cancel)).App);
    }
}
