using LowCode.OData.Serving;
using LowCode.OData.Writing;
using LowCode.Runtime.Annexes;
using LowCode.Storage.Queries;

namespace LowCode.OData.Answers;

/// <summary>
/// Fetches what a page is written with: what expanded links lead to, each target once however many link to it, and the
/// versions by which decisions were taken.
/// </summary>
internal static class Expansions
{
    public static async ValueTask FetchAsync(Exchange exchange, WritePlan plan, ReadOnlyMemory<Hit> hits, WriteContext context)
    {
        for (var i = 0; plan.Explains && i < hits.Length; i++)
            await FetchFormAsync(exchange, hits.Span[i], context);
        foreach (var link in plan.Links)
        {
            var target = link.Target.Entity;
            var found = new List<Hit>();
            var seen = new HashSet<Guid>();
            for (var i = 0; i < hits.Length; i++)
            {
                var hit = hits.Span[i];
                if (link.NeedsFetch(hit, out var id) && !context.Knows(target.RecordSet, id))
                    context.Keep(target.RecordSet, id, await exchange.Reader.FindAsync(target.App, target.Form, id, exchange.Cancel));
                if (link.Target.Links.Length > 0 && link.Find(hit, context) is { } record && seen.Add(record.Id))
                    found.Add(new Hit(record));
            }
            if (found.Count > 0)
                await FetchAsync(exchange, link.Target, found.ToArray(), context);
        }
    }

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
