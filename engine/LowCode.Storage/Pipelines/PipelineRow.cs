using LowCode.Storage.Queries;

namespace LowCode.Storage.Pipelines;

/// <summary>A row on its way through a pipeline.</summary>
/// <param name="Hit">What it is.</param>
/// <param name="Position">Position of a table row among the rows of its record.</param>
/// <param name="Place">Where it stands among the others, once a step has put them in order; 0 before.</param>
internal readonly record struct PipelineRow(Hit Hit, int Position = 0, long Place = 0);

/// <summary>The order in which rows are, however they come: as a step has put them, before that by record id and position.</summary>
internal sealed class RowOrder : IComparer<PipelineRow>
{
    public static RowOrder Comparer { get; } = new();

    public int Compare(PipelineRow x, PipelineRow y)
    {
        var order = x.Place.CompareTo(y.Place);
        if (order != 0 || !x.Hit.IsRecord || !y.Hit.IsRecord)
            return order;
        order = x.Hit.Record.Id.CompareTo(y.Hit.Record.Id);
        return order != 0 ? order : x.Position.CompareTo(y.Position);
    }
}
