using System.Numerics;
using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Pipelines;

/// <summary>Keeps the rows with the highest or lowest values, in their order.</summary>
internal sealed class RankStage(RankStep step, ValueFunction by, PipelineRun run, Stage next) : Stage
{
    private readonly ValueFunction[] _by = [by];
    private readonly RowBuffer _next = new(next);
    private readonly KeptRows _kept = new(
        [step.Highest], step.Measure is RankMeasure.Count ? (long)Math.Min(step.Limit, int.MaxValue) : long.MaxValue, run.Budget);
    private Value[] _values = [];

    public override async ValueTask PushAsync(ReadOnlyMemory<PipelineRow> rows)
    {
        if (_values.Length < rows.Length)
            _values = new Value[rows.Length];
        await run.Evaluation.ValuesAsync(rows, _by, _values).ConfigureAwait(false);
        for (var i = 0; i < rows.Length; i++)
            _kept.Add(rows.Span[i], _values.AsSpan(i, 1));
    }

    public override async ValueTask FinishAsync()
    {
        var sorted = _kept.Sorted();
        if (step.Measure is not RankMeasure.Count)
            sorted.RemoveRange(Needed(sorted), sorted.Count - Needed(sorted));
        foreach (var row in sorted.Select(keyed => keyed.Row).Order(RowOrder.Comparer))
            await _next.AppendAsync(row.Hit, row.Position).ConfigureAwait(false);
        _kept.Clear();
        await _next.FinishAsync().ConfigureAwait(false);
    }

    // How many of the sorted rows it takes to reach the limit.
    private int Needed(List<KeyedRow> sorted)
    {
        var limit = Digits(Value.Of(step.Limit));
        if (step.Measure is RankMeasure.Percent)
        {
            var all = new ExactSum();
            foreach (var row in sorted)
                all.Add(row.Key[0]);
            // In hundredths of places, so that nothing is rounded.
            limit = all.ToDigits() * limit;
        }
        var scale = step.Measure is RankMeasure.Percent ? 100 * BigInteger.Pow(10, ExactDecimal.MostPlaces) : 1;
        BigInteger sum = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            if (sum * scale >= limit)
                return i;
            sum += Digits(sorted[i].Key[0]);
        }
        return sorted.Count;
    }

    private static BigInteger Digits(in Value value)
    {
        var sum = new ExactSum();
        sum.Add(value);
        return sum.ToDigits();
    }
}
