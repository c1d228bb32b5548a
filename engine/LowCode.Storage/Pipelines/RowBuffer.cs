using LowCode.Storage.Queries;

namespace LowCode.Storage.Pipelines;

/// <summary>Gathers rows into batches for the next stage.</summary>
internal sealed class RowBuffer(Stage next)
{
    private const int BatchSize = 1024;

    private PipelineRow[] _rows = new PipelineRow[16];
    private int _used;
    private long _place;

    /// <summary>Adds a row as it is.</summary>
    public ValueTask AddAsync(in PipelineRow row)
    {
        if (_used == _rows.Length)
            Array.Resize(ref _rows, Math.Min(BatchSize, _rows.Length * 4));
        _rows[_used++] = row;
        return _used == BatchSize ? FlushAsync() : default;
    }

    /// <summary>Adds a row behind those before.</summary>
    public ValueTask AppendAsync(in Hit hit, int position) => AddAsync(new PipelineRow(hit, position, ++_place));

    public async ValueTask FlushAsync()
    {
        if (_used == 0)
            return;
        var rows = _rows.AsMemory(0, _used);
        _used = 0;
        await next.PushAsync(rows).ConfigureAwait(false);
    }

    public async ValueTask FinishAsync()
    {
        await FlushAsync().ConfigureAwait(false);
        await next.FinishAsync().ConfigureAwait(false);
    }
}
