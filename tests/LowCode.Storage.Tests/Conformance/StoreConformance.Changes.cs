using LowCode.Definitions.Values;
using LowCode.Storage.Changes;

namespace LowCode.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task The_change_log_is_numbered_without_gaps_and_names_who_did_what_when()
    {
        var (one, two) = (Samples.NewSite("S1"), Samples.NewSite("S2"));
        await _store.CommitAsync(new WriteBatch("zhang", Samples.Now, "create", [one.Write(), two.Write()]), Cancel);
        await CommitAsync(one.Write());
        await _store.CommitAsync(new WriteBatch("li", Samples.Now.AddHours(1), "delete", [one.Delete()]) { From = "10.1.2.3" }, Cancel);

        var changes = await ChangesAsync(0);

        Assert.Equal([1L, 2, 3], changes.Select(change => change.Number));
        Assert.Equal(["zhang", "zhang", "li"], changes.Select(change => change.By));
        Assert.Equal(["", "", "10.1.2.3"], changes.Select(change => change.Head.From));
        Assert.Equal(["create", "create", "delete"], changes.Select(change => change.Command));
        Assert.Equal([1L, 1, 2], changes.Select(change => change.Revision));
        Assert.Equal([false, false, true], changes.Select(change => change.IsDeletion));
        Assert.Equal(Samples.Now.AddHours(1), changes[2].At);
        AssertSame(two, changes[1].Record);
        Assert.Null(changes[2].Record);
        Assert.Equal([3L], (await ChangesAsync(2)).Select(change => change.Number));
        Assert.Empty(await ChangesAsync(3));
    }

    [Fact]
    public async Task History_is_every_revision_of_one_record_newest_first_beyond_its_deletion()
    {
        var site = Samples.NewSite("S1");
        var other = Samples.NewSite("S2");
        await CommitAsync(site.Write(), other.Write());
        var second = site.Next(row => row[0] = Value.Of("二"));
        await CommitAsync(second.Write());
        await CommitAsync(second.Delete());
        await CommitAsync(site.Write());
        await ReopenAsync();

        var history = await HistoryAsync(site.Set, site.Id);

        Assert.Equal([5L, 4, 3, 1], history.Select(change => change.Number));
        Assert.Equal([1L, 3, 2, 1], history.Select(change => change.Revision));
        AssertSame(second, history[2].Record);
        Assert.All(history, change => Assert.Equal(site.Id, change.Id));
        Assert.Empty(await HistoryAsync(site.Set, Guid.CreateVersion7()));
    }

    [Fact]
    public async Task A_long_history_and_a_long_change_log_come_complete()
    {
        const int revisions = 700;
        var site = Samples.NewSite("S1");
        await CommitAsync(site.Write());
        for (var i = 1; i < revisions; i++)
        {
            site = site.Next(row => row[2] = Value.Of((long)i));
            await CommitAsync(site.Write());
        }

        Assert.Equal(Enumerable.Range(0, revisions).Select(i => (long)(revisions - i)), (await HistoryAsync(site.Set, site.Id)).Select(change => change.Revision));
        Assert.Equal(Enumerable.Range(1, revisions).Select(i => (long)i), (await ChangesAsync(0)).Select(change => change.Number));
    }

    [Fact]
    public async Task The_chain_verifies_and_every_hash_differs()
    {
        for (var i = 0; i < 20; i++)
            await CommitAsync(Samples.NewSite($"S{i}").Write(), Samples.NewSite().Write());
        await ReopenAsync();

        var check = await _store.VerifyChangesAsync(cancel: Cancel);

        Assert.Equal((40, null), (check.LastNumber, check.Break));
        var hashes = (await ChangesAsync(0)).Select(change => change.Hash).ToList();
        Assert.Equal(40, hashes.Distinct().Count());
        Assert.Equal(check.LastHash, hashes[^1]);
    }

    [Fact]
    public async Task A_part_of_the_change_log_is_exactly_what_lies_in_it_by_number_and_time_in_either_direction()
    {
        // Times go up in the whole, but not from entry to entry, and once far back: as when something old is imported.
        var random = new Random(7);
        var expected = new List<(long Number, DateTimeOffset At)>();
        while (expected.Count < 3000)
        {
            var count = random.Next(1, 200);
            var at = Samples.Now.AddHours(expected.Count + random.Next(-50, 50)).AddYears(expected.Count is > 1000 and < 1300 ? -3 : 0);
            await _store.CommitAsync(new WriteBatch("wang", at, "test", [.. Enumerable.Range(0, count).Select(_ => Samples.NewSite().Write())]), Cancel);
            expected.AddRange(Enumerable.Range(expected.Count + 1, count).Select(number => ((long)number, at)));
        }
        for (var round = 0; round < 60; round++)
        {
            if (round == 30)
                await ReopenAsync();
            DateTimeOffset? Time() => random.Next(3) == 0 ? null : expected[random.Next(expected.Count)].At.AddSeconds(random.Next(-1, 2));
            var range = new ChangeRange
            {
                After = random.Next(2) == 0 ? 0 : random.Next(expected.Count),
                Before = random.Next(2) == 0 ? long.MaxValue : random.Next(expected.Count + 2),
                From = Time(),
                Until = Time(),
                NewestFirst = random.Next(2) == 0,
            };
            var numbers = expected.Where(entry => entry.Number > range.After && entry.Number < range.Before && range.Holds(entry.At)).Select(entry => entry.Number);
            Assert.Equal(range.NewestFirst ? numbers.Reverse() : numbers, await _store.ChangesAsync(range, Cancel).Select(entry => entry.Number).ToListAsync(Cancel));
        }
    }

    [Fact]
    public async Task A_reader_of_changes_sees_no_gap_while_writers_write()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
                await CommitAsync(Samples.NewSite().Write(), Samples.NewSite().Write());
        })).ToList();
        var all = Task.WhenAll(writers);
        var seen = 0L;
        var reads = 0;
        while (seen < 480)
        {
            await foreach (var change in _store.ChangesAsync(seen, Cancel))
                Assert.Equal(++seen, change.Number);
            reads++;
        }
        await all;
        Output.WriteLine($"480 changes in {reads} reads beside 4 writers");
    }

    [Fact]
    public async Task Who_watches_hears_the_last_change_at_once_and_then_of_every_later_one()
    {
        await CommitAsync(Samples.NewSite().Write(), Samples.NewSite().Write());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var watch = _store.WatchAsync(stop.Token).GetAsyncEnumerator(stop.Token);

        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(2, watch.Current);
        var next = watch.MoveNextAsync();
        await CommitAsync(Samples.NewSite().Write());
        Assert.True(await next);
        Assert.Equal(3, watch.Current);
        // Several may be told as one, but never the last not at all.
        for (var i = 0; i < 50; i++)
            await CommitAsync(Samples.NewSite().Write());
        while (watch.Current < 53)
            Assert.True(await watch.MoveNextAsync());
        var waiting = watch.MoveNextAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
    }

    [Fact]
    public async Task Who_watches_a_reopened_store_begins_with_its_last_change()
    {
        await CommitAsync(Samples.NewSite().Write());
        await ReopenAsync();
        await foreach (var last in _store.WatchAsync(Cancel))
        {
            Assert.Equal(1, last);
            break;
        }
    }

    [Fact]
    public async Task What_has_changed_in_a_set_is_each_record_once_as_it_is_now_and_as_the_snapshot_has_it()
    {
        var (one, two, gone) = (Samples.NewSite("S1"), Samples.NewSite("S2"), Samples.NewSite("S3"));
        var visit = Samples.FullVisit(one.Id);
        await CommitAsync(one.Write(), two.Write(), gone.Write(), visit.Write());
        var renamed = one.Next(row => row[0] = Value.Of("二"));
        await CommitAsync(renamed.Write());
        await CommitAsync(gone.Delete());
        using var before = _store.Snapshot();

        async Task CheckAsync(IStoreSnapshot snapshot)
        {
            var changed = await snapshot.ChangedAsync(Samples.Sites, 0, 10, Cancel);
            Assert.Equal([(2L, two.Id, false), (5, one.Id, false), (6, gone.Id, true)], changed.Select(change => (change.Number, change.Id, change.Record is null)));
            AssertSame(renamed, changed[1].Record);
            Assert.Equal([2L, 5], (await snapshot.ChangedAsync(Samples.Sites, 0, 2, Cancel)).Select(change => change.Number));
            Assert.Equal([6L], (await snapshot.ChangedAsync(Samples.Sites, 5, 2, Cancel)).Select(change => change.Number));
            Assert.Equal([4L], (await snapshot.ChangedAsync(Samples.Visits, 0, 2, Cancel)).Select(change => change.Number));
            Assert.Empty(await snapshot.ChangedAsync(Samples.Sites, 6, 2, Cancel));
            Assert.Empty(await snapshot.ChangedAsync(Samples.Sites, 0, 0, Cancel));
        }

        await CheckAsync(before);
        await CommitAsync(two.Delete(), renamed.Next(row => row[0] = Value.Of("三")).Write(), Samples.NewSite("S4").Write());
        await CheckAsync(before);
        using (var after = _store.Snapshot())
            Assert.Equal([6L, 7, 8, 9], (await after.ChangedAsync(Samples.Sites, 0, 10, Cancel)).Select(change => change.Number));
        await ReopenAsync();
        using var again = _store.Snapshot();
        Assert.Equal([6L, 7, 8, 9], (await again.ChangedAsync(Samples.Sites, 0, 10, Cancel)).Select(change => change.Number));
    }

    private async Task<List<ChangeEntry>> ChangesAsync(long after)
    {
        var changes = new List<ChangeEntry>();
        await foreach (var change in _store.ChangesAsync(after, Cancel))
            changes.Add(change);
        return changes;
    }

    private async Task<List<ChangeEntry>> HistoryAsync(string set, Guid id)
    {
        var changes = new List<ChangeEntry>();
        await foreach (var change in _store.HistoryAsync(set, id, Cancel))
            changes.Add(change);
        return changes;
    }
}
