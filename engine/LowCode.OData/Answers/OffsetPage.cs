using LowCode.OData.Queries.Pipelines;
using LowCode.OData.Serving;
using LowCode.Storage.Queries;

namespace LowCode.OData.Answers;

/// <summary>One page of a result whose rows have no identity: from which row on, and how many.</summary>
internal sealed class OffsetPage
{
    private readonly Exchange _exchange;
    private readonly long _offset;
    private readonly long? _wanted;
    private readonly long _size;
    private long _taken;
    private bool _hasMore;

    public OffsetPage(Exchange exchange, OffsetToken? token)
    {
        _exchange = exchange;
        _offset = token?.Offset ?? exchange.Options.Number("$skip") ?? 0;
        _wanted = token is null ? exchange.Options.Number("$top") : token.Remaining;
        _size = Math.Min(_wanted ?? long.MaxValue, exchange.PageSize());
    }

    /// <summary>How many rows are before it.</summary>
    public long Skip => _offset;

    /// <summary>How many rows are asked for: one more than it takes, to know whether there is another page.</summary>
    public long Top => _wanted <= _size ? _size : _size + 1;

    /// <summary>The query for it.</summary>
    public Query Of(Query query) => query with { Skip = Skip, Top = Top };

    /// <summary>The rows that belong on it.</summary>
    public ReadOnlyMemory<T> Take<T>(ReadOnlyMemory<T> rows)
    {
        var room = (int)Math.Min(rows.Length, _size - _taken);
        _hasMore |= rows.Length > room;
        _taken += room;
        return rows[..room];
    }

    /// <summary>Address of the next page, or null when this was the last.</summary>
    public string? Next()
    {
        if (!_hasMore || _taken == 0 || _wanted <= _taken)
            return null;
        var token = new OffsetToken(_offset + _taken, _wanted - _taken);
        var options = _exchange.Options.All.Where(option => option.Key is not ("$skip" or "$top" or "$skiptoken"))
            .Select(option => $"{option.Key}={Uri.EscapeDataString(option.Value)}").Append($"$skiptoken={token.Encode()}");
        return $"{_exchange.Root}{_exchange.Path.Address}?{string.Join('&', options)}";
    }
}
