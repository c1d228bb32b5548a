using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Everything_in_a_record_is_kept_exactly_and_survives_a_restart()
    {
        var site = Samples.NewSite("S1");
        var visit = Samples.FullVisit(site.Id);
        var committed = Assert.IsType<Committed>(await CommitAsync(site.Write(), visit.Write()));

        Assert.Equal(2, committed.LastChange);
        AssertSame(visit, await FindAsync(visit.Set, visit.Id));
        await ReopenAsync();
        AssertSame(visit, await FindAsync(visit.Set, visit.Id));
        AssertSame(site, await FindAsync(site.Set, site.Id));
        Assert.Equal((2, 2), (_store.Status.Records, _store.Status.LastChange));
    }

    [Fact]
    public async Task A_write_against_another_revision_is_a_conflict_and_writes_nothing()
    {
        var site = Samples.NewSite("S1");
        await CommitAsync(site.Write());
        var second = site.Next(row => row[0] = Value.Of("二"));
        await CommitAsync(second.Write());

        Assert.Equal(new Conflict(site.Set, site.Id, 2), await CommitAsync(site.Next(row => row[0] = Value.Of("三")).Write()));
        AssertSame(second, await FindAsync(site.Set, site.Id));
    }

    [Fact]
    public async Task What_must_be_absent_is_a_conflict_while_it_is_there_and_is_not_written()
    {
        var (gate, site, other) = (Samples.NewSite("G"), Samples.NewSite("S1"), Samples.NewSite("S2"));
        RecordKey[] absent = [new(gate.Set, gate.Id), new(Samples.Visits, gate.Id)];
        Assert.IsType<Committed>(await _store.CommitAsync(Samples.Batch(site.Write()) with { Absent = [.. absent] }, Cancel));
        await CommitAsync(gate.Write());
        Assert.Equal(new Conflict(gate.Set, gate.Id, 1), await _store.CommitAsync(Samples.Batch(other.Write()) with { Absent = [.. absent] }, Cancel));
        Assert.Null(await FindAsync(other.Set, other.Id));
        // Many at once, in whatever groups: either the gate was there, or the write was before it.
        await CommitAsync(gate.Delete());
        var writes = Enumerable.Range(0, 40).Select(i => Samples.NewSite($"W{i}")).ToList();
        var results = await Task.WhenAll(writes.Select((write, i) => Task.Run(() => i == 20
            ? CommitAsync((Samples.NewSite("G") with { Id = gate.Id }).Write())
            : _store.CommitAsync(Samples.Batch(write.Write()) with { Absent = [absent[0]] }, Cancel))));
        var closed = Assert.IsType<Committed>(results[20]).LastChange;
        Assert.All(results.Where((_, i) => i != 20), result => Assert.True(result is Conflict || ((Committed)result).LastChange < closed));
    }

    [Fact]
    public async Task Creating_the_same_id_again_is_a_conflict_that_names_its_revision()
    {
        var site = Samples.NewSite("S1");
        await CommitAsync(site.Write());

        Assert.Equal(new Conflict(site.Set, site.Id, 1), await CommitAsync(site.Write()));
        Assert.Equal(1, _store.Status.LastChange);
    }

    [Fact]
    public async Task Changing_or_deleting_what_does_not_exist_is_a_conflict_with_revision_0()
    {
        var site = Samples.NewSite("S1");

        Assert.Equal(new Conflict(site.Set, site.Id, 0), await CommitAsync(site.Next(_ => { }).Write()));
        Assert.Equal(new Conflict(site.Set, site.Id, 0), await CommitAsync(site.Delete()));
    }

    [Fact]
    public async Task A_batch_is_written_whole_or_not_at_all()
    {
        var (one, two, three) = (Samples.NewSite("S1"), Samples.NewSite("S2"), Samples.NewSite("S3"));
        await CommitAsync(two.Write());

        Assert.Equal(new Conflict(two.Set, two.Id, 1), await CommitAsync(one.Write(), two.Write(), three.Write()));
        Assert.Null(await FindAsync(one.Set, one.Id));
        Assert.Null(await FindAsync(three.Set, three.Id));
        Assert.IsType<Committed>(await CommitAsync(one.Write(), three.Write()));
    }

    [Fact]
    public async Task A_unique_index_refuses_the_second_record_and_names_the_first()
    {
        var (one, two) = (Samples.NewSite("S1"), Samples.NewSite("S1"));
        await CommitAsync(one.Write());

        var duplicate = Assert.IsType<Duplicate>(await CommitAsync(two.Write()));
        Assert.Equal((two.Id, one.Id), (duplicate.Id, duplicate.ExistingId));
        Assert.Null(await FindAsync(two.Set, two.Id));
        await ReopenAsync();
        Assert.IsType<Duplicate>(await CommitAsync(two.Write()));
    }

    [Fact]
    public async Task A_unique_index_lets_empty_values_repeat()
    {
        Assert.IsType<Committed>(await CommitAsync(Samples.NewSite().Write(), Samples.NewSite().Write()));
    }

    [Fact]
    public async Task A_unique_index_sees_duplicates_within_a_batch_and_lets_a_batch_swap_values()
    {
        var (one, two) = (Samples.NewSite("S1"), Samples.NewSite("S2"));
        Assert.IsType<Duplicate>(await CommitAsync(Samples.NewSite("X").Write(), Samples.NewSite("X").Write()));
        await CommitAsync(one.Write(), two.Write());

        var swapped = await CommitAsync(
            one.Next(row => row[1] = Value.Of("S2")).Write(), two.Next(row => row[1] = Value.Of("S1")).Write());

        Assert.IsType<Committed>(swapped);
    }

    [Fact]
    public async Task A_value_is_free_again_after_its_record_is_deleted_or_changed()
    {
        var (one, two, three) = (Samples.NewSite("S1"), Samples.NewSite("S1"), Samples.NewSite("S1"));
        await CommitAsync(one.Write());
        await CommitAsync(one.Delete());
        Assert.IsType<Committed>(await CommitAsync(two.Write()));
        Assert.IsType<Committed>(await CommitAsync(two.Next(row => row[1] = Value.Of("S9")).Write()));
        Assert.IsType<Committed>(await CommitAsync(three.Write()));
    }

    [Fact]
    public async Task A_deleted_record_is_gone_and_may_be_created_again()
    {
        var site = Samples.NewSite("S1");
        await CommitAsync(site.Write());
        await CommitAsync(site.Delete());
        Assert.Null(await FindAsync(site.Set, site.Id));
        await ReopenAsync();
        Assert.Null(await FindAsync(site.Set, site.Id));

        Assert.IsType<Committed>(await CommitAsync(site.Write()));
        await ReopenAsync();
        AssertSame(site, await FindAsync(site.Set, site.Id));
    }

    [Fact]
    public async Task Concurrent_writers_of_one_record_take_turns_and_lose_no_update()
    {
        const int writers = 8, rounds = 25;
        var site = Samples.NewSite("S1");
        await CommitAsync(site.Write());
        var conflicts = 0;

        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < rounds;)
            {
                var current = (await FindAsync(site.Set, site.Id))!;
                var next = current.Next(row => row[2] = Value.Of((row[2].IsEmpty ? 0 : row[2].AsInteger()) + 1));
                if (await CommitAsync(next.Write()) is Committed)
                    done++;
                else
                    Interlocked.Increment(ref conflicts);
            }
        })));

        var final = (await FindAsync(site.Set, site.Id))!;
        Output.WriteLine($"{writers * rounds} updates, {conflicts} conflicts");
        Assert.Equal((writers * rounds, writers * rounds + 1), (final.Data[2].AsInteger(), final.Revision));
    }

    [Fact]
    public async Task What_is_acknowledged_is_in_the_next_snapshot()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                var site = Samples.NewSite();
                await CommitAsync(site.Write());
                Assert.NotNull(await FindAsync(site.Set, site.Id));
            }
        })));
    }

    [Fact]
    public async Task A_batch_that_only_a_bug_can_make_is_refused()
    {
        var site = Samples.NewSite("S1");
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(site.Write(), site.Write()));
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(site.Write() with { Set = "tests/unknown" }));
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync((site with { Revision = 5 }).Write() with { ExpectedRevision = 0 }));
        Assert.Equal(0, _store.Status.LastChange);
    }

    [Fact]
    public async Task A_cancelled_caller_is_told_and_the_store_goes_on()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _store.CommitAsync(Samples.Batch(Samples.NewSite().Write()), cancelled.Token));
        Assert.IsType<Committed>(await CommitAsync(Samples.NewSite().Write()));
    }
}
