using LowCode.Definitions.Messages;
using LowCode.Storage.LiteDb;
using LowCode.Storage.Tests.Accidents;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.LiteDb;

public sealed class BackupTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_backup_restores_records_history_and_attachments()
    {
        var (site, hash) = await BackedUpAsync();
        var report = await LiteDbBackup.VerifyAsync(_folder["backup"], cancel: Cancel);
        Assert.Equal((1, 2, 1), (report.Records, report.LastChange, report.Attachments));

        Assert.Equal(report, await LiteDbBackup.RestoreAsync(_folder["backup"], _folder["restored"], cancel: Cancel));

        await using var store = await LiteDbStore.OpenAsync(new(_folder["restored"]), Cancel);
        await store.DeclareAsync([Samples.Site], Cancel);
        using var snapshot = store.Snapshot();
        Assert.NotNull(await snapshot.FindAsync(site.Set, site.Id, Cancel));
        await using var content = store.Attachments.Open(hash);
        Assert.Equal(3, content!.Length);
    }

    [Fact]
    public async Task A_restore_never_goes_where_something_is()
    {
        await BackedUpAsync();
        Directory.CreateDirectory(_folder["taken"]);
        await File.WriteAllTextAsync(Path.Combine(_folder["taken"], "notes.txt"), "mine", Cancel);

        var failure = await Assert.ThrowsAsync<StorageException>(
            () => LiteDbBackup.RestoreAsync(_folder["backup"], _folder["taken"], cancel: Cancel));

        Assert.Equal(StorageMessages.TargetNotEmpty, failure.Problem);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(_folder["taken"], "notes.txt"), Cancel));
    }

    [Theory]
    [InlineData("lowcode.db", 8192 * 4)]
    [InlineData("backup.json", 20)]
    public async Task A_backup_that_was_cut_short_is_refused(string file, int length)
    {
        await BackedUpAsync();
        await using (var cut = File.OpenWrite(Path.Combine(_folder["backup"], file)))
            cut.SetLength(length);

        await Assert.ThrowsAsync<StorageException>(() => LiteDbBackup.VerifyAsync(_folder["backup"], cancel: Cancel));
        await Assert.ThrowsAsync<StorageException>(
            () => LiteDbBackup.RestoreAsync(_folder["backup"], _folder["restored"], cancel: Cancel));
        Assert.False(Directory.Exists(_folder["restored"]));
    }

    [Fact]
    public async Task A_backup_with_one_changed_byte_of_content_is_refused()
    {
        await BackedUpAsync();
        var path = Path.Combine(_folder["backup"], "lowcode.db");
        var bytes = await File.ReadAllBytesAsync(path, Cancel);
        var at = bytes.AsSpan().IndexOf("probe-title"u8);
        Assert.True(at > 0);
        bytes[at]++;
        await File.WriteAllBytesAsync(path, bytes, Cancel);

        await Assert.ThrowsAsync<StorageException>(() => LiteDbBackup.VerifyAsync(_folder["backup"], cancel: Cancel));
    }

    [Fact]
    public async Task A_changed_attachment_is_found()
    {
        var (_, hash) = await BackedUpAsync();
        var path = Directory.EnumerateFiles(_folder["backup"], hash, SearchOption.AllDirectories).Single();
        await File.WriteAllBytesAsync(path, [9, 9, 9], Cancel);

        var failure = await Assert.ThrowsAsync<StorageException>(() => LiteDbBackup.VerifyAsync(_folder["backup"], cancel: Cancel));
        Assert.Equal(StorageMessages.BackupDamaged, failure.Problem);
    }

    private async Task<(Record Site, string Hash)> BackedUpAsync()
    {
        await using var store = await LiteDbStore.OpenAsync(new(_folder["data"]), Cancel);
        await store.DeclareAsync([Samples.Site], Cancel);
        var stored = await store.Attachments.SaveAsync(new MemoryStream([1, 2, 3]), 10, Cancel);
        var site = Samples.NewSite("S1", "probe-title");
        var gone = Samples.NewSite("S2");
        await store.CommitAsync(Samples.Batch(site.Write()), Cancel);
        await store.CommitAsync(Samples.Batch(site.Next(_ => { }).Write()), Cancel);
        await store.BackupAsync(_folder["backup"], cancel: Cancel);
        await store.CommitAsync(Samples.Batch(gone.Write()), Cancel);
        return (site, stored!.Hash);
    }
}
