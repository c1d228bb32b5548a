using LowCode.Definitions.Messages;
using LowCode.Runtime.Annexes;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Roles;
using LowCode.Runtime.SystemSets;
using LowCode.Runtime.Users;

namespace LowCode.Runtime.Tests;

/// <summary>Roles from and until a day, and people who stand in for others. The house's clock begins on June 1st at 9 in Shanghai.</summary>
public class StandInTests
{
    private static readonly DateOnly First = new(2026, 6, 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_role_begins_and_ends_at_midnight_in_shanghai()
    {
        await using var house = await House.OpenAsync();
        await GiveAsync(house, House.Inspector.Name, new RoleAssignment("inspector", "310106006002", null, new(2026, 6, 2), new(2026, 6, 3)));
        Assert.Empty(await RolesAsync(house, House.Inspector.Name));
        At(house, "2026-06-01T15:59:59Z");
        Assert.Empty(await RolesAsync(house, House.Inspector.Name));
        At(house, "2026-06-01T16:00:00Z");
        Assert.Equal(["inspector@310106006002"], await RolesAsync(house, House.Inspector.Name));
        At(house, "2026-06-03T15:59:59Z");
        Assert.Equal(["inspector@310106006002"], await RolesAsync(house, House.Inspector.Name));
        At(house, "2026-06-03T16:00:00Z");
        Assert.Empty(await RolesAsync(house, House.Inspector.Name));
        // What was given stays to be seen, and a change of something else does not lose it.
        await house.Installation.Users.Administration.ChangeAsync(House.Admin, House.Inspector.Name, "凌", null, null, Cancel);
        var listed = (await house.Installation.Users.Administration.ListAsync(House.Admin, Cancel)).Single(user => user.Caller.Name == House.Inspector.Name);
        Assert.Equal((new DateOnly(2026, 6, 3), 0, "凌"), (Assert.Single(listed.Given).Until!.Value, listed.Caller.Roles.Length, listed.Caller.Title));
    }

    [Fact]
    public async Task A_role_that_ends_before_it_begins_is_none()
    {
        await using var house = await House.OpenAsync();
        var wrong = Assert.IsType<Invalid>(await house.Installation.Users.Administration.ChangeAsync(
            House.Admin, House.Inspector.Name, null, [new("inspector", "310106006002", null, First, First.AddDays(-1))], null, Cancel));
        Assert.Equal(UserMessages.RoleDatesWrong, Assert.Single(wrong.Findings).Message);
    }

    [Fact]
    public async Task An_invitation_brings_the_days_of_its_roles()
    {
        await using var house = await House.OpenAsync();
        var invited = new Caller("", "新人", [new("inspector", "310106006002", null, null, First)]);
        Assert.IsType<InvitationDone>(await house.Installation.Users.Invitations.AddAsync(House.Admin, "hash", invited, TimeSpan.FromHours(72), Cancel));
        Assert.Equal(First, Assert.Single((await house.Installation.Users.Invitations.FindAsync("hash", Cancel))!.Roles).Until);
        Assert.IsType<UserDone>(await house.Installation.Users.Invitations.AcceptAsync("hash", "xin", "新人", "hash", Cancel));
        Assert.Equal(["inspector@310106006002"], await RolesAsync(house, "xin"));
        At(house, "2026-06-01T16:00:00Z");
        Assert.Empty(await RolesAsync(house, "xin"));
    }

    [Fact]
    public async Task Single_sign_on_leaves_roles_of_later_days_as_they_are_given_and_keeps_nothing_that_is_lent()
    {
        await using var house = await House.OpenAsync();
        var later = new RoleAssignment("inspector", "310106006002", null, First.AddDays(7), null);
        await GiveAsync(house, House.OtherInspector.Name, later);
        await LendAsync(house, House.Reviewer, House.OtherInspector.Name, First, First);
        var identities = house.Installation.Users.Identities;
        Assert.IsType<IdentityDone>(await identities.LinkAsync(House.Admin, House.OtherInspector.Name, "https://city.example", "p1", Cancel));

        var person = new ExternalPerson("https://city.example", "p1", null, "新名", [new("viewer", "310106006")], false);
        var signedOn = Assert.IsType<SignedOn>(await identities.SignInAsync(person, mayCreate: false, Cancel));

        Assert.Equal(["reviewer@310106006", "viewer@310106006"], await RolesAsync(house, House.OtherInspector.Name));
        Assert.Equal([later, new("viewer", "310106006")], signedOn.Account.Given);
        await identities.SignInAsync(person with { Roles = [] }, mayCreate: false, Cancel);
        Assert.Equal([later], (await house.Installation.Users.AccountAsync(House.OtherInspector.Name, Cancel))!.Given);
    }

    [Fact]
    public async Task A_session_goes_on_and_what_it_may_see_follows_the_days()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        await house.TakeAsync(House.Inspector, patrol, "submit");
        var users = house.Installation.Users;
        At(house, "2026-06-01T14:00:00Z");
        await users.Sessions.OpenAsync((await users.AccountAsync(House.OtherInspector.Name, Cancel))!, "s", "d", "a", cancel: Cancel);
        await LendAsync(house, House.Reviewer, House.OtherInspector.Name, First, First);

        var during = await InSessionAsync(house);
        Assert.NotNull(await house.FindAsync(during, patrol));
        Assert.Equal(["reviewer@310106006"], await house.TasksAsync(during));
        using var reader = house.Installation.Read(during);
        var sight = reader.SightOf(House.App, "patrol");

        // Kept alive over midnight in Shanghai.
        while (house.Clock.GetUtcNow() < DateTimeOffset.Parse("2026-06-01T16:00:00Z", null))
        {
            house.Clock.Advance(TimeSpan.FromMinutes(20));
            await users.Sessions.UsedAsync((await users.Sessions.FindAsync(UserSet.IdOf(House.OtherInspector.Name), "s", Cancel))!.Value.Account,
                (await users.Sessions.FindAsync(UserSet.IdOf(House.OtherInspector.Name), "s", Cancel))!.Value.Session, Cancel);
        }
        var after = await InSessionAsync(house);
        Assert.Null(await house.FindAsync(after, patrol));
        Assert.Empty(await house.TasksAsync(after));
        // A delta link is bound to what could be seen, so it is gone.
        using var later = house.Installation.Read(after);
        Assert.NotEqual(sight, later.SightOf(House.App, "patrol"));
    }

