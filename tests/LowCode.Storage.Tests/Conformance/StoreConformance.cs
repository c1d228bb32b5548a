using LowCode.Storage.Changes;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.Tests.Conformance;

/// <summary>What every store must do. A store's test project derives from it and changes nothing.</summary>
public abstract partial class StoreConformance(ITestOutputHelper output) : IAsyncLifetime
{
    private StoreHome _home = null!;
    private IRecordStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected ITestOutputHelper Output => output;

    protected abstract StoreHome NewHome();

    public async ValueTask InitializeAsync()
    {
        _home = NewHome();
        _store = await _home.OpenAsync();
        await _store.DeclareAsync([Samples.Visit, Samples.Site], Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _home.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task ReopenAsync(params RecordSet[] sets)
    {
        await _store.DisposeAsync();
        _store = await _home.OpenAsync();
        await _store.DeclareAsync(sets.Length > 0 ? sets : [Samples.Visit, Samples.Site], Cancel);
    }

    private Task<CommitResult> CommitAsync(params IEnumerable<RecordWrite> writes) =>
        _store.CommitAsync(Samples.Batch(writes), Cancel);

    private async Task<Record?> FindAsync(string set, Guid id)
    {
        using var snapshot = _store.Snapshot();
        return await snapshot.FindAsync(set, id, Cancel);
    }

    private async Task<(List<Hit> Hits, long? Count)> QueryAsync(Query query)
    {
        using var snapshot = _store.Snapshot();
        return await QueryAsync(snapshot, query);
    }

    private static async Task<(List<Hit> Hits, long? Count)> QueryAsync(IStoreSnapshot snapshot, Query query)
    {
        var result = await snapshot.QueryAsync(query, Cancel);
        var hits = new List<Hit>();
        await foreach (var page in result.Pages.WithCancellation(Cancel))
        {
            Assert.False(page.IsEmpty);
            hits.AddRange(page.ToArray());
        }
        return (hits, result.Count);
    }

    private static void AssertSame(Record expected, Record? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected with { Data = actual.Data, Annex = default }, actual with { Annex = default });
        Assert.Equal(expected.Data, actual.Data);
        Assert.True(expected.Annex.Span.SequenceEqual(actual.Annex.Span));
        Assert.True(actual.Data.IsFrozen);
    }
}
