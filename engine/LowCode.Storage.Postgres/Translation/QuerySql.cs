using System.Collections.Immutable;
using LowCode.Storage.Pipelines;
using LowCode.Storage.Postgres.Connections;
using LowCode.Storage.Postgres.Values;
using LowCode.Storage.Queries;
using Npgsql;

namespace LowCode.Storage.Postgres.Translation;

/// <summary>
/// A query in SQL: as much of it as can be said exactly, and what is left for the reference evaluator. Over records it
/// gives the columns of the set; over rows the record's id and the row's places in its tables, from 1.
/// </summary>
internal sealed class QuerySql
{
    private readonly Query _query;
    private readonly Translator _translator;
    private readonly RecordPlace _record;
    private readonly List<string> _rows = [];
    private readonly string _where;
    private readonly int _whereParameters;
    private readonly List<OrderKey>? _order;

    private QuerySql(Query query, long number, Translator translator, RecordPlace record)
    {
        (_query, _translator, _record) = (query, translator, record);
        translator.Parameters.AddNumber(number);
        for (var depth = 0; depth < (query.Table.IsDefault ? 0 : query.Table.Length); depth++)
            _rows.Add("t" + Database.Literal(depth));
        var scope = ScopeOf();
        var pushed = new List<string>();
        var residual = new List<Expression>();
        foreach (var conjunct in Conjuncts.Of(query.Filter))
        {
            if (translator.Condition(conjunct, scope, loose: true) is { } condition)
                pushed.Add(condition.Text);
            else
                residual.Add(conjunct);
        }
        (Pushed, Residual) = (pushed.Count, Conjuncts.All(residual));
        _where = string.Concat(pushed.Select(condition => " AND " + condition));
        _whereParameters = translator.Parameters.Count;
        _order = OrderSql.Of(translator, query.OrderBy, scope);
    }

    /// <summary>How many conditions of the filter the SQL answers.</summary>
    public int Pushed { get; }

    /// <summary>What is left of the filter; null when nothing is.</summary>
    public Expression? Residual { get; }

    /// <summary>True when the SQL gives the query's order.</summary>
    public bool InOrder => _order is not null;

    /// <summary>True when the SQL answers the query whole: filter, order, skip and top.</summary>
    public bool IsWhole => InOrder && Residual is null;

    /// <summary>What of the records it gives: everything while something is still to be tested or sorted.</summary>
    public Projection? Projection => IsWhole ? _query.Projection : null;

    /// <summary>
    /// True when the database should make a plan for these very values, which takes it some tenths of a millisecond: one for any
    /// values takes a range of texts for a two-hundredth of the table, and looks at all of it by that range when it is everything.
    /// </summary>
    public bool WantsOwnPlan => _translator.HasPrefix;

    /// <summary>Whether the answer needs versions that have been replaced since; asked in the same transaction.</summary>
    public string GuardSql => _translator.Sources.GuardSql();

    public static QuerySql Of(Query query, long number, Sources sources)
    {
        var translator = new Translator(new SqlParameters(), sources, query.Now);
        return new QuerySql(query, number, translator, new RecordPlace("a", sources.Use(query.Set)));
    }

    /// <summary>Gives a command the query's parameters; those of the filter only, or all.</summary>
    public void Give(NpgsqlParameterCollection parameters, bool all) =>
        _translator.Parameters.Give(parameters, all ? _translator.Parameters.Count : _whereParameters);

    /// <summary>True when versions that have been replaced since are among its sources.</summary>
    public bool SeesReplaced => _translator.Sources.WithReplaced;

    /// <summary>A grouping of what it finds in SQL, or null where that cannot be said exactly.</summary>
    public FoldSql? Fold(PipelineFold fold) => FoldSql.Of(_translator, fold, ScopeOf());

    /// <summary>The groups, not more than so many.</summary>
    public string FoldedSql(FoldSql fold, long most) =>
        $"SELECT {fold.List} FROM {From()} WHERE TRUE{_where}{fold.GroupBy}{Limits(0, most)}";

    public string CountSql() => $"SELECT count(*) FROM {From()} WHERE TRUE{_where}";

