using System.Collections.Immutable;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Pipelines;

/// <summary>
/// What a pipeline does with the records that its query finds before anything else: groups them and aggregates each
/// group. A store that can do that better than row by row gives the groups, see <see cref="PipelineQuery"/>.
/// </summary>
/// <param name="Keys">The keys; none when all rows are one group.</param>
/// <param name="Aggregates">The aggregates; none when only the different keys are wanted.</param>
public sealed record PipelineFold(ImmutableArray<NamedExpression> Keys, ImmutableArray<Aggregate> Aggregates)
{
    internal static PipelineFold? Of(PipelineStep? step) => step switch
    {
        AggregateStep aggregate => new([], aggregate.Columns),
        GroupByStep { Then: [] } group => new(group.Keys, []),
        GroupByStep { Then: [AggregateStep aggregate] } group => new(group.Keys, aggregate.Columns),
        _ => null,
    };
}
