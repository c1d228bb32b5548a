using LowCode.Definitions.Messages;
using LowCode.Storage.LiteDb;
using LowCode.Storage.LiteDb.Engine;
using LowCode.Storage.Tests.Accidents;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.LiteDb;

public sealed class OpeningTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_that_is_open_already_is_refused_by_name()
    {
        await using var first = await OpenAsync();
        var failure = await Assert.ThrowsAsync<StorageException>(OpenAsync);
        Assert.Equal(StorageMessages.FolderInUse, failure.Problem);
        Assert.Contains(("folder", (object?)_folder["data"]), failure.Arguments);
    }

    [Fact]
    public async Task A_folder_is_free_again_after_the_store_is_closed_even_when_opening_failed()
    {
        await FillAsync();
        var bytes = await File.ReadAllBytesAsync(Data, Cancel);
        await File.WriteAllTextAsync(Data, "no database", Cancel);
        await Assert.ThrowsAsync<StorageException>(OpenAsync);
        await File.WriteAllBytesAsync(Data, bytes, Cancel);
        await using var store = await OpenAsync();
        Assert.Equal(1, store.Status.LastChange);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(8192)]
    [InlineData(8192 * 5)]
    public async Task A_torn_file_is_refused(int length)
    {
        await FillAsync();
        await using (var file = File.OpenWrite(Data))
            file.SetLength(length);
        var failure = await Assert.ThrowsAsync<StorageException>(OpenAsync);
        Assert.Equal(StorageMessages.FileDamaged, failure.Problem);
    }

    [Fact]
    public async Task A_log_without_its_file_is_refused()
    {
        await FillAsync();
        File.Delete(Data);
        await File.WriteAllBytesAsync(_folder[Path.Combine("data", "lowcode-log.db")], new byte[8192], Cancel);
        Assert.Equal(StorageMessages.FileDamaged, (await Assert.ThrowsAsync<StorageException>(OpenAsync)).Problem);
    }

    [Fact]
    public async Task A_file_of_another_format_version_is_refused()
    {
        await FillAsync();
        var bytes = await File.ReadAllBytesAsync(Data, Cancel);
        var at = bytes.AsSpan().IndexOf("format\0"u8) + "format\0"u8.Length;
        Assert.Equal(StoreFormat.Version, bytes[at]);
        bytes[at] = 99;
        await File.WriteAllBytesAsync(Data, bytes, Cancel);

        var failure = await Assert.ThrowsAsync<StorageException>(OpenAsync);
        Assert.Equal(StorageMessages.FormatUnknown, failure.Problem);
        Assert.Contains(("found", (object?)99), failure.Arguments);
    }

    [Fact]
    public async Task A_file_of_plain_litedb_is_refused()
    {
        Directory.CreateDirectory(_folder["data"]);
        using (var other = new global::LiteDB.LiteDatabase(Data))
            other.GetCollection("people").Insert(new global::LiteDB.BsonDocument { ["name"] = "wang" });
        Assert.Equal(StorageMessages.FileDamaged, (await Assert.ThrowsAsync<StorageException>(OpenAsync)).Problem);
    }

    [Fact]
    public void The_engine_behaves_as_the_durable_log_expects() => EngineCheck.Run();

    [Fact]
    public async Task After_closing_every_call_says_that_the_store_is_closed()
    {
        var store = await OpenAsync();
        await store.DeclareAsync([Samples.Site], Cancel);
        await store.DisposeAsync();
        var failure = await Assert.ThrowsAsync<StorageException>(
            () => store.CommitAsync(Samples.Batch(Samples.NewSite().Write()), Cancel));
        Assert.Equal(StorageMessages.StoreClosed, failure.Problem);
    }

    [Fact]
    public async Task A_write_beyond_the_memory_limit_is_refused_and_deleting_makes_room()
    {
        await using var store = await LiteDbStore.OpenAsync(new(_folder["data"]) { MemoryLimitBytes = 20_000 }, Cancel);
        await store.DeclareAsync([Samples.Site], Cancel);
        var kept = new List<Record>();
        StorageException? refusal = null;
        while (refusal is null)
        {
            var site = Samples.NewSite($"S{kept.Count}");
            try
            {
                await store.CommitAsync(Samples.Batch(site.Write()), Cancel);
                kept.Add(site);
            }
            catch (StorageException failure)
            {
                refusal = failure;
            }
        }

        Assert.Equal(StorageMessages.MemoryFull, refusal.Problem);
        Assert.True(store.Status is { IsMemoryShort: true, Failure: null, MemoryBytes: <= 20_000 });
        await store.CommitAsync(Samples.Batch(kept[0].Delete()), Cancel);
        await store.CommitAsync(Samples.Batch(Samples.NewSite("again").Write()), Cancel);
        Assert.Equal(kept.Count, store.Status.Records);
    }

    private string Data => Path.Combine(_folder["data"], "lowcode.db");

    private Task<LiteDbStore> OpenAsync() => LiteDbStore.OpenAsync(new(_folder["data"]), Cancel);

    private async Task FillAsync()
    {
        await using var store = await OpenAsync();
        await store.DeclareAsync([Samples.Site], Cancel);
        await store.CommitAsync(Samples.Batch(Samples.NewSite("S1").Write()), Cancel);
    }
}
