using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.Postgres;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.Postgres;

/// <summary>Several stores on one database: nodes behind a load balancer.</summary>
public sealed class NodesTests : IAsyncLifetime
{
    private readonly PostgresHome? _home;
    private PostgresStore _one = null!;
    private PostgresStore _other = null!;

    public NodesTests(PostgresServer server)
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        _home = new PostgresHome(server.ConnectionString);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_one, _other) = (await PostgresStore.OpenAsync(_home!.Options), await PostgresStore.OpenAsync(_home.Options));
        // Both at once, as nodes start.
        await Task.WhenAll(_one.DeclareAsync([Samples.Visit, Samples.Site]), _other.DeclareAsync([Samples.Site, Samples.Visit]));
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _home!.DisposeAsync();
    }

    [Fact]
    public async Task Both_write_at_once_and_the_change_log_has_no_gap_and_one_chain()
    {
        const int writers = 4, commits = 50;
        PostgresStore[] nodes = [_one, _other];
        await Task.WhenAll(Enumerable.Range(0, writers).Select(i => Task.Run(async () =>
        {
            for (var commit = 0; commit < commits; commit++)
                Assert.IsType<Committed>(await nodes[i % 2].CommitAsync(Samples.Batch(Samples.NewSite().Write(), Samples.NewSite().Write()), Cancel));
        })));

        foreach (var node in nodes)
        {
            Assert.Equal((writers * commits * 2, null), ((await node.VerifyChangesAsync(cancel: Cancel)) is var check ? (check.LastNumber, check.Break) : default));
            using var snapshot = node.Snapshot();
            Assert.Equal(writers * commits * 2, (await snapshot.QueryAsync(new Query(Samples.Sites) { Count = true, Top = 0 }, Cancel)).Count);
        }
    }

    [Fact]
    public async Task What_one_has_acknowledged_the_other_finds_at_once()
    {
        for (var i = 0; i < 100; i++)
        {
            var (writer, reader) = i % 2 == 0 ? (_one, _other) : (_other, _one);
            var site = Samples.NewSite();
            await writer.CommitAsync(Samples.Batch(site.Write()), Cancel);
            using var snapshot = reader.Snapshot();
            Assert.NotNull(await snapshot.FindAsync(site.Set, site.Id, Cancel));
        }
    }

    [Fact]
    public async Task Both_change_one_record_and_no_change_is_lost()
    {
        const int rounds = 40;
        var site = Samples.NewSite();
        await _one.CommitAsync(Samples.Batch(site.Write()), Cancel);
        await Task.WhenAll(new[] { _one, _other }.Select(node => Task.Run(async () =>
        {
            for (var done = 0; done < rounds;)
            {
                using var snapshot = node.Snapshot();
                var current = (await snapshot.FindAsync(site.Set, site.Id, Cancel))!;
                var next = current.Next(row => row[2] = Value.Of((row[2].IsEmpty ? 0 : row[2].AsInteger()) + 1));
                done += await node.CommitAsync(Samples.Batch(next.Write()), Cancel) is Committed ? 1 : 0;
            }
        })));
        using var after = _other.Snapshot();
        Assert.Equal(rounds * 2, (await after.FindAsync(site.Set, site.Id, Cancel))!.Data[2].AsInteger());
    }

    [Fact]
    public async Task A_snapshot_of_one_holds_still_while_the_other_changes_and_deletes()
    {
        var sites = Enumerable.Range(0, 30).Select(i => Samples.NewSite($"S{i:00}")).ToList();
        await _one.CommitAsync(Samples.Batch(sites.Select(site => site.Write())), Cancel);
        // The last change that it contains is itself one that replaced something.
        await _one.CommitAsync(Samples.Batch(sites[20].Next(row => row[0] = Value.Of("一")).Write()), Cancel);
        using var snapshot = _one.Snapshot();
        var query = new Query(Samples.Sites) { OrderBy = [new(new Field(FieldRef.Of(Samples.SiteShape["code"])), true)], Skip = 3, Top = 20, Count = true };
        var before = await IdsAsync(snapshot, query);

        await _other.CommitAsync(Samples.Batch(
            sites[5].Next(row => row[1] = Value.Of("Z")).Write(), sites[6].Delete(), Samples.NewSite("S99").Write()), Cancel);
        await _other.CommitAsync(Samples.Batch(sites[10].Next(row => row[0] = Value.Of("二")).Write()), Cancel);

        Assert.Equal(before, await IdsAsync(snapshot, query));
        Assert.Equal(sites[6].Data, (await snapshot.FindAsync(Samples.Sites, sites[6].Id, Cancel))!.Data);
        using var later = _one.Snapshot();
        Assert.NotEqual(before, await IdsAsync(later, query));
    }

    [Fact]
    public async Task What_one_commits_the_other_hears()
    {
        await using var watch = _other.WatchAsync(Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(0, watch.Current);
        for (var i = 1; i <= 5; i++)
        {
            var next = watch.MoveNextAsync();
            await _one.CommitAsync(Samples.Batch(Samples.NewSite().Write()), Cancel);
            Assert.True(await next);
            Assert.Equal(i, watch.Current);
            Assert.Equal((i, i), (_other.Status.LastChange, _other.Status.Records));
        }
    }

    [Fact]
    public async Task Nodes_claim_no_record_twice()
    {
        await _one.CommitAsync(Samples.Batch(Enumerable.Range(0, 80).Select(_ => Samples.NewSite().Write())), Cancel);
        var claimed = new System.Collections.Concurrent.ConcurrentBag<Guid>();
        await Task.WhenAll(new[] { _one, _other, _one, _other }.Select(node => Task.Run(async () =>
        {
            while (claimed.Count < 80)
            {
                foreach (var site in await node.ClaimAsync(new Query(Samples.Sites) { Top = 3 }, TimeSpan.FromMinutes(5), Cancel))
                    claimed.Add(site.Id);
            }
        })));
        Assert.Equal(80, claimed.Distinct().Count());
        Assert.Equal(80, claimed.Count);
    }

    [Fact]
    public async Task A_unique_index_that_one_declares_binds_the_other_too()
    {
        var byTitle = new RecordIndex([FieldRef.Of(Samples.SiteShape["title"])], Unique: true);
        await _one.CommitAsync(Samples.Batch(Samples.NewSite(title: "甲").Write()), Cancel);
        await _one.DeclareAsync([Samples.Site with { Indexes = [.. Samples.Site.Indexes, byTitle] }], Cancel);

        var refused = Assert.IsType<Duplicate>(await _other.CommitAsync(Samples.Batch(Samples.NewSite(title: "甲").Write()), Cancel));

        Assert.Equal(byTitle.Fields, refused.Index.Fields);
    }

    [Fact]
    public async Task Queries_go_on_while_a_set_grows_under_them()
    {
        await _one.CommitAsync(Samples.Batch(Enumerable.Range(0, 40).Select(i => Samples.NewSite($"S{i:00}").Write())), Cancel);
        var grown = 0;
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (Volatile.Read(ref grown) < 12)
            {
                using var snapshot = _one.Snapshot();
                Assert.Equal(1 + 40, (await IdsAsync(snapshot, new Query(Samples.Sites) { OrderBy = [new(new Field(FieldRef.Of(Samples.SiteShape["code"])))] })).Count);
            }
        })).ToArray();
        var shape = Samples.SiteShape;
        for (; grown < 12; Interlocked.Increment(ref grown))
        {
            shape = new Shape("site", [.. shape.Slots, new Slot(shape.Slots.Length, $"more{grown}", ValueKind.Integer, null)]);
            await _one.DeclareAsync([Samples.Site with { Shape = shape }], Cancel);
        }
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task A_node_that_does_not_know_the_newest_shape_reads_but_does_not_write()
    {
        var site = Samples.NewSite("S1");
        await _one.CommitAsync(Samples.Batch(site.Write()), Cancel);
        var grown = Samples.Site with { Shape = new Shape("site", [.. Samples.SiteShape.Slots, new Slot(3, "open", ValueKind.Boolean, null)]) };
        await _one.DeclareAsync([grown], Cancel);
        var filled = site with { Data = Opened(site.Data.Thaw(grown.Shape)), Revision = 2 };
        Assert.IsType<Committed>(await _one.CommitAsync(Samples.Batch(filled.Write()), Cancel));

        using var snapshot = _other.Snapshot();
        var seen = (await snapshot.FindAsync(site.Set, site.Id, Cancel))!;
        var refused = await Assert.ThrowsAsync<StorageException>(() => _other.CommitAsync(Samples.Batch(seen.Next(row => row[0] = Value.Of("二")).Write()), Cancel));
        Assert.Equal(StorageMessages.ShapeBehind, refused.Problem);
        await _other.DeclareAsync([grown], Cancel);
        using var newer = _other.Snapshot();
        var whole = (await newer.FindAsync(site.Set, site.Id, Cancel))!;
        Assert.True(whole.Data["open"].AsBoolean());
        Assert.IsType<Committed>(await _other.CommitAsync(Samples.Batch(whole.Next(row => row[0] = Value.Of("二")).Write()), Cancel));

        static Row Opened(Row row)
        {
            row[3] = Value.Of(true);
            return row.Freeze();
        }
    }

    private static async Task<List<(Guid Id, long Revision)>> IdsAsync(IStoreSnapshot snapshot, Query query)
    {
        var result = await snapshot.QueryAsync(query, Cancel);
        var ids = new List<(Guid, long)> { (Guid.Empty, result.Count ?? 0) };
        await foreach (var page in result.Pages.WithCancellation(Cancel))
            ids.AddRange(page.ToArray().Select(hit => (hit.Record.Id, hit.Record.Revision)));
        return ids;
    }
}
