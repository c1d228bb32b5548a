using System.Collections.Immutable;

namespace LowCode.Storage.Queries;

/// <summary>What expressions can read at one place of a pipeline. Immutable.</summary>
/// <param name="OverRows">True when the query is over table rows.</param>
/// <param name="HasRecord">True while every row still is a record or table row; false behind a grouping.</param>
/// <param name="Columns">What has been computed, by index.</param>
public sealed record PipelineLayout(bool OverRows, bool HasRecord, ImmutableArray<ComputedColumn> Columns)
{
    /// <summary>The start of a query's pipeline.</summary>
    public static PipelineLayout Start(Query query) => new(!query.Table.IsDefaultOrEmpty, HasRecord: true, []);

    /// <summary>The column with a name, or null.</summary>
    public ComputedField? Find(string name)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            if (string.Equals(Columns[i].Name, name))
                return new ComputedField(i, Columns[i].Kind);
        }
        return null;
    }
}
