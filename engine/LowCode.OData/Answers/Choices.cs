using LowCode.Definitions.Values;
using LowCode.OData.Model;
using LowCode.OData.Queries;
using LowCode.OData.Serving;
using LowCode.OData.Writing;
using LowCode.Runtime.Annexes;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.OData.Answers;

/// <summary>Chooses, before entities are written, which members of their collections are: the options within $select.</summary>
internal sealed class Choices(Exchange exchange, WriteContext context)
{
    private readonly RelatedCache _related = RelatedRecords.Of(exchange.Reader, exchange.Now);
    private readonly Dictionary<MemberOptions, (CompiledFilter? Filter, (CompiledExpression By, bool Descending)[] Order)> _compiled =
        new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<MemberOptions, CompiledMembers> _lists = new(ReferenceEqualityComparer.Instance);

    /// <summary>Chooses for some entities of a type.</summary>
    public async ValueTask ChooseAsync(TypePlan type, ProjectionTree tree, ReadOnlyMemory<Hit> hits)
    {
        for (var i = 0; i < hits.Length; i++)
            await ChooseAsync(type, tree, hits.Span[i]);
    }

    private async ValueTask ChooseAsync(TypePlan type, ProjectionTree tree, Hit hit)
    {
        foreach (var (name, inside) in tree.Selected ?? [])
        {
            if (inside.Chooses && type.Find(name) is { } property)
                await ChooseAsync(property, inside, hit);
        }
    }

    /// <summary>Chooses among the members of one property.</summary>
    public async ValueTask ChooseAsync(PropertyPlan property, ProjectionTree tree, Hit hit)
    {
        switch (property)
        {
            case GroupProperty group: await ChooseAsync(group.Type, tree, hit); break;
            case TableProperty table: await InTableAsync(table, tree, hit); break;
            case SlotProperty slot: await InListAsync((hit.Row ?? hit.Record.Data)[slot.Slot], slot.Slot.Index, tree.Members!, hit); break;
            case DecisionsProperty: await InListAsync(DecisionRows.In(hit.Record), DecisionsStep.Slot, tree.Members!, hit); break;
            default: break;
        }
    }

    private async ValueTask InTableAsync(TableProperty table, ProjectionTree tree, Hit hit)
    {
        var around = hit.Row ?? hit.Record.Data;
        var rows = around[table.Slot].AsRows().ToArray();
        var positions = Enumerable.Range(0, rows.Length).ToArray();
        if (tree.Members is { } options)
        {
            var chosen = await MatchingAsync(options, hit, rows);
            positions = Cut(chosen, options);
            context.Choose(around, table.Slot.Index, new ChosenMembers(positions, chosen.Length));
        }
        foreach (var at in positions)
            await ChooseAsync(table.Row, tree, new Hit(hit.Record, rows[at], hit.Row));
    }

    private async ValueTask InListAsync(Value list, int slot, MemberOptions options, Hit hit)
    {
        if (!_lists.TryGetValue(options, out var members))
            members = _lists[options] = CompiledMembers.Compile(options.Filter, options.Order);
        var chosen = await RelatedRecords.EvaluateAsync(
            exchange.Reader, exchange.Now, frame => members.Choose(frame, list), exchange.Cancel);
        context.Choose(hit.Row ?? hit.Record.Data, slot, new ChosenMembers(Cut(chosen, options), chosen.Length));
    }

    private async ValueTask<int[]> MatchingAsync(MemberOptions options, Hit hit, Row[] rows)
    {
        if (!_compiled.TryGetValue(options, out var compiled))
        {
            compiled = _compiled[options] = (
                options.Filter is { } filter ? CompiledFilter.Compile(filter, overRows: true) : null,
                [.. options.Order.Select(term => (CompiledExpression.Compile(term.By, overRows: true), term.Descending))]);
        }
        var frame = new EvaluationFrame(exchange.Now, _related, exchange.Budget);
        while (true)
        {
            var matching = new List<(int Position, Value[] Keys)>();
            for (var i = 0; i < rows.Length; i++)
            {
                frame.Over(hit.Record, rows[i], hit.Row);
                if (compiled.Filter is null || compiled.Filter.Matches(frame))
                    matching.Add((i, [.. compiled.Order.Select(term => term.By.Evaluate(frame))]));
            }
            if (!_related.HasMissed)
                return Sorted(matching, compiled.Order);
            await _related.LoadAsync(exchange.Cancel);
        }
    }

    private static int[] Sorted(List<(int Position, Value[] Keys)> rows, (CompiledExpression By, bool Descending)[] order)
    {
        rows.Sort((left, right) =>
        {
            for (var i = 0; i < order.Length; i++)
            {
                var compared = Value.Compare(left.Keys[i], right.Keys[i]);
                if (compared != 0)
                    return order[i].Descending ? -compared : compared;
            }
            return left.Position.CompareTo(right.Position);
        });
        return [.. rows.Select(row => row.Position)];
    }

    private static int[] Cut(int[] positions, MemberOptions options)
    {
        var skip = (int)Math.Min(options.Skip, positions.Length);
        return positions[skip..(skip + (int)Math.Min(options.Top ?? int.MaxValue, positions.Length - skip))];
    }
}
