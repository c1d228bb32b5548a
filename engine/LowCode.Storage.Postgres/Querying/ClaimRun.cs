using LowCode.Storage.Evaluation;
using LowCode.Storage.Postgres.Catalogue;
using LowCode.Storage.Postgres.Connections;
using LowCode.Storage.Postgres.Translation;
using LowCode.Storage.Postgres.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;
using Npgsql;

namespace LowCode.Storage.Postgres.Querying;

/// <summary>Claims records among all nodes, by the database's clock.</summary>
internal sealed class ClaimRun(Database database, Func<string, SetTable> tableOf)
{
    public async Task<IReadOnlyList<Record>> RunAsync(Query query, TimeSpan lease, CancellationToken cancel)
    {
        query.CheckClaims();
        QueryRunner.Check(query);
        var sql = QuerySql.Of(query, long.MaxValue, new Sources(tableOf, withReplaced: false));
        if (!sql.IsWhole)
            throw new NotSupportedException("Records are claimed by conditions and an order that the database knows.");
        await using var connection = await database.ReaderAsync(cancel).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(sql.ClaimSql(database.Schema), connection);
        sql.Give(command.Parameters, all: true);
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = lease.TotalSeconds });
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        var set = tableOf(query.Set).Set;
        var claimed = new List<Record>();
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
            claimed.Add(RecordReader.Read(reader, set));
        return claimed;
    }
}
