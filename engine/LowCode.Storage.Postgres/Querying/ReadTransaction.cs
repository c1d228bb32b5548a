using LowCode.Storage.Budgets;
using LowCode.Storage.Postgres.Connections;
using Npgsql;

namespace LowCode.Storage.Postgres.Querying;

/// <summary>The transaction that a query is answered in.</summary>
internal static class ReadTransaction
{
    // The database ends what nobody has cancelled, because the node that asked is gone; the driver gives up behind that.
    private const int Grace = 5;

    /// <summary>A batch that begins it. The database itself ends statements in it that take longer than the budget's time.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="budget">The query's budget.</param>
    /// <param name="ownPlan">True when statements are planned for the values that they get, even if the same have been asked with others.</param>
    public static NpgsqlBatch Begin(NpgsqlConnection connection, QueryBudget? budget, bool ownPlan = false)
    {
        var batch = new NpgsqlBatch(connection) { BatchCommands = { new("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") } };
        if (TimeoutOf(budget) is { } timeout)
        {
            batch.Timeout = timeout;
            batch.BatchCommands.Add(new($"SET LOCAL statement_timeout = '{Database.Literal(timeout - Grace)}s'"));
        }
        if (ownPlan)
            batch.BatchCommands.Add(new("SET LOCAL plan_cache_mode = force_custom_plan"));
        return batch;
    }

    /// <summary>Seconds after which the driver gives a statement up; null for its own.</summary>
    public static int? TimeoutOf(QueryBudget? budget) =>
        budget is null ? null : (int)Math.Clamp(Math.Ceiling(budget.Time.TotalSeconds), 1, 24 * 60 * 60) + (2 * Grace);
}
