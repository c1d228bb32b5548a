using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Queries;
using LowCode.OData.Serving;
using LowCode.OData.Syntax;
using LowCode.OData.Writing;
using LowCode.Runtime.Annexes;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.OData.Answers;

/// <summary>
/// Fetches what a page is written with: what expanded links lead to, each target once however many link to it, those that
/// refer to its entities, what is computed for them, and the versions by which decisions were taken.
/// </summary>
internal static class Expansions
{
    // As many ids as an index is asked for at once.
    private const int Batch = 1000;

    /// <summary>Fetches for some entities what the plan writes beside them: one query a link for every thousand of them.</summary>
    public static async ValueTask FetchAsync(
        Exchange exchange, WritePlan plan, ProjectionTree tree, ReadOnlyMemory<Hit> hits, WriteContext context)
    {
        if (plan.Computed.Length > 0)
            await Computations.ComputeAsync(exchange, plan, tree, hits, context);
        for (var i = 0; plan.Options.Can && i < hits.Length; i++)
            context.KeepCan(hits.Span[i].Record, await exchange.Reader.ActionsAsync(hits.Span[i].Record, exchange.Cancel));
        for (var i = 0; plan.Explains && i < hits.Length; i++)
            await FetchFormAsync(exchange, hits.Span[i], context);
        if (tree.Chooses)
            await new Choices(exchange, context).ChooseAsync(plan.Entity, tree, hits);
        foreach (var link in plan.Links)
        {
            var expansion = tree.Expanded[link.Link];
            var found = link is ReverseStep reverse
                ? await ReferringAsync(exchange, reverse, expansion, hits, context)
                : await TargetsAsync(exchange, (LinkStep)link, hits, context);
            if (found.Length > 0 && (link.Target.Fetches || expansion.Tree.Chooses))
                await FetchAsync(exchange, link.Target, expansion.Tree, found, context);
        }
    }

    private static async ValueTask<Hit[]> TargetsAsync(Exchange exchange, LinkStep link, ReadOnlyMemory<Hit> hits, WriteContext context)
    {
        var target = link.Target.Entity;
        var wanted = new HashSet<Guid>();
        foreach (var hit in hits.Span)
        {
            if (link.NeedsFetch(hit, out var id) && !context.Knows(target.RecordSet, id))
                wanted.Add(id);
        }
        foreach (var ids in wanted.Chunk(Batch))
        {
            foreach (var id in ids)
                context.Keep(target.RecordSet, id, null);
            Charge(exchange, context, ids.Length);
            var result = await exchange.Reader.QueryAsync(target.App, target.Form, new Query(target.RecordSet)
            {
                Filter = new In(new Field(FieldRef.Of(SystemField.Id)), Values(ids)),
                Now = exchange.Now,
            }, link.Target.Reads, exchange.Cancel);
            await foreach (var page in result.Pages.WithCancellation(exchange.Cancel))
            {
                foreach (var hit in page.Span)
                    context.Keep(target.RecordSet, hit.Record.Id, hit.Record);
            }
        }
        // Rows of one record may each have a copy of it, and each is written.
        var (found, seen) = (new List<Hit>(), new HashSet<Record>(ReferenceEqualityComparer.Instance));
        foreach (var hit in hits.Span)
        {
            if (link.Find(hit, context) is { } record && seen.Add(record))
                found.Add(new Hit(record));
        }
        return [.. found];
    }

    private static async ValueTask<Hit[]> ReferringAsync(
        Exchange exchange, ReverseStep link, Expansion expansion, ReadOnlyMemory<Hit> hits, WriteContext context)
    {
        var (target, wanted, found) = (link.Target.Entity, new HashSet<Guid>(), new List<Hit>());
        foreach (var hit in hits.Span)
        {
            if (!context.Knows(link, hit.Record.Id))
                wanted.Add(hit.Record.Id);
        }
        var reference = new Field(((ReverseProperty)expansion.Link).Reference.Ref);
        foreach (var ids in wanted.Chunk(Batch))
        {
            var linked = ids.ToDictionary(id => id, _ => (Hits: new List<Hit>(), Count: 0L));
            var referring = new In(reference, Values(ids));
            var result = await exchange.Reader.QueryAsync(target.App, target.Form, new Query(target.RecordSet)
            {
                Filter = expansion.Filter is { } filter ? new And([referring, filter]) : referring,
                OrderBy = expansion.Order,
                Now = exchange.Now,
            }, link.Target.Reads, exchange.Cancel);
            await foreach (var page in result.Pages.WithCancellation(exchange.Cancel))
            {
                for (var i = 0; i < page.Length; i++)
                {
                    var hit = page.Span[i];
                    var id = hit.Record.Data[link.Reference].AsId();
                    var (those, count) = linked[id];
                    linked[id] = (those, count + 1);
                    if (expansion.Suffix is ItemSuffix.Count || count < expansion.Skip || those.Count >= (expansion.Top ?? long.MaxValue))
                        continue;
                    Charge(exchange, context, 1);
                    those.Add(hit);
                    found.Add(hit);
                }
            }
            foreach (var (id, (those, count)) in linked)
                context.Keep(link, id, new LinkedHits(those, count));
        }
        return [.. found];
    }

    // Everything that a page needs is in memory while it is written.
    private static void Charge(Exchange exchange, WriteContext context, int count)
    {
        context.Kept += count;
        if (context.Kept > exchange.Limits.MostExpanded)
            throw Refusal.BadRequest(ODataMessages.TooMuchExpanded, "$expand", ("limit", exchange.Limits.MostExpanded));
    }

    private static ImmutableArray<Value> Values(Guid[] ids) => [.. ids.Select(Value.Of)];

    /// <summary>The versions by which the record's decisions were taken, when it has any.</summary>
    public static async ValueTask FetchFormAsync(Exchange exchange, Hit hit, WriteContext context)
    {
        if (!DecisionsStep.HasDecisions(hit))
            return;
        foreach (var version in RecordAnnex.DecidedBy(hit.Record))
        {
            if (!context.KnowsFormOf(hit.Record.Set, version))
                context.KeepFormOf(hit.Record.Set, version, await exchange.Reader.FormOfAsync(hit.Record.Set, version));
        }
    }
}
