using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.Postgres;
using LowCode.Storage.Queries;
using LowCode.Storage.Tests.Conformance;
using Microsoft.Extensions.Time.Testing;

namespace LowCode.Storage.Tests.Postgres;

/// <summary>What the store keeps for snapshots goes when none may ask for it any more.</summary>
public sealed class HousekeepingTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(Samples.Now);
    private readonly PostgresHome? _home;
    private PostgresStore _store = null!;

    public HousekeepingTests(PostgresServer server)
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        _home = new PostgresHome(server.ConnectionString);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await PostgresStore.OpenAsync(_home!.Options with { Time = _clock });
        await _store.DeclareAsync([Samples.Site]);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _home!.DisposeAsync();
    }

    [Fact]
    public async Task A_snapshot_is_read_from_for_its_lifetime_and_what_was_replaced_is_kept_for_longer()
    {
        var site = Samples.NewSite("S1");
        await _store.CommitAsync(Samples.Batch(site.Write()), Cancel);
        using var snapshot = _store.Snapshot();
        Assert.Equal(1, snapshot.LastChange);
        await _store.CommitAsync(Samples.Batch(site.Next(row => row[0] = Value.Of("二")).Write()), Cancel);
        Assert.Equal(1, await ReplacedAsync());

        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(1, (await snapshot.FindAsync(site.Set, site.Id, Cancel))!.Revision);
        _clock.Advance(TimeSpan.FromMinutes(2));
        foreach (var read in new Func<Task>[] { async () => await snapshot.FindAsync(site.Set, site.Id, Cancel), async () => await snapshot.QueryAsync(new Query(site.Set), Cancel) })
            Assert.Equal(StorageMessages.SnapshotTooOld, (await Assert.ThrowsAsync<StorageException>(read)).Problem);
        Assert.Equal(1, await ReplacedAsync());

        while (await ReplacedAsync() > 0)
            _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(_clock.GetUtcNow() - Samples.Now >= TimeSpan.FromMinutes(20), "What may still be read was forgotten.");
        using var later = _store.Snapshot();
        Assert.Equal(2, (await later.FindAsync(site.Set, site.Id, Cancel))!.Revision);
    }

    [Fact]
    public async Task A_schema_of_another_version_is_refused()
    {
        await _home!.ExecuteAsync($"UPDATE {_home.Options.Schema}.format SET version = 99");
        var refused = await Assert.ThrowsAsync<StorageException>(() => PostgresStore.OpenAsync(_home.Options, Cancel));
        Assert.Equal(StorageMessages.DatabaseFormatUnknown, refused.Problem);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_to_be_so()
    {
        var options = new PostgresStoreOptions("Host=127.0.0.1;Port=1;Username=nobody", _home!.Options.AttachmentsFolder);
        Assert.Equal(StorageMessages.DatabaseUnreachable, (await Assert.ThrowsAsync<StorageException>(() => PostgresStore.OpenAsync(options, Cancel))).Problem);
    }

    [Fact]
    public async Task A_commit_that_others_keep_from_the_database_says_so_and_has_written_nothing()
    {
        var options = _home!.Options with { Patience = TimeSpan.FromSeconds(2) };
        await using var store = await PostgresStore.OpenAsync(options, Cancel);
        await store.DeclareAsync([Samples.Site], Cancel);
        var site = Samples.NewSite("S1");
        await using (var connection = new Npgsql.NpgsqlConnection(options.ConnectionString + ";Pooling=false"))
        {
            await connection.OpenAsync(Cancel);
            await using var hold = new Npgsql.NpgsqlCommand($"BEGIN; SELECT pg_advisory_xact_lock(hashtext('{options.Schema}'), 1)", connection);
            await hold.ExecuteNonQueryAsync(Cancel);
            var refused = await Assert.ThrowsAsync<StorageException>(() => store.CommitAsync(Samples.Batch(site.Write()), Cancel));
            Assert.Equal(StorageMessages.DatabaseBusy, refused.Problem);
        }
        Assert.IsType<Committed>(await store.CommitAsync(Samples.Batch(site.Write()), Cancel));
    }

    private async Task<long> ReplacedAsync()
    {
        await using var connection = new Npgsql.NpgsqlConnection(_home!.Options.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var command = new Npgsql.NpgsqlCommand($"SELECT count(*) FROM {_home.Options.Schema}.o1", connection);
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
