using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Runtime.Users;

namespace LowCode.Runtime.Tests;

/// <summary>Sessions that were revoked are told from those that merely ended, for as long as they are remembered.</summary>
public class RevocationTests
{
    private static readonly Guid Ling = UserSet.IdOf(House.Inspector.Name);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_ends_a_session_tells_whether_its_device_is_to_be_wiped()
    {
        await using var house = await House.OpenAsync();
        var (users, sessions) = (house.Installation.Users, house.Installation.Users.Sessions);
        async Task<bool> Revoked(string hash) => await sessions.IsRevokedAsync(Ling, hash, Cancel);

        await OpenAsync(house, "signed out");
        await OpenAsync(house, "expired");
        await OpenAsync(house, "revoked");
        await sessions.EndAsync(await AccountAsync(house), SessionSet.IdOf("signed out"), Cancel);
        Assert.False(await sessions.RevokeAsync((await users.AccountAsync(House.Reviewer.Name, Cancel))!, SessionSet.IdOf("revoked"), Cancel));
        Assert.True(await sessions.RevokeAsync(await AccountAsync(house), SessionSet.IdOf("revoked"), Cancel));
        house.Clock.Advance(new SessionLimits().Absolute);
        Assert.Null(await sessions.FindAsync(Ling, "revoked", Cancel));
        Assert.Equal((false, false, true), (await Revoked("signed out"), await Revoked("expired"), await Revoked("revoked")));
        // Another person's, and one that never was.
        Assert.False(await sessions.IsRevokedAsync(UserSet.IdOf(House.Reviewer.Name), "revoked", Cancel));
        Assert.False(await Revoked("made up"));

        // The person's own change of the password ends the others, and a new sign-in forgets nothing.
        await OpenAsync(house, "before the password");
        Assert.True(await users.Passwords.ChangeAsync(await AccountAsync(house), "hash", Cancel));
        await OpenAsync(house, "after the password");
        Assert.False(await Revoked("before the password"));
        Assert.Equal(["after the password"], (await sessions.ListAsync(await AccountAsync(house), withOver: false, Cancel)).Select(session => session.Device));
        Assert.Equal(["after the password", "before the password", "expired"], (await sessions.ListAsync(await AccountAsync(house), withOver: true, Cancel)).Select(session => session.Device).Order());

        // An administrator's reset reaches those too that were over already.
        await users.Administration.ResetPasswordAsync(House.Admin, House.Inspector.Name, "first", Cancel);
        foreach (var device in (string[])["expired", "before the password", "after the password"])
            Assert.True(await Revoked(device), device);
        await OpenAsync(house, "new");
        Assert.NotNull(await sessions.FindAsync(Ling, "new", Cancel));
        Assert.False(await Revoked("new"));
        await users.Administration.DisableAsync(House.Admin, House.Inspector.Name, true, Cancel);
        await users.Administration.DisableAsync(House.Admin, House.Inspector.Name, false, Cancel);
        Assert.True(await Revoked("new"));
    }

    [Fact]
    public async Task Revocations_are_forgotten_in_time()
    {
        await using var house = await House.OpenAsync();
        var sessions = house.Installation.Users.Sessions;
        await OpenAsync(house, "lost");
        await sessions.RevokeAsync(await AccountAsync(house), SessionSet.IdOf("lost"), Cancel);
        house.Clock.Advance(new SessionLimits().Remembered - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await house.Installation.ForgetAsync(Cancel));
        Assert.True(await sessions.IsRevokedAsync(Ling, "lost", Cancel));
        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.False(await sessions.IsRevokedAsync(Ling, "lost", Cancel));
        Assert.Equal(1, await house.Installation.ForgetAsync(Cancel));
        for (var i = 0; i < 130; i++)
        {
            await OpenAsync(house, $"s{i}");
            house.Clock.Advance(new SessionLimits().Idle);
        }
        await OpenAsync(house, "last");
        Assert.Equal(new SessionLimits().MostRemembered, (await sessions.ListAsync(await AccountAsync(house), withOver: true, Cancel)).Count(session => session.IsOver));
    }

    [Fact]
    public async Task A_device_key_is_the_same_for_all_who_ask_until_it_is_taken()
    {
        await using var house = await House.OpenAsync();
        var (users, made) = (house.Installation.Users, 0);
        async Task<string?> Key() => await users.DeviceKeys.EnsureAsync(await AccountAsync(house), _ => true, () => $"key {Interlocked.Increment(ref made)}", Cancel);
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Key)));
        var first = Assert.Single(keys.Distinct());
        Assert.Equal(first, await Key());
        // One that the host cannot open any more is replaced.
        Assert.Equal("other", await users.DeviceKeys.EnsureAsync(await AccountAsync(house), key => key != first, () => "other", Cancel));
        await users.Administration.ResetDeviceKeyAsync(House.Admin, House.Inspector.Name, Cancel);
        var second = await Key();
        Assert.True(second != "other" && second != first);
        await users.Administration.DisableAsync(House.Admin, House.Inspector.Name, true, Cancel);
        Assert.Null(await Key());
        await users.Administration.DisableAsync(House.Admin, House.Inspector.Name, false, Cancel);
        Assert.NotEqual(second, await Key());
        Assert.IsType<LowCode.Runtime.Commands.Forbidden>(await users.Administration.ResetDeviceKeyAsync(House.Inspector, House.Inspector.Name, Cancel));
    }

    private static async Task<Account> AccountAsync(House house) => (await house.Installation.Users.AccountAsync(House.Inspector.Name, Cancel))!;

    private static async Task OpenAsync(House house, string hash)
    {
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        await house.Installation.Users.Sessions.OpenAsync(await AccountAsync(house), hash, hash, "a", null, Cancel);
    }
}
