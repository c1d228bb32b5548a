using LowCode.Definitions.Values;
using LowCode.Storage.Changes;

namespace LowCode.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Erasing_leaves_the_record_as_it_may_stay_and_of_its_past_the_heads()
    {
        var (site, other) = (Samples.NewSite("S1", "张三"), Samples.NewSite("S2", "李四"));
        await CommitAsync(site.Write(), other.Write());
        var second = site.Next(row => row[2] = Value.Of(2L));
        await CommitAsync(second.Write());
        var kept = second.Next(row => row[0] = default);
        await EraseAsync(kept.Write());
        var again = kept.Next(row => row[2] = Value.Of(3L));
        await CommitAsync(again.Write());

        async Task CheckAsync(IRecordStore store)
        {
            var history = await HistoryAsync(store, site.Set, site.Id);
            Assert.Equal([5L, 4, 3, 1], history.Select(change => change.Number));
            Assert.Equal(["test", "erase", "test", "test"], history.Select(change => change.Command));
            Assert.Equal([false, false, true, true], history.Select(change => change.IsErased));
            Assert.All(history, change => Assert.False(change.IsDeletion));
            AssertSame(again, history[0].Record);
            AssertSame(kept, history[1].Record);
            Assert.Null(history[2].Record);
            Assert.False((await HistoryAsync(store, other.Set, other.Id)).Single().IsErased);
            using var snapshot = store.Snapshot();
            AssertSame(again, await snapshot.FindAsync(site.Set, site.Id, Cancel));
            Assert.Equal((5, null), await VerifiedAsync(store));
            Assert.Equal(2, store.Status.Records);
        }

        await CheckAsync(_store);
        await ReopenAsync();
        await CheckAsync(_store);
        var path = _home.NewBackupPath();
        await _store.BackupAsync(path, cancel: Cancel);
        await using var copy = await _home.OpenBackupAsync(path);
        await copy.DeclareAsync([Samples.Visit, Samples.Site], Cancel);
        await CheckAsync(copy);
    }

    [Fact]
    public async Task A_record_can_be_erased_with_its_deletion_and_after_it_but_not_when_there_never_was_one()
    {
        var (one, two) = (Samples.NewSite("S1"), Samples.NewSite("S2"));
        await CommitAsync(one.Write(), two.Write());
        await EraseAsync(one.Delete());
        await CommitAsync(two.Delete());
        await EraseAsync(new RecordWrite(two.Set, two.Id, 0, null));

        Assert.IsType<Conflict>(await _store.CommitAsync(Erasing(new RecordWrite(two.Set, Guid.CreateVersion7(), 0, null)), Cancel));
        Assert.IsType<Conflict>(await _store.CommitAsync(Samples.Batch(new RecordWrite(two.Set, two.Id, 0, null)), Cancel));
        await ReopenAsync();

        Assert.Equal([(3L, false), (1, true)], (await HistoryAsync(one.Set, one.Id)).Select(change => (change.Number, change.IsErased)));
        Assert.Equal([(5L, false), (4, false), (2, true)], (await HistoryAsync(two.Set, two.Id)).Select(change => (change.Number, change.IsErased)));
        Assert.Equal((5, null), await VerifiedAsync(_store));
        Assert.Equal(0, _store.Status.Records);
        using (var snapshot = _store.Snapshot())
            Assert.Equal([(3L, one.Id), (5, two.Id)], (await snapshot.ChangedAsync(one.Set, 0, 9, Cancel)).Select(change => (change.Number, change.Id)));
        // A record of the same id may be made again, and unique values are free.
        await CommitAsync(two.Write(), Samples.NewSite("S1").Write());
        Assert.Equal(2, _store.Status.Records);
        Assert.Equal((7, null), await VerifiedAsync(_store));
    }

    [Fact]
    public async Task Batches_of_one_moment_may_make_change_and_erase_a_record()
    {
        var (site, early) = (Samples.NewSite("S1"), Samples.NewSite("S2"));
        await CommitAsync(early.Write());
        var (changed, kept) = (site.Next(row => row[2] = Value.Of(1L)), site.Next(_ => { }).Next(row => row[0] = default));
        var (moved, gone) = (early.Next(row => row[2] = Value.Of(1L)), early.Next(_ => { }));

        await Task.WhenAll(
            CommitAsync(site.Write()), CommitAsync(changed.Write(), moved.Write()), EraseAsync(kept.Write(), gone.Delete()), CommitAsync(Samples.NewSite().Write()));
        await ReopenAsync();

        Assert.Equal([false, true, true], (await HistoryAsync(site.Set, site.Id)).Select(change => change.IsErased));
        Assert.Equal([false, true, true], (await HistoryAsync(early.Set, early.Id)).Select(change => change.IsErased));
        Assert.Equal((7, null), await VerifiedAsync(_store));
    }

    [Fact]
    public async Task What_is_only_noted_stands_in_the_change_log_and_leaves_no_record()
    {
        var (site, noted) = (Samples.NewSite("S1"), Samples.NewSite("S1"));
        await CommitAsync(site.Write());
        Assert.IsType<Committed>(await _store.CommitAsync(Samples.Batch(noted.Write()) with { Command = WriteBatch.Note, From = "10.0.0.9" }, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.CommitAsync(Samples.Batch(site.Delete()) with { Command = WriteBatch.Note }, Cancel));

        async Task CheckAsync(IRecordStore store)
        {
            Assert.Equal((2, null), await VerifiedAsync(store));
            Assert.Equal(1, store.Status.Records);
            using var snapshot = store.Snapshot();
            Assert.Null(await snapshot.FindAsync(noted.Set, noted.Id, Cancel));
            AssertSame(noted, (await store.ChangesAsync(1, Cancel).SingleAsync(Cancel)).Record);
        }

        await CheckAsync(_store);
        await ReopenAsync();
        await CheckAsync(_store);
        var path = _home.NewBackupPath();
        await _store.BackupAsync(path, cancel: Cancel);
        await using var copy = await _home.OpenBackupAsync(path);
        await copy.DeclareAsync([Samples.Visit, Samples.Site], Cancel);
        await CheckAsync(copy);
    }

    [Fact]
    public async Task The_chain_verifies_and_backups_succeed_while_records_are_erased()
    {
        var sites = Enumerable.Range(0, 300).Select(i => Samples.NewSite($"S{i}")).ToList();
        foreach (var chunk in sites.Chunk(50))
            await CommitAsync([.. chunk.Select(site => site.Write())]);
        var erasing = Task.Run(async () =>
        {
            foreach (var site in sites)
                await EraseAsync(site.Next(row => row[0] = default).Write());
        }, Cancel);
        var rounds = 0;
        do
        {
            Assert.Null((await _store.VerifyChangesAsync(cancel: Cancel)).Break);
            await _store.BackupAsync(_home.NewBackupPath(), cancel: Cancel);
            rounds++;
        }
        while (!erasing.IsCompleted);
        await erasing;
        Output.WriteLine($"{rounds} verifications and backups while 300 records were erased");
        Assert.Equal((600, null), await VerifiedAsync(_store));
    }

    [Theory]
    [InlineData("changed head", 2)]
    [InlineData("changed body", 2)]
    [InlineData("swapped bodies", 2)]
    [InlineData("body erased without entry", 2)]
    [InlineData("body of a deletion", 4)]
    [InlineData("entry erased", 5)]
    [InlineData("last entry rewritten", 6)]
    public async Task Tampering_is_found(string what, long where)
    {
        var (one, two) = (Samples.NewSite("S1", "同样长"), Samples.NewSite("S2", "一样长"));
        await CommitAsync(one.Write(), two.Write());
        await CommitAsync(one.Next(row => row[2] = Value.Of(1L)).Write());
        await CommitAsync(two.Delete());
        await EraseAsync(one.Next(_ => { }).Next(row => row[0] = default).Write());
        await CommitAsync(Samples.NewSite("S6").Write());
        Assert.Equal((6, null), await VerifiedAsync(_store));
        var log = await _store.StoredChangesAsync(0, Cancel).ToListAsync(Cancel);
        await _store.DisposeAsync();
        var third = log[1].Head.AsSpan().IndexOf("wang"u8);
        StoredChange[] tampered = what switch
        {
            "changed head" => [log[1] with { Head = Changed(log[1].Head, third) }],
            "changed body" => [log[1] with { Body = Changed(log[1].Body!, 20) }],
            "swapped bodies" => [log[1] with { Body = log[5].Body }, log[5] with { Body = log[1].Body }],
            "body erased without entry" => [log[1] with { Body = null }],
            "body of a deletion" => [log[3] with { Body = log[1].Body }],
            "entry erased" => [log[4] with { Hash = [] }],
            _ => [log[5] with { Head = Changed(log[5].Head, log[5].Head.AsSpan().IndexOf("wang"u8)) }],
        };
        await _home.TamperAsync(tampered);
        _store = await _home.OpenAsync();
        await _store.DeclareAsync([Samples.Visit, Samples.Site], Cancel);

        var check = await _store.VerifyChangesAsync(cancel: Cancel);

        Assert.Equal(where, check.Break?.Number);
        await Assert.ThrowsAsync<StorageException>(() => _store.BackupAsync(_home.NewBackupPath(), cancel: Cancel));
    }

    private static byte[] Changed(byte[] bytes, int at)
    {
        var changed = bytes.ToArray();
        changed[at] ^= 1;
        return changed;
    }

    private static WriteBatch Erasing(params RecordWrite[] writes) => Samples.Batch(writes) with { Command = WriteBatch.Erase };

    private async Task EraseAsync(params RecordWrite[] writes) =>
        Assert.IsType<Committed>(await _store.CommitAsync(Erasing(writes), Cancel));

    private static async Task<(long, ChangeLogBreak?)> VerifiedAsync(IRecordStore store)
    {
        var check = await store.VerifyChangesAsync(cancel: Cancel);
        return (check.LastNumber, check.Break);
    }

    private static Task<List<ChangeEntry>> HistoryAsync(IRecordStore store, string set, Guid id) =>
        store.HistoryAsync(set, id, Cancel).ToListAsync(Cancel).AsTask();
}
