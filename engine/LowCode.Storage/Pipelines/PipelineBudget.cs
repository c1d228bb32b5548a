using LowCode.Definitions.Messages;
using LowCode.Storage.Evaluation;

namespace LowCode.Storage.Pipelines;

/// <summary>What one run of a pipeline has used of its limits. Thread-safe.</summary>
internal sealed class PipelineBudget(PipelineLimits limits)
{
    private int _distinct;
    private int _rows;

    /// <exception cref="EvaluationException">There are more groups than there may be.</exception>
    public void CheckGroups(int groups)
    {
        if (groups > limits.Groups)
            throw new EvaluationException(StorageMessages.TooManyGroups);
    }

    /// <exception cref="EvaluationException">One more value is too many.</exception>
    public void TakeDistinct()
    {
        if (Interlocked.Increment(ref _distinct) > limits.Distinct)
            throw new EvaluationException(StorageMessages.TooManyDistinct);
    }

    /// <exception cref="EvaluationException">So many more rows are too many.</exception>
    public void TakeRows(int rows)
    {
        if (Interlocked.Add(ref _rows, rows) > limits.Rows)
            throw new EvaluationException(StorageMessages.ResultTooLarge);
    }

    public void GiveRows(int rows) => Interlocked.Add(ref _rows, -rows);
}
