using System.Collections.Concurrent;
using System.Diagnostics;
using LowCode.Storage.Postgres;
using LowCode.Storage.Tests.Conformance;
using RecordKey = LowCode.Storage.Records.RecordKey;

namespace LowCode.Storage.Tests.Postgres;

/// <summary>How often the database is asked, by what the driver itself tells.</summary>
public sealed class RoundTripTests : IAsyncLifetime
{
    private readonly PostgresHome? _home;
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<ActivityTraceId> _asked = new();
    private PostgresStore _store = null!;

    public RoundTripTests(PostgresServer server)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or nameof(RoundTripTests),
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                // Those of commands and batches; opening a connection is another.
                if (activity.Source.Name == "Npgsql" && activity.TagObjects.Any(tag => tag.Key is "db.query.text" or "db.statement"))
                    _asked.Enqueue(activity.TraceId);
            },
        };
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        ActivitySource.AddActivityListener(_listener);
        _home = new PostgresHome(server.ConnectionString);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await PostgresStore.OpenAsync(_home!.Options);
        await _store.DeclareAsync([Samples.Site, Samples.Visit]);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _store.DisposeAsync();
        await _home!.DisposeAsync();
    }

    [Fact]
    public async Task Several_records_are_one_question_and_one_after_another_several()
    {
        var site = Samples.NewSite("S");
        await _store.CommitAsync(Samples.Batch(site.Write()), Cancel);
        RecordKey[] keys = [new(site.Set, site.Id), new(Samples.Visits, site.Id), new(site.Set, Guid.NewGuid())];
        Assert.Equal(1, await AskedAsync(async () =>
        {
            using var snapshot = _store.Snapshot();
            Assert.NotNull((await snapshot.FindAllAsync(keys, Cancel))[0]);
        }));
        Assert.Equal(4, await AskedAsync(async () =>
        {
            using var snapshot = _store.Snapshot();
            foreach (var key in keys)
                await snapshot.FindAsync(key.Set, key.Id, Cancel);
        }));
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