    [Fact]
    public async Task Who_stands_in_acts_in_their_own_name_and_once()
    {
        await using var house = await House.OpenAsync();
        var plan = await house.CreateAsync(House.Inspector, "plan", ("title", "防汛预案"));
        await LendAsync(house, House.Reviewer, House.OtherInspector.Name, First, First);
        await LendAsync(house, House.District, House.OtherInspector.Name, First, First);
        var fang = (await house.Installation.Users.FindAsync(House.OtherInspector.Name, Cancel))!;
        var signed = House.Done(await house.TakeAsync(fang, plan, "sign")).Record;
        Assert.Equal(("open", "fang"), (signed.State, Assert.Single(RecordAnnex.Of(signed).Signatures.All).By));
        // Holding both roles for others is still one person.
        Assert.Equal(WorkflowMessages.AlreadySigned, Assert.IsType<Refused>(await house.TakeAsync(fang, plan, "sign")).Why.Message);
        var second = House.Done(await house.TakeAsync(House.District, plan, "sign")).Record;
        Assert.Equal(("signed", "qu"), (second.State, second.ModifiedBy));
    }

    [Fact]
    public async Task What_is_lent_is_what_the_owner_holds_and_nothing_more()
    {
        await using var house = await House.OpenAsync();
        var users = house.Installation.Users;
        await users.SaveAsync(House.Admin, [(House.Admin with { Roles = [new("guest", "31")] }, "hash")], Cancel);
        await LendAsync(house, House.Admin, House.OtherInspector.Name, First, First);
        var fang = (await users.FindAsync(House.OtherInspector.Name, Cancel))!;
        Assert.Equal(("guest@31,inspector@310106006003", false), (string.Join(',', await RolesAsync(house, "fang")), fang.IsAdministrator));
        // Lent on to nobody.
        await LendAsync(house, House.OtherInspector, House.Inspector.Name, First, First);
        Assert.Equal(["inspector@310106006002", "inspector@310106006003"], await RolesAsync(house, House.Inspector.Name));
        // Whatever becomes of the owner's roles, at once.
        await GiveAsync(house, House.Admin.Name, new RoleAssignment("guest", "310106", null, null, First.AddDays(-1)), new RoleAssignment("reviewer", "310106"));
        Assert.Equal(["inspector@310106006003", "reviewer@310106"], await RolesAsync(house, "fang"));
        await users.SaveAsync(House.Admin, [(new Caller("zwei", "二", [], IsAdministrator: true), "hash")], Cancel);
        Assert.IsType<UserDone>(await users.Administration.DisableAsync(House.Admin, House.Admin.Name, true, Cancel));
        Assert.Equal(["inspector@310106006003"], await RolesAsync(house, "fang"));
        await users.Administration.DisableAsync(House.Admin, House.Admin.Name, false, Cancel);
        Assert.Equal(["inspector@310106006003", "reviewer@310106"], await RolesAsync(house, "fang"));
        // A field that asks for somebody with a role sees the same.
        await house.CreateAsync(House.Inspector, "place", ("name", "a"), ("keeper", "fang"));
    }

