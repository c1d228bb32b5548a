using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Queries;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using LowCode.Storage.Queries;

namespace LowCode.OData.Answers;

/// <summary>One page of a set: what to ask the store for, what of it belongs on the page, and where the next one begins.</summary>
internal sealed class Page
{
    private readonly Exchange _exchange;
    private readonly EntityPlan _entity;
    private readonly CollectionQuery _asked;
    private readonly OrderValues _order;
    private readonly long? _wanted;
    private readonly long _size;
    private long _taken;
    private bool _hasMore;
    private Hit _last;

    /// <param name="exchange">The request.</param>
    /// <param name="entity">The set.</param>
    /// <param name="asked">What is asked of it.</param>
    /// <param name="room">How many it takes at most, when others are on the page already.</param>
    public Page(Exchange exchange, EntityPlan entity, CollectionQuery asked, long room = long.MaxValue)
    {
        (_exchange, _entity, _asked) = (exchange, entity, asked);
        _order = new OrderValues(asked.Order, entity.IsRows, exchange.Now, exchange.Reader);
        if (asked.Token is { } token && !_order.Accepts(token.Order))
            throw Refusal.BadRequest(ODataMessages.WrongSkipToken, "$skiptoken");
        _wanted = asked.Token is null ? asked.Top : asked.Token.Remaining;
        _size = Math.Min(_wanted ?? long.MaxValue, Math.Min(exchange.PageSize(), room));
    }

    /// <summary>True once the page has all it takes.</summary>
    public bool IsFull => _hasMore;

    /// <summary>What to ask the store: one more than the page takes, to know whether there is another page.</summary>
    public async ValueTask<Query> QueryAsync()
    {
        var filter = _asked.Filter;
        var top = _wanted <= _size ? _size : _size + 1;
        if (_asked.Token is { } token)
        {
            var after = Keyset.After(token, _asked.Order, _entity);
            filter = filter is null ? after : new And([filter, after]);
            if (_entity.IsRows)
                top += await RowsOfAsync(token.Id);
        }
        return new Query(_entity.RecordSet)
        {
            Table = _entity.Table,
            Filter = filter,
            OrderBy = _asked.Order,
            Skip = _asked.Token is null ? _asked.Skip : 0,
            Top = top,
            Count = _asked.Count && _asked.Token is null,
            Now = _exchange.Now,
        };
    }

    /// <summary>How many match in all, when that is asked: the same number on every page.</summary>
    public async ValueTask<long?> CountAsync(QueryResult first)
    {
        if (!_asked.Count)
            return null;
        if (_asked.Token is null)
            return first.Count;
        var counted = await _exchange.Reader.QueryAsync(_entity.App, _entity.Form, new Query(_entity.RecordSet)
        {
            Table = _entity.Table,
            Filter = _asked.Filter,
            Top = 0,
            Count = true,
            Now = _exchange.Now,
        }, _exchange.Cancel);
        return counted.Count;
    }

    /// <summary>The hits that belong on the page.</summary>
    public async ValueTask<ReadOnlyMemory<Hit>> TakeAsync(ReadOnlyMemory<Hit> hits)
    {
        if (_entity.IsRows && _asked.Token is not null)
            hits = await UnseenAsync(hits, _asked.Token);
        var room = (int)Math.Min(hits.Length, _size - _taken);
        _hasMore |= hits.Length > room;
        if (room == 0)
            return default;
        _taken += room;
        _last = hits.Span[room - 1];
        return hits[..room];
    }

    /// <summary>How many have been taken.</summary>
    public long Taken => _taken;

    /// <summary>Where the next page begins, or null when this was the last.</summary>
    public async ValueTask<SkipToken?> TokenAsync()
    {
        if (!_hasMore || _taken == 0 || _wanted <= _taken)
            return null;
        var position = _last.Row is null ? 0 : PositionOf(_last);
        return new SkipToken(await _order.OfAsync(_last, _exchange.Cancel), _last.Record.Id, _last.Row?.Key ?? default,
            position, _wanted - _taken);
    }

    /// <summary>Address of the next page, or null when this was the last.</summary>
    /// <param name="tracking">Another option for it, when changes are followed.</param>
    public async ValueTask<string?> NextAsync(string? tracking)
    {
        if (await TokenAsync() is not { } token)
            return null;
        var address = _exchange.Path.Address + (_exchange.Path.Kind is ResourceKind.SetReferences ? "/$ref" : "");
        return _exchange.Root + address + DeltaToken.Options(_exchange, $"$skiptoken={token.Encode()}", tracking ?? "");
    }

    // The record on which the last page ended is asked for again: its rows up to there have been seen.
    private async ValueTask<ReadOnlyMemory<Hit>> UnseenAsync(ReadOnlyMemory<Hit> hits, SkipToken token)
    {
        if (!Contains(hits, token.Id))
            return hits;
        var kept = new List<Hit>(hits.Length);
        for (var i = 0; i < hits.Length; i++)
        {
            var hit = hits.Span[i];
            if (hit.Record.Id != token.Id || !IsSeen(hit, token) || !(await _order.OfAsync(hit, _exchange.Cancel)).SequenceEqual(token.Order))
                kept.Add(hit);
        }
        return kept.ToArray();
    }

    private static bool Contains(ReadOnlyMemory<Hit> hits, Guid id)
    {
        foreach (var hit in hits.Span)
        {
            if (hit.Record.Id == id)
                return true;
        }
        return false;
    }

    // Its position, and when it is gone those before it.
    private bool IsSeen(Hit hit, SkipToken token)
    {
        var last = Rows(hit.Record.Data, 0).Select((row, position) => (row.Key, position))
            .Where(row => row.Key == token.Row).Select(row => (int?)row.position).FirstOrDefault() ?? token.Position - 1;
        return PositionOf(hit) <= last;
    }

    private int PositionOf(Hit hit) =>
        Rows(hit.Record.Data, 0).Select((row, position) => (row.Key, position)).First(row => row.Key == hit.Row!.Key).position;

    private async ValueTask<int> RowsOfAsync(Guid id) =>
        await _exchange.Reader.FindAsync(_entity.App, _entity.Form, id, _exchange.Cancel) is { } record ? Rows(record.Data, 0).Count() : 0;

    private IEnumerable<Row> Rows(Row around, int depth)
    {
        var rows = around[_entity.Table[depth]].AsRows().ToArray();
        return depth == _entity.Table.Length - 1 ? rows : rows.SelectMany(row => Rows(row, depth + 1));
    }
}
