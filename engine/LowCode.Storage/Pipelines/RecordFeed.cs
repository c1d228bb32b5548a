using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.Pipelines;

/// <summary>Gives the records in memory that a query finds to stages; to several on several threads, each some of them.</summary>
internal sealed class RecordFeed
{
    // From here on it pays to wake another core.
    private const long Long = 20_000;

    // Runs that a thread takes at once.
    private const int Taken = 16;

    private readonly CompiledFilter? _filter;
    private readonly TableRows? _table;
    private readonly List<ReadOnlyMemory<Record>> _runs;
    private readonly CancellationToken _cancel;
    private int _next;

    public RecordFeed(Query source, QueryCandidates candidates, CancellationToken cancel)
    {
        var overRows = !source.Table.IsDefaultOrEmpty;
        _filter = candidates.Filter is { } filter ? CompiledFilter.Compile(filter, overRows) : null;
        _table = overRows ? new TableRows(source.Table) : null;
        _runs = [.. candidates.Records];
        _cancel = cancel;
        IsLong = _runs.Sum(run => (long)run.Length) >= Long;
    }

    /// <summary>True when there are so many that several threads should share them.</summary>
    public bool IsLong { get; }

    /// <summary>Gives records that nobody else has taken to a stage, until there are no more.</summary>
    /// <param name="stage">Gets them.</param>
    /// <param name="frame">Evaluates the filter; the caller's own.</param>
    public async ValueTask PushAsync(Stage stage, EvaluationFrame frame)
    {
        var batch = new RowBuffer(stage);
        while (!stage.IsDone && Interlocked.Add(ref _next, Taken) - Taken is var first && first < _runs.Count)
        {
            _cancel.ThrowIfCancellationRequested();
            for (var i = first; i < Math.Min(first + Taken, _runs.Count); i++)
                await PushAsync(_runs[i], batch, frame).ConfigureAwait(false);
        }
        await batch.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Nobody takes any more.</summary>
    public void Stop() => Volatile.Write(ref _next, int.MaxValue / 2);

    private async ValueTask PushAsync(ReadOnlyMemory<Record> run, RowBuffer batch, EvaluationFrame frame)
    {
        frame.Look(run.Length);
        for (var i = 0; i < run.Length; i++)
        {
            var record = run.Span[i];
            if (_table is null)
            {
                frame.Over(record);
                if (_filter is null || _filter.Matches(frame))
                    await batch.AddAsync(new PipelineRow(new Hit(record))).ConfigureAwait(false);
                continue;
            }
            var position = 0;
            foreach (var hit in _table.Of(record))
            {
                frame.Over(record, hit.Row!, hit.Parent);
                if (_filter is null || _filter.Matches(frame))
                    await batch.AddAsync(new PipelineRow(hit, position)).ConfigureAwait(false);
                position++;
            }
            frame.Look(position);
        }
    }
}
