using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb;
using LowCode.Storage.Tests.Accidents;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.LiteDb;

/// <summary>What was erased is not in the files any more, also where nothing points to it.</summary>
public sealed class ErasedBytesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(10)]
    [InlineData(3000)]
    public async Task Nothing_of_it_can_be_found_in_the_files(int length)
    {
        var store = await LiteDbStore.OpenAsync(new(_folder["data"]), Cancel);
        await store.DeclareAsync([Samples.Site], Cancel);
        var sites = Enumerable.Range(0, 40).Select(i => Samples.NewSite($"S{i}", string.Concat(Enumerable.Repeat("secret-name", length / 10)))).ToList();
        await store.CommitAsync(Samples.Batch(sites.Select(site => site.Write())), Cancel);
        for (var i = 0; i < sites.Count; i += 2)
            await store.CommitAsync(Samples.Batch((sites[i] = sites[i].Next(row => row[2] = Value.Of(7L))).Write()), Cancel);
        await store.CommitAsync(Samples.Batch(sites.Select(site => site.Next(row => row[0] = default).Write())) with { Command = WriteBatch.Erase }, Cancel);
        await store.DisposeAsync();

        foreach (var file in Directory.EnumerateFiles(_folder["data"]))
            Assert.True((await File.ReadAllBytesAsync(file, Cancel)).AsSpan().IndexOf("secret-name"u8) < 0, file);
    }
}
