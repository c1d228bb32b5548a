using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Runtime.Reading;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.OData.Queries;

/// <summary>What a hit was ordered by: the values that go into a skip token.</summary>
internal sealed class OrderValues(ImmutableArray<OrderTerm> order, bool overRows, DateTimeOffset now, RecordReader reader) : IRelatedRecords
{
    private readonly ImmutableArray<CompiledExpression> _terms = [.. order.Select(term => CompiledExpression.Compile(term.By, overRows))];
    private readonly Dictionary<(string Set, Guid Id), Record?> _known = [];
    private readonly List<(string Set, Guid Id)> _missing = [];
    private readonly Dictionary<(string Set, FieldRef Reference, Guid Id), IReadOnlyList<Record>> _referring = [];
    private readonly List<(string Set, FieldRef Reference, Guid Id)> _missingReferring = [];

    /// <summary>Whether a token's values can be values of this order.</summary>
    public bool Accepts(ImmutableArray<Value> values) => values.Zip(_terms).All(pair =>
        pair.First.IsEmpty || pair.First.Kind == pair.Second.Kind || (pair.First.IsNumber && pair.Second.Kind is ValueKind.Integer or ValueKind.Decimal));

    /// <summary>The values for a hit. Records behind references are fetched as they turn out to be needed.</summary>
    public async ValueTask<ImmutableArray<Value>> OfAsync(Hit hit, CancellationToken cancel)
    {
        var frame = new EvaluationFrame(now, this);
        while (true)
        {
            if (hit.Row is null)
                frame.Over(hit.Record);
            else
                frame.Over(hit.Record, hit.Row);
            _missing.Clear();
            _missingReferring.Clear();
            ImmutableArray<Value> values = [.. _terms.Select(term => term.Evaluate(frame))];
            if (_missing.Count + _missingReferring.Count == 0)
                return values;
            foreach (var (set, id) in _missing.ToArray())
            {
                var slash = set.IndexOf('/', StringComparison.Ordinal);
                _known[(set, id)] = await reader.FindAsync(set[..slash], set[(slash + 1)..], id, cancel);
            }
            foreach (var missed in _missingReferring.ToArray())
                _referring[missed] = await ReferringAsync(missed.Set, missed.Reference, missed.Id, cancel);
        }
    }

    Record? IRelatedRecords.Find(string set, Guid id)
    {
        if (!_known.TryGetValue((set, id), out var record))
            _missing.Add((set, id));
        return record;
    }

    IReadOnlyList<Record> IRelatedRecords.FindReferring(string set, FieldRef reference, Guid id)
    {
        if (_referring.TryGetValue((set, reference, id), out var records))
            return records;
        _missingReferring.Add((set, reference, id));
        return [];
    }

    private async ValueTask<IReadOnlyList<Record>> ReferringAsync(string set, FieldRef reference, Guid id, CancellationToken cancel)
    {
        var slash = set.IndexOf('/', StringComparison.Ordinal);
        var result = await reader.QueryAsync(set[..slash], set[(slash + 1)..], new Query(set)
        {
            Filter = new Compare(ComparisonOperator.Equal, new Field(reference), new Constant(Value.Of(id))),
            Now = now,
        }, cancel);
        var records = new List<Record>();
        await foreach (var page in result.Pages.WithCancellation(cancel))
        {
            foreach (var hit in page.Span)
                records.Add(hit.Record);
        }
        return records;
    }
}