    /// <summary>The candidates, in order where that is possible; the page itself when the SQL answers the query whole.</summary>
    public string PageSql()
    {
        var limits = IsWhole ? Limits(_query.Skip, _query.Top) : "";
        if (_rows.Count > 0)
        {
            var places = _rows.ConvertAll(row => row + ".n");
            return $"SELECT a.id, {string.Join(", ", places)} FROM {From()} WHERE TRUE{_where}{OrderBy(_order, ["a.id", .. places])}{limits}";
        }
        var columns = _record.Table.ColumnsOf(Projection);
        if (!_translator.Sources.WithReplaced)
            return $"SELECT {columns} FROM {_record.Table.Current} AS a WHERE since <= $1{_where}{OrderBy(_order, ["a.id"])}{limits}";
        return MergedSql(columns) + limits;
    }

    /// <summary>
    /// Claims the results that nobody else has, and gives them. Rows that another claimer is looking at are passed over,
    /// not waited for; what it has claimed meanwhile is seen where the claim is written. The lease, in seconds, is the
    /// parameter after the query's.
    /// </summary>
    public string ClaimSql(string schema)
    {
        var (table, claims) = (_record.Table, schema + ".claims");
        var set = Database.Literal(table.Number);
        return $"""
            WITH due AS (
                SELECT a.id, a.revision FROM {table.Current} AS a WHERE since <= $1{_where} AND NOT EXISTS (
                    SELECT 1 FROM {claims} c WHERE c.set_number = {set} AND c.record_id = a.id AND c.revision = a.revision AND c.until > now())
                {OrderBy(_order, ["a.id"])}{Limits(0, _query.Top)} FOR UPDATE OF a SKIP LOCKED),
            taken AS (
                INSERT INTO {claims} AS c (set_number, record_id, revision, until)
                SELECT {set}, id, revision, now() + make_interval(secs => ${Database.Literal(_translator.Parameters.Count + 1)}) FROM due
                ON CONFLICT (set_number, record_id) DO UPDATE SET revision = excluded.revision, until = excluded.until
                    WHERE c.until <= now() OR c.revision <> excluded.revision
                RETURNING record_id)
            SELECT {table.Columns} FROM {table.Current} AS a WHERE id IN (SELECT record_id FROM taken){OrderBy(_order, ["a.id"])}
            """;
    }

    // Current and replaced records each in order and limited, so that indexes help both, then merged.
    private string MergedSql(string columns)
    {
        var most = IsWhole && _query.Top is { } top ? Limits(0, top + Math.Min(_query.Skip, long.MaxValue - top)) : "";
        var keys = _order?.Select((key, i) => (Name: "k" + Database.Literal(i), Key: key)).ToList();
        var names = string.Concat(keys?.Select(key => ", " + key.Name) ?? []);
        var selected = string.Concat(keys?.Select(key => $", {key.Key.Text} AS {key.Name}") ?? []);
        string Part(string table, string condition) =>
            $"(SELECT {columns}{names} FROM (SELECT a.*{selected} FROM {table} AS a WHERE {condition}{_where}{OrderBy(_order, ["a.id"])}{most}) AS a)";
        var table = _record.Table;
        var parts = $"{Part(table.Current, "since <= $1")} UNION ALL {Part(table.Replaced, "since <= $1 AND until > $1")}";
        return $"SELECT {columns} FROM ({parts}) AS a" + OrderBy(keys?.ConvertAll(key => key.Key.Named(key.Name)), ["a.id"]);
    }

    private Scope ScopeOf() => new(
        _rows.Count == 0 ? _record : new ElementPlace(_rows[^1]), _record, ImmutableDictionary<int, Place>.Empty);

    private string From()
    {
        if (!_query.Table.IsDefaultOrEmpty)
            _record.Read(FieldRef.Of(_record.Table.Set.Shape.Slots[_query.Table[0]]));
        var from = _translator.Sources.From(_record);
        for (var depth = 0; depth < _rows.Count; depth++)
        {
            var slot = ColumnNames.Slot(_query.Table[depth]);
            var rows = depth == 0 ? "a.f" + slot : $"{_rows[depth - 1]}.value -> '{slot}'";
            from += $" CROSS JOIN LATERAL jsonb_array_elements({rows}) WITH ORDINALITY AS {_rows[depth]}(value, n)";
        }
        return from;
    }

    private static string OrderBy(List<OrderKey>? keys, IEnumerable<string> ties) =>
        keys is null ? "" : " ORDER BY " + string.Join(", ", keys.Select(key => key.Sql).Concat(ties));

    private static string Limits(long skip, long? top) =>
        (top is { } most ? " LIMIT " + Database.Literal(most) : "") + (skip > 0 ? " OFFSET " + Database.Literal(skip) : "");
}
