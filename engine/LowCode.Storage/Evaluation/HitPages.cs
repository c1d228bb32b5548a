using System.Runtime.CompilerServices;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>Collects results in pages, so that a long result is no single huge array.</summary>
internal sealed class HitPages(int pageSize)
{
    private readonly List<Hit[]> _full = [];
    private Hit[] _page = [];
    private int _used;

    public long Count { get; private set; }

    public void Add(in Hit hit)
    {
        if (_used == _page.Length)
        {
            if (_used == pageSize)
            {
                _full.Add(_page);
                _page = [];
                _used = 0;
            }
            Array.Resize(ref _page, Math.Min(pageSize, Math.Max(16, _page.Length * 4)));
        }
        _page[_used++] = hit;
        Count++;
    }

    public QueryResult ToResult(long? count) => new(count, Pages());

    private async IAsyncEnumerable<ReadOnlyMemory<Hit>> Pages([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var page in _full)
        {
            cancel.ThrowIfCancellationRequested();
            yield return page;
        }
        if (_used > 0)
            yield return _page.AsMemory(0, _used);
    }
}
