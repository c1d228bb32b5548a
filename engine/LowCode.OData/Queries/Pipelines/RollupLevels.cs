using System.Collections.Immutable;
using LowCode.OData.Syntax;

namespace LowCode.OData.Queries.Pipelines;

/// <summary>
/// What groupby with rollup stands for (OData Data Aggregation 4.0): groupings on every level, one after another, the finest
/// first. Of several rollups every level of one is combined with every level of the others.
/// </summary>
internal static class RollupLevels
{
    private const int Most = 64;

    public static ImmutableArray<ImmutableArray<ApplyNode>> Of(GroupByNode node, Clause clause)
    {
        var levels = ImmutableArray.Create(node.Keys);
        foreach (var rollup in node.Rollups)
        {
            var count = rollup.Levels.Length + (rollup.IsOfAll ? 1 : 0);
            if (levels.Length * (long)count > Most)
                throw clause.TooDeep();
            levels = [.. from keys in levels from cut in Enumerable.Range(0, count) select keys.AddRange(rollup.Levels[..^cut])];
        }
        return [.. levels.Select(keys => Grouping(node, keys, clause))];
    }

    // Everything together is no group: what is done with groups is done with all there is.
    private static ImmutableArray<ApplyNode> Grouping(GroupByNode node, ImmutableArray<SyntaxNode> keys, Clause clause)
    {
        if (!keys.IsEmpty)
            return [node with { Keys = keys, Rollups = [] }];
        return node.Then.IsEmpty ? throw clause.NotSupported("rollup($all)") : node.Then;
    }
}
