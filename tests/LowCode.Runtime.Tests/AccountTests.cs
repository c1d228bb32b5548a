using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.SystemSets;
using LowCode.Runtime.Users;
using LowCode.Storage.Changes;
using Record = LowCode.Storage.Records.Record;

namespace LowCode.Runtime.Tests;

/// <summary>Accounts, sessions and tokens by the clock, and who may change them.</summary>
public class AccountTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_wrong_ones_within_five_minutes_lock_an_account_for_five_minutes()
    {
        await using var house = await House.OpenAsync();
        var users = house.Installation.Users;
        for (var i = 0; i < 9; i++)
            await users.Passwords.FailedAsync(House.Inspector.Name, "", Cancel);
        Assert.False((await LingAsync(house)).IsLocked(house.Clock.GetUtcNow()));
        // What is older than five minutes does not count any more.
        house.Clock.Advance(PasswordAccounts.Window);
        for (var i = 0; i < 9; i++)
            await users.Passwords.FailedAsync(House.Inspector.Name, "", Cancel);
        Assert.False((await LingAsync(house)).IsLocked(house.Clock.GetUtcNow()));
        await users.Passwords.FailedAsync(House.Inspector.Name, "", Cancel);
        Assert.True((await LingAsync(house)).IsLocked(house.Clock.GetUtcNow()));
        // More of them do not make it longer.
        house.Clock.Advance(PasswordAccounts.Window / 2);
        await users.Passwords.FailedAsync(House.Inspector.Name, "", Cancel);
        house.Clock.Advance(PasswordAccounts.Window / 2);
        Assert.False((await LingAsync(house)).IsLocked(house.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Wrong_ones_at_once_are_all_counted_and_a_right_one_forgets_them()
    {
        await using var house = await House.OpenAsync();
        var users = house.Installation.Users;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => users.Passwords.FailedAsync(House.Inspector.Name, "", Cancel), Cancel)));
        var account = await LingAsync(house);
        Assert.Equal(8, account.Failed);
        await users.Passwords.SucceededAsync(account, Cancel);
        Assert.Equal(0, (await LingAsync(house)).Failed);
    }

    [Fact]
    public async Task Wrong_ones_for_names_that_nobody_has_make_no_users_and_few_records()
    {
        await using var house = await House.OpenAsync();
        var before = house.Installation.Store.Status.Records;
        for (var i = 0; i < 300; i++)
            await house.Installation.Users.Passwords.FailedAsync($"nobody{i}", "", Cancel);
        Assert.Null(await house.Installation.Users.AccountAsync("nobody1", Cancel));
        Assert.InRange(house.Installation.Store.Status.Records - before, 1, 64);
    }

    [Fact]
    public async Task A_session_ends_when_it_is_not_used_and_when_it_is_old()
    {
        await using var house = await House.OpenAsync();
        var (sessions, limits) = (house.Installation.Users.Sessions, house.Installation.Options.Sessions);
        var ling = await LingAsync(house);
        var id = UserSet.IdOf(House.Inspector.Name);
        await sessions.OpenAsync(ling, "one", "d", "a", null, Cancel);
        house.Clock.Advance(limits.Idle - TimeSpan.FromSeconds(1));
        Assert.NotNull(await sessions.FindAsync(id, "one", Cancel));
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await sessions.FindAsync(id, "one", Cancel));
        Assert.Empty(await sessions.ListAsync(ling, withOver: false, Cancel));

        await sessions.OpenAsync(ling, "two", "d", "a", null, Cancel);
        var end = house.Clock.GetUtcNow() + limits.Absolute;
        while (house.Clock.GetUtcNow() + (limits.Idle / 2) < end)
        {
            house.Clock.Advance(limits.Idle / 2);
            var (account, session) = (await sessions.FindAsync(id, "two", Cancel))!.Value;
            await sessions.UsedAsync(account, session, Cancel);
        }
        house.Clock.Advance(end - house.Clock.GetUtcNow());
        Assert.Null(await sessions.FindAsync(id, "two", Cancel));
    }

    [Fact]
    public async Task A_session_is_of_one_user_and_of_one_password()
    {
        await using var house = await House.OpenAsync();
        var users = house.Installation.Users;
        var before = await LingAsync(house);
        await users.Sessions.OpenAsync(before, "one", "d", "a", null, Cancel);
        Assert.Null(await users.Sessions.FindAsync(UserSet.IdOf(House.Reviewer.Name), "one", Cancel));
        Assert.Null(await users.Sessions.FindAsync(UserSet.IdOf(House.Inspector.Name), "another", Cancel));
        Assert.True(await users.Passwords.ChangeAsync(before, "hash", Cancel));
        Assert.Null(await users.Sessions.FindAsync(UserSet.IdOf(House.Inspector.Name), "one", Cancel));
        // Verified before the change, opened after it: over from the beginning.
        await users.Sessions.OpenAsync(before, "two", "d", "a", null, Cancel);
        Assert.Null(await users.Sessions.FindAsync(UserSet.IdOf(House.Inspector.Name), "two", Cancel));
        Assert.False(await users.Passwords.ChangeAsync(before, "other", Cancel));
        Assert.Equal("hash", (await LingAsync(house)).PasswordHash);
    }

    [Fact]
    public async Task A_user_has_so_many_sessions_and_no_more()
    {
        await using var house = await House.OpenAsync();
        var ling = await LingAsync(house);
        for (var i = 0; i < 25; i++)
        {
            house.Clock.Advance(TimeSpan.FromSeconds(1));
            await house.Installation.Users.Sessions.OpenAsync(ling, $"s{i}", $"d{i}", "a", null, Cancel);
        }
        var sessions = await house.Installation.Users.Sessions.ListAsync(ling, withOver: false, Cancel);
        Assert.Equal(Enumerable.Range(5, 20).Reverse().Select(i => $"d{i}"), sessions.Select(session => session.Device));
    }

    [Fact]
    public async Task A_token_ends_when_it_says_and_with_its_user()
    {
        await using var house = await House.OpenAsync();
        var tokens = house.Installation.Users.Tokens;
        var order = new TokenOrder("t", new TokenScope(TokenAccess.Read, [], []), house.Clock.GetUtcNow().AddDays(2));
        Assert.IsType<TokenDone>(await tokens.AddAsync(House.Inspector, House.Inspector, "hash", order, Cancel));
        await tokens.AddAsync(House.Admin, House.Inspector.Name, "old", null, Cancel);
        Assert.Equal(TokenAccess.Read, (await tokens.FindAsync(UserSet.IdOf(House.Inspector.Name), "hash", Cancel))!.Value.Token.Scope!.Access);
        Assert.Null(await tokens.FindAsync(UserSet.IdOf(House.Reviewer.Name), "hash", Cancel));
        Assert.Null((await tokens.FindAsync(null, "old", Cancel))!.Value.Token.Scope);
        house.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Null(await tokens.FindAsync(UserSet.IdOf(House.Inspector.Name), "hash", Cancel));
        Assert.NotNull(await tokens.FindAsync(null, "old", Cancel));
        await house.Installation.Users.Administration.DisableAsync(House.Admin, House.Inspector.Name, true, Cancel);
        Assert.Null(await tokens.FindAsync(null, "old", Cancel));
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        await using var house = await House.OpenAsync();
        var users = house.Installation.Users;
        await users.SaveAsync(Caller.System, [(House.Admin, "hash"), (House.Admin with { Name = "second" }, "hash"), (House.Admin with { Name = "nopassword" }, null)], Cancel);
        Assert.IsType<UserDone>(await users.Administration.DisableAsync(House.Admin, "second", true, Cancel));
        var refused = Assert.IsType<Refused>(await users.Administration.DisableAsync(House.Admin, House.Admin.Name, true, Cancel));
        Assert.Equal("LC9130", refused.Why.Message.Code);
        Assert.IsType<Refused>(await users.Administration.ChangeAsync(House.Admin, House.Admin.Name, null, null, false, Cancel));
        Assert.IsType<UserDone>(await users.Administration.ChangeAsync(House.Admin, House.Admin.Name, "新名字", null, null, Cancel));
        Assert.IsType<UserDone>(await users.Administration.DisableAsync(House.Admin, "second", false, Cancel));
        Assert.IsType<UserDone>(await users.Administration.DisableAsync(House.Admin, House.Admin.Name, true, Cancel));
        Assert.IsType<Forbidden>(await users.Administration.DisableAsync(House.Reviewer, "second", true, Cancel));
        Assert.IsType<Forbidden>(await users.Administration.DisableAsync(
            House.Admin with { Scope = new TokenScope(TokenAccess.Write, [], []) }, "second", true, Cancel));
    }

    [Fact]
    public async Task Of_two_administrators_who_disable_each_other_at_once_one_stays()
    {
        await using var house = await House.OpenAsync();
        var users = house.Installation.Users;
        var second = House.Admin with { Name = "second" };
        for (var round = 0; round < 10; round++)
        {
            await users.SaveAsync(Caller.System, [(House.Admin, "hash"), (second, "hash")], Cancel);
            foreach (var name in new[] { House.Admin.Name, second.Name })
                await users.Administration.DisableAsync(Caller.System, name, false, Cancel);
            var results = await Task.WhenAll(
                Task.Run(() => users.Administration.DisableAsync(House.Admin, second.Name, true, Cancel)),
                Task.Run(() => users.Administration.DisableAsync(second, House.Admin.Name, true, Cancel)));
            Assert.Single(results.OfType<UserDone>());
            Assert.Single(results.OfType<Refused>());
        }
    }

    [Fact]
    public async Task A_code_is_good_once_and_none_that_is_older()
    {
        await using var house = await House.OpenAsync();
        var factors = house.Installation.Users.SecondFactors;
        Assert.True(await factors.EnrolAsync(await LingAsync(house), "secret", Cancel));
        Assert.True(await factors.ConfirmAsync(await LingAsync(house), 100, ["one", "two"], Cancel));
        Assert.False(await factors.EnrolAsync(await LingAsync(house), "another", Cancel));
        var account = await LingAsync(house);
        Assert.False(await factors.UseStepAsync(account, 100, Cancel));
        // Many at once, all by what the account was before: one of them gets through.
        var used = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => factors.UseStepAsync(account, 101, Cancel), Cancel)));
        Assert.Single(used, isRight => isRight);
        Assert.False(await factors.UseStepAsync(account, 99, Cancel));
        var recovered = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => factors.UseRecoveryAsync(account, "one", Cancel), Cancel)));
        Assert.Single(recovered, isRight => isRight);
        Assert.Equal(["two"], (await LingAsync(house)).SecondFactor!.Recovery);
        Assert.IsType<UserDone>(await house.Installation.Users.Administration.ResetSecondFactorAsync(House.Admin, House.Inspector.Name, Cancel));
        Assert.Null((await LingAsync(house)).SecondFactor);
        Assert.False(await factors.UseStepAsync(account, 200, Cancel));
    }

    [Fact]
    public async Task An_invitation_is_over_when_it_says()
    {
        await using var house = await House.OpenAsync();
        var invitations = house.Installation.Users.Invitations;
        foreach (var hash in new[] { "one", "two" })
            Assert.IsType<InvitationDone>(await invitations.AddAsync(House.Admin, hash, House.Reviewer, TimeSpan.FromHours(2), Cancel));
        house.Clock.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        var accepted = Assert.IsType<UserDone>(await invitations.AcceptAsync("one", "xin", "新人", "hash", Cancel));
        Assert.Equal(("reviewer", false, "hash"), (Assert.Single(accepted.Account.Caller.Roles).Role, accepted.Account.MustChangePassword, accepted.Account.PasswordHash));
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await invitations.FindAsync("two", Cancel));
        Assert.Null(await invitations.AcceptAsync("two", "xin2", "新人", "hash", Cancel));
        Assert.Null(await house.Installation.Users.FindAsync("xin2", Cancel));
        Assert.Empty(await invitations.ListAsync(House.Admin, Cancel));
        Assert.IsType<Forbidden>(await invitations.AddAsync(House.Reviewer, "x", House.Reviewer, TimeSpan.FromHours(1), Cancel));
    }

    [Fact]
    public async Task Passwords_from_before_there_were_accounts_go_on()
    {
        await using var house = await House.OpenAsync();
        var at = house.Clock.GetUtcNow();
        var id = Identity.NamedId.Of(TokenSet.Name, "password", House.Inspector.Name);
        await house.Installation.Store.CommitAsync(new WriteBatch("root", at, "users", [new RecordWrite(TokenSet.Name, id, 0, new Record
        {
            Id = id,
            Set = TokenSet.Name,
            CreatedBy = "root",
            CreatedAt = at,
            ModifiedBy = "root",
            ModifiedAt = at,
            Revision = 1,
            Data = new Row(TokenSet.Shape)
            {
                [TokenSet.User.Index] = Value.Of(House.Inspector.Name),
                [TokenSet.Kind.Index] = Value.Of("password"),
                [TokenSet.Hash.Index] = Value.Of("an old hash"),
            }.Freeze(),
        })]), Cancel);
        Assert.Null((await LingAsync(house)).PasswordHash);
        await house.RestartAsync();
        Assert.Equal("an old hash", (await LingAsync(house)).PasswordHash);
        Assert.Empty(await house.Installation.Users.Tokens.ListAsync(House.Inspector.Name, Cancel));
    }

    private static async Task<Account> LingAsync(House house) => (await house.Installation.Users.AccountAsync(House.Inspector.Name, Cancel))!;
}
