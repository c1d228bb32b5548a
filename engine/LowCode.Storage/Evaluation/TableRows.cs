using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.Evaluation;

/// <summary>The rows of a table, or of a table in its rows, one after another in their order.</summary>
internal sealed class TableRows(ImmutableArray<int> path)
{
    public IEnumerable<Hit> Of(Record record) => Below(record, record.Data, null, 0);

    private IEnumerable<Hit> Below(Record record, Row around, Row? parent, int depth)
    {
        var value = around[path[depth]];
        if (value.IsEmpty)
            yield break;
        var count = value.AsRows().Length;
        for (var i = 0; i < count; i++)
        {
            var row = value.AsRows()[i];
            if (depth == path.Length - 1)
            {
                yield return new Hit(record, row, parent);
                continue;
            }
            foreach (var hit in Below(record, row, row, depth + 1))
                yield return hit;
        }
    }
}