    [Fact]
    public async Task The_owner_who_stands_in_and_administrators_end_it_and_nobody_else_names_anybody()
    {
        await using var house = await House.OpenAsync();
        var standIns = house.Installation.Users.StandIns;
        var order = new StandIn("wang", First, First.AddDays(10));
        Assert.IsType<Forbidden>(await standIns.AddAsync(House.OtherInspector, "fang", order, Cancel));
        var byToken = House.Reviewer with { Scope = new TokenScope(TokenAccess.Write, [], []) };
        Assert.IsType<Forbidden>(await standIns.AddAsync(byToken, "fang", order, Cancel));
        foreach (var who in new[] { House.Reviewer, House.OtherInspector, House.Admin })
        {
            Assert.IsType<UserDone>(await standIns.AddAsync(House.Reviewer, "fang", order, Cancel));
            Assert.Equal(("fang", order), Assert.Single(await standIns.ForAsync("wang", Cancel)));
            Assert.IsType<Forbidden>(await standIns.EndAsync(House.Inspector, "fang", "wang", Cancel));
            Assert.IsType<UserDone>(await standIns.EndAsync(who, "fang", "wang", Cancel));
            Assert.Equal(["inspector@310106006003"], await RolesAsync(house, "fang"));
            Assert.IsType<NotFound>(await standIns.EndAsync(who, "fang", "wang", Cancel));
        }
        Assert.Equal(UserMessages.StandInSelf, await WrongAsync("wang", order));
        Assert.Equal(RuntimeMessages.UserUnknown, await WrongAsync("nobody", order));
        Assert.Equal(UserMessages.StandInDatesWrong, await WrongAsync("fang", order with { Until = First.AddYears(1).AddDays(1) }));
        Assert.Equal(UserMessages.StandInDatesWrong, await WrongAsync("fang", order with { From = First.AddDays(11) }));
        Assert.Equal(UserMessages.StandInDatesWrong, await WrongAsync("fang", new StandIn("wang", First.AddDays(-2), First.AddDays(-1))));

        async Task<Message> WrongAsync(string user, StandIn wrong) =>
            Assert.Single(Assert.IsType<Invalid>(await standIns.AddAsync(House.Reviewer, user, wrong, Cancel)).Findings).Message;
    }

    private static async Task LendAsync(House house, Caller owner, string to, DateOnly from, DateOnly until) =>
        Assert.IsType<UserDone>(await house.Installation.Users.StandIns.AddAsync(owner, to, new StandIn(owner.Name, from, until), Cancel));

    private static async Task GiveAsync(House house, string name, params RoleAssignment[] roles) => Assert.IsType<UserDone>(
        await house.Installation.Users.Administration.ChangeAsync(House.Admin, name, null, [.. roles], null, Cancel));

    private static async Task<Caller> InSessionAsync(House house) =>
        (await house.Installation.Users.Sessions.FindAsync(UserSet.IdOf(House.OtherInspector.Name), "s", Cancel))!.Value.Account.Caller;

    private static async Task<string[]> RolesAsync(House house, string name) =>
        [.. (await house.Installation.Users.FindAsync(name, Cancel))!.Roles.Select(held => $"{held.Role}@{held.Division}").Order(StringComparer.Ordinal)];

    private static void At(House house, string instant) => house.Clock.SetUtcNow(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture));
}
