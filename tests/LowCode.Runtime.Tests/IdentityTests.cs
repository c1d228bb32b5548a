using LowCode.Definitions.Messages;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Users;

namespace LowCode.Runtime.Tests;

/// <summary>People of a provider of single sign-on, as it has verified them.</summary>
public class IdentityTests
{
    private static readonly ExternalPerson Zhang = new("https://sso.example.cn", "1", "zhang", "张三", [new RoleAssignment("inspector", "310106006002")], false);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_who_comes_for_the_first_time_many_times_at_once_is_one_user()
    {
        await using var house = await House.OpenAsync();
        var identities = house.Installation.Users.Identities;
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => identities.SignInAsync(Zhang, mayCreate: true, Cancel), Cancel)));
        Assert.All(results, result => Assert.Equal("zhang", Assert.IsType<SignedOn>(result).Account.Caller.Name));
        Assert.Single(await identities.ListAsync(House.Admin, "zhang", Cancel));
    }

    [Fact]
    public async Task A_sign_in_that_brings_nothing_new_writes_nothing()
    {
        await using var house = await House.OpenAsync();
        var identities = house.Installation.Users.Identities;
        Assert.IsType<SignedOn>(await identities.SignInAsync(Zhang, mayCreate: true, Cancel));
        var before = house.Installation.Store.Status.LastChange;
        Assert.IsType<SignedOn>(await identities.SignInAsync(Zhang, mayCreate: false, Cancel));
        Assert.Equal(before, house.Installation.Store.Status.LastChange);
    }

    [Fact]
    public async Task What_both_give_is_the_administrators_and_what_the_provider_gave_goes_with_it()
    {
        await using var house = await House.OpenAsync();
        var users = house.Installation.Users;
        await users.SaveAsync(Caller.System, [(House.Inspector, null)], Cancel);
        Assert.IsType<IdentityDone>(await users.Identities.LinkAsync(House.Admin, House.Inspector.Name, Zhang.Issuer, Zhang.Subject, Cancel));
        var both = Zhang with { Roles = [.. House.Inspector.Roles, new RoleAssignment("reviewer", "310106")], IsAdministrator = true };
        var signedOn = Assert.IsType<SignedOn>(await users.Identities.SignInAsync(both, mayCreate: false, Cancel));
        Assert.Equal(both.Roles, signedOn.Account.Caller.Roles);
        Assert.True(signedOn.Account.Caller.IsAdministrator);
        Assert.True(await users.Identities.UnlinkAsync(House.Admin, House.Inspector.Name, signedOn.Identity, Cancel));
        var left = (await users.FindAsync(House.Inspector.Name, Cancel))!;
        Assert.Equal(House.Inspector.Roles, left.Roles);
        Assert.False(left.IsAdministrator);
    }

    [Fact]
    public async Task Only_administrators_tie_users_to_people()
    {
        await using var house = await House.OpenAsync();
        var users = house.Installation.Users;
        await users.SaveAsync(Caller.System, [(House.Inspector, null)], Cancel);
        var reader = House.Admin with { Scope = new TokenScope(TokenAccess.Write, [], []) };
        foreach (var by in new[] { House.Inspector, reader })
        {
            Assert.IsType<Forbidden>(await users.Identities.LinkAsync(by, House.Inspector.Name, Zhang.Issuer, Zhang.Subject, Cancel));
            Assert.Empty(await users.Identities.ListAsync(by, House.Inspector.Name, Cancel));
        }
        var refused = Assert.IsType<Refused>(await users.Identities.SignInAsync(Zhang, mayCreate: false, Cancel));
        Assert.Equal(SingleSignOnMessages.NotAdmitted, refused.Why.Message);
    }
}
