using LowCode.Storage.Postgres.Catalogue;

namespace LowCode.Storage.Postgres.Translation;

/// <summary>
/// Sets as they were at the snapshot's change, which is parameter $1. Mostly nothing of them has been replaced since:
/// then current records that are not younger are all there is, and indexes give them in order. Where something has, the
/// versions it replaced are added.
/// </summary>
internal sealed class Sources(Func<string, SetTable> tableOf, bool withReplaced)
{
    private readonly Dictionary<string, SetTable> _used = new(StringComparer.Ordinal);

    public bool WithReplaced => withReplaced;

    /// <summary>The set's table; noted as used.</summary>
    /// <exception cref="ArgumentException">The set has not been declared.</exception>
    public SetTable Use(string set)
    {
        var table = tableOf(set);
        _used[set] = table;
        return table;
    }

    /// <summary>The set, with the columns that are used of it, for a FROM clause.</summary>
    public string From(RecordPlace place)
    {
        var columns = string.Join(", ", place.Used);
        return $"({At(place.Table, columns, withReplaced)}) AS {place.Alias}";
    }

    /// <summary>A SELECT of some columns of a set.</summary>
    public static string At(SetTable table, string columns, bool withReplaced)
    {
        var current = $"SELECT {columns} FROM {table.Current} WHERE since <= $1";
        return withReplaced ? $"{current} UNION ALL SELECT {columns} FROM {table.Replaced} WHERE since <= $1 AND until > $1" : current;
    }

    /// <summary>Whether something of the sets has been replaced since.</summary>
    public string GuardSql() => "SELECT " + string.Join(
        " OR ", _used.Values.Select(table => $"EXISTS (SELECT 1 FROM {table.Replaced} WHERE until > $1)"));
}
