using LowCode.OData.Errors;
using LowCode.OData.Payloads;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Answers;

/// <summary>PUT and DELETE of <c>…/link/$ref</c>: sets or empties a reference of the entity before the link.</summary>
internal static class LinkAnswer
{
    public static async Task ServeAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly();
        var link = exchange.Path.Links[^1];
        using var source = exchange.At(exchange.Path with { Links = exchange.Path.Links[..^1], Kind = ResourceKind.Entity });
        var entity = source.Path.Entity;
        var target = await WriteTarget.RequireAsync(source);
        if (!Sight.Sees(source.Reader, entity, link))
            throw Refusal.NoResource(link.Name);
        var reader = new PayloadReader(source, await JsonBody.ReadAsync(exchange), entity);
        var payload = exchange.Method == HttpMethods.Delete ? reader.Clear(link.Reference!) : reader.ReadLink(link);
        await ChangeAnswer.UpdateQuietlyAsync(exchange, payload.ToInput(), target.Id, target.IfRevision, entity);
    }
}
