using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Runtime.Reading;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries;

/// <summary>What a hit was ordered by: the values that go into a skip token.</summary>
internal sealed class OrderValues(ImmutableArray<OrderTerm> order, bool overRows, DateTimeOffset now, RecordReader reader)
{
    private readonly ImmutableArray<CompiledExpression> _terms = [.. order.Select(term => CompiledExpression.Compile(term.By, overRows))];
    private readonly RelatedCache _related = RelatedRecords.Of(reader, now);

    /// <summary>Whether a token's values can be values of this order.</summary>
    public bool Accepts(ImmutableArray<Value> values) => values.Zip(_terms).All(pair =>
        pair.First.IsEmpty || pair.First.Kind == pair.Second.Kind || (pair.First.IsNumber && pair.Second.Kind is ValueKind.Integer or ValueKind.Decimal));

    /// <summary>The values for a hit. Records behind references are fetched as they turn out to be needed.</summary>
    public async ValueTask<ImmutableArray<Value>> OfAsync(Hit hit, CancellationToken cancel)
    {
        var frame = new EvaluationFrame(now, _related, reader.Budget);
        while (true)
        {
            if (hit.Row is null)
                frame.Over(hit.Record);
            else
                frame.Over(hit.Record, hit.Row, hit.Parent);
            ImmutableArray<Value> values = [.. _terms.Select(term => term.Evaluate(frame))];
            if (!_related.HasMissed)
                return values;
            await _related.LoadAsync(cancel);
        }
    }
}
