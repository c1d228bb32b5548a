using LowCode.OData.Model;
using LowCode.OData.Queries;
using LowCode.OData.Serving;
using LowCode.Runtime.Reading;
using LowCode.Storage.Queries;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Answers;

/// <summary>
/// Following the changes of a set (OData Protocol 4.01, 11.3), from the first page of its query on. What cannot be followed
/// (rows of tables, expanded links, conditions over other records or the time, a part of the results) has no delta link.
/// </summary>
/// <param name="exchange">The request.</param>
/// <param name="entity">The set.</param>
/// <param name="window">What the client holds once it has this page.</param>
internal sealed class Tracking(Exchange exchange, EntityPlan entity, DeltaWindow window)
{
    /// <summary>The tracking that the client prefers, or goes on with on a later page; null when there is none.</summary>
    public static Tracking? Of(Exchange exchange, EntityPlan entity, CollectionQuery asked)
    {
        if (!CanFollow(exchange, entity, asked))
            return null;
        if (exchange.Options["$deltatoken"] is not null)
            return new Tracking(exchange, entity, DeltaToken.Read(exchange, entity).Window with { Ceiling = exchange.Reader.LastChange });
        if (!exchange.Prefer.TrackChanges || asked.Token is not null)
            return null;
        exchange.Http.Response.Headers.Append("Preference-Applied", "track-changes");
        return new Tracking(exchange, entity, DeltaWindow.At(exchange.Reader.LastChange));
    }

    /// <summary>Whether the changes of a query's results can be told.</summary>
    public static bool CanFollow(Exchange exchange, EntityPlan entity, CollectionQuery asked) =>
        !entity.IsRows && exchange.Reader.CanFollow(entity.App, entity.Form) && asked.Tree.Expanded.Count == 0 && asked.Tree.Values.IsEmpty && asked.Skip == 0 && asked.Top is null
        && !asked.Filter.Contains(part => part is Related or Referring or Call { Function: Function.Now });

    /// <summary>The token, for the links to the next page and to the changes.</summary>
    public string Token => "$deltatoken=" + new DeltaToken(window).Encode(exchange, entity);

    /// <summary>Address of what changes from here on.</summary>
    public string Link => exchange.Root + exchange.Path.Address + DeltaToken.Options(exchange, Token);
}
