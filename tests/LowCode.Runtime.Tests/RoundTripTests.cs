using System.Collections.Concurrent;
using System.Diagnostics;
using LowCode.Runtime.Roles;
using LowCode.Runtime.SystemSets;
using LowCode.Runtime.Users;
using LowCode.Tests.Shared;
using Microsoft.Extensions.Time.Testing;

namespace LowCode.Runtime.Tests;

/// <summary>How often PostgreSQL is asked to let somebody in, by what the driver itself tells.</summary>
public sealed class RoundTripTests : IDisposable
{
    private readonly ConcurrentQueue<ActivityTraceId> _asked = new();
    private readonly ActivityListener _listener;
    private readonly string _folder;

    public RoundTripTests()
    {
        Assert.SkipWhen(TestStore.WhyNoPostgres is not null, TestStore.WhyNoPostgres ?? "");
        _folder = Directory.CreateTempSubdirectory("lowcode-trips-").FullName;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or nameof(RoundTripTests),
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.Source.Name == "Npgsql" && activity.TagObjects.Any(tag => tag.Key is "db.query.text" or "db.statement"))
                    _asked.Enqueue(activity.TraceId);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_session_with_lent_roles_asks_once_but_for_the_first_time_on_a_node()
    {
        await using var house = await House.JoinAsync(_folder, new FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero)));
        var users = house.Installation.Users;
        await house.Installation.ImportDivisionsAsync(House.Admin, House.Divisions, Cancel);
        await users.SaveAsync(House.Admin, [(House.Inspector, null), (House.Reviewer, null)], Cancel);
        var id = UserSet.IdOf(House.Inspector.Name);
        await users.Sessions.OpenAsync((await users.AccountAsync(House.Inspector.Name, Cancel))!, "s", "d", "a", cancel: Cancel);
        Assert.Equal(1, await AskedAsync(async () => Assert.Single((await users.Sessions.FindAsync(id, "s", Cancel))!.Value.Account.Caller.Roles)));
        Assert.IsType<UserDone>(await users.StandIns.AddAsync(House.Admin, House.Inspector.Name,
            new StandIn(House.Reviewer.Name, new(2026, 6, 2), new(2026, 6, 2)), Cancel));
        house.Clock.SetUtcNow(new DateTimeOffset(2026, 6, 1, 16, 0, 0, TimeSpan.Zero));
        await users.Sessions.OpenAsync((await users.AccountAsync(House.Inspector.Name, Cancel))!, "t", "d", "a", cancel: Cancel);
        Assert.Equal(1, await AskedAsync(async () => Assert.Equal(2, (await users.Sessions.FindAsync(id, "t", Cancel))!.Value.Account.Caller.Roles.Length)));
        Assert.Equal(1, await AskedAsync(async () => Assert.Equal(2, (await users.Sessions.FindAsync(id, "t", Cancel))!.Value.Account.Caller.Roles.Length)));
    }

    private async Task<int> AskedAsync(Func<Task> work)
    {
        using var source = new ActivitySource(nameof(RoundTripTests));
        ActivityTraceId trace;
        using (var activity = source.StartActivity("asked")!)
        {
            trace = activity.TraceId;
            await work();
        }
        return _asked.Count(asked => asked == trace);
    }
}
