using LowCode.Definitions.Values;
using LowCode.Storage.Budgets;
using LowCode.Storage.Pipelines;
using LowCode.Storage.Postgres.Translation;
using LowCode.Storage.Queries;
using Npgsql;

namespace LowCode.Storage.Postgres.Querying;

/// <summary>
/// Answers a query with a pipeline. Where SQL says its beginning exactly, conditions, groups and aggregates, the database
/// folds; else the records that go in are streamed and folded here.
/// </summary>
internal sealed class PipelineRun(SnapshotReads reads, PipelineLimits limits)
{
    public async Task<QueryResult> RunAsync(Query query, CancellationToken cancel)
    {
        var pipeline = PipelineQuery.Of(query);
        if (Translate(pipeline, reads, withReplaced: false) is { } sql)
        {
            var groups = await GroupsAsync(sql, query.Budget, cancel).ConfigureAwait(false)
                ?? (await GroupsAsync(Translate(pipeline, reads, withReplaced: true)!.Value, query.Budget, cancel).ConfigureAwait(false))!;
            return await PipelineRunner.RunGroupsAsync(pipeline, groups, reads.ByIdsAsync, limits, cancel).ConfigureAwait(false);
        }
        var source = new QueryRun(reads, limits.Rows);
        var (result, _) = await source.RunAsync(
            pipeline.Source, (_, candidates) => PipelineRunner.RunAsync(pipeline, candidates, limits, cancel), cancel).ConfigureAwait(false);
        return result;
    }

    /// <summary>The pipeline's beginning in SQL, when all of that can be said.</summary>
    public static (QuerySql Source, FoldSql Fold)? Translate(PipelineQuery pipeline, SnapshotReads reads, bool withReplaced)
    {
        if (pipeline.Fold is not { } fold)
            return null;
        var source = QueryRun.Translate(pipeline.Source, reads, withReplaced);
        return source.Residual is null && source.Fold(fold) is { } sql ? (source, sql) : null;
    }

    // Null when records have been replaced since, which only the other SQL sees.
    private async Task<List<Value[]>?> GroupsAsync((QuerySql Source, FoldSql Fold) sql, QueryBudget? budget, CancellationToken cancel)
    {
        await using var connection = await reads.ConnectionAsync(cancel).ConfigureAwait(false);
        await using var batch = ReadTransaction.Begin(connection, budget, sql.Source.WantsOwnPlan);
        void Add(string text, bool all)
        {
            var command = new NpgsqlBatchCommand(text);
            sql.Source.Give(command.Parameters, all);
            batch.BatchCommands.Add(command);
        }
        Add(sql.Source.GuardSql, all: false);
        Add(sql.Source.FoldedSql(sql.Fold, limits.Groups + 1L), all: true);
        batch.BatchCommands.Add(new("COMMIT"));
        await using var reader = await batch.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        await reader.ReadAsync(cancel).ConfigureAwait(false);
        if (!sql.Source.SeesReplaced && reader.GetBoolean(0))
            return null;
        await reader.NextResultAsync(cancel).ConfigureAwait(false);
        var groups = new List<Value[]>();
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
            groups.Add(sql.Fold.Read(reader));
        return groups;
    }
}
