using System.Collections.Immutable;
using System.Text.Json;
using LowCode.Storage.Postgres.Catalogue;
using LowCode.Storage.Queries;
using Npgsql;

namespace LowCode.Storage.Postgres.Querying;

/// <summary>Asks the database how it would answer a query, without answering it.</summary>
internal sealed class PlanReader(SnapshotReads reads)
{
    public async Task<StoreExplanation> ReadAsync(Query query, CancellationToken cancel)
    {
        var sql = QueryRun.Translate(query, reads, withReplaced: false);
        var statement = sql.PageSql();
        await using var connection = await reads.ConnectionAsync(cancel).ConfigureAwait(false);
        await using var command = new NpgsqlCommand("EXPLAIN (FORMAT JSON) " + statement, connection);
        sql.Give(command.Parameters, all: true);
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(cancel).ConfigureAwait(false))!);
        var table = reads.TableOf(query.Set);
        var names = table.Set.Indexes.DistinctBy(index => IndexSql.NameOf(table.Number, index.Fields)).ToDictionary(
            index => IndexSql.NameOf(table.Number, index.Fields), index => StoreExplanation.NameOf(index.Fields, table.Set.Shape));
        var indexes = new List<string>();
        Collect(plan.RootElement, indexes);
        return new StoreExplanation(query.Set, Conjuncts.Of(query.Filter).Count(), sql.Pushed, sql.InOrder,
            [.. indexes.Select(name => names.GetValueOrDefault(name) ?? (name.EndsWith("_pkey", StringComparison.Ordinal) ? "$id" : name)).Distinct()],
            statement);
    }

    private static void Collect(JsonElement plan, List<string> indexes)
    {
        if (plan.ValueKind == JsonValueKind.Array)
        {
            foreach (var inner in plan.EnumerateArray())
                Collect(inner, indexes);
        }
        else if (plan.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in plan.EnumerateObject())
            {
                if (property.NameEquals("Index Name"))
                    indexes.Add(property.Value.GetString()!);
                else
                    Collect(property.Value, indexes);
            }
        }
    }
}
