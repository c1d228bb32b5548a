using LowCode.OData.Answers;
using LowCode.OData.Batches;
using LowCode.OData.Errors;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData;

/// <summary>Gives a request to what answers it, by what its path leads to and by its method.</summary>
internal static class Dispatcher
{
    public static Task ServeAsync(Exchange exchange)
    {
        var method = exchange.Method == HttpMethods.Head ? HttpMethods.Get : exchange.Method;
        var path = exchange.Path;
        var writable = path is { IsWhole: true, IsReadOnly: false, Set: { IsReadOnly: false, IsRows: false } } && path.Links.All(link => !link.Target.IsReadOnly);
        switch (path.Kind, method)
        {
            case (ResourceKind.Service, "GET"): return ServiceAnswer.ServeDocumentAsync(exchange);
            case (ResourceKind.Metadata, "GET"): return ServiceAnswer.ServeMetadataAsync(exchange);
            case (ResourceKind.OpenApi, "GET"): return ServiceAnswer.ServeOpenApiAsync(exchange);
            case (ResourceKind.Batch, "POST"): return BatchAnswer.ServeAsync(exchange);
            case (ResourceKind.Me, "GET"): return ServiceAnswer.ServeMeAsync(exchange);
            case (ResourceKind.Attachments, _): return AttachmentAnswer.UploadAsync(exchange);
            case (ResourceKind.CrossJoin, "GET"): return CrossJoinAnswer.ServeAsync(exchange);
            case (ResourceKind.All, "GET"): return AllAnswer.ServeAsync(exchange);
            case (ResourceKind.Set, "GET") when IsDelta(exchange): return DeltaAnswer.ServeAsync(exchange);
            case (ResourceKind.SetCount, "GET") when IsDelta(exchange): return DeltaAnswer.ServeCountAsync(exchange);
            case (ResourceKind.Set, "GET"): return CollectionAnswer.ServeAsync(exchange);
            case (ResourceKind.SetReferences, "GET"): return CollectionAnswer.ServeReferencesAsync(exchange);
            case (ResourceKind.SetCount, "GET"): return CollectionAnswer.ServeCountAsync(exchange);
            case (ResourceKind.Entity, "GET"): return EntityAnswer.ServeAsync(exchange);
            case (ResourceKind.Reference, "GET"): return EntityAnswer.ServeReferenceAsync(exchange);
            case (ResourceKind.Property, "GET"): return PropertyAnswer.ServeAsync(exchange);
            case (ResourceKind.Value, "GET"): return PropertyAnswer.ServeValueAsync(exchange);
            case (ResourceKind.PropertyCount, "GET"): return PropertyAnswer.ServeCountAsync(exchange);
            case (ResourceKind.Operation, _): return OperationAnswer.ServeAsync(exchange);
            case (ResourceKind.Set, "POST") when writable: return CreateAnswer.ServeAsync(exchange);
            case (ResourceKind.Set, "PATCH") when writable: return DeltaUpdateAnswer.ServeAsync(exchange);
            case (ResourceKind.Set, "POST") when IsLinkBack(path): return LinkBackAnswer.CreateAsync(exchange);
            case (ResourceKind.SetReferences, "POST") when IsLinkBack(path): return LinkBackAnswer.AddAsync(exchange);
            case (ResourceKind.SetReferences or ResourceKind.Reference, "DELETE") when IsLinkBack(path): return LinkBackAnswer.RemoveAsync(exchange);
            case (ResourceKind.Each, "PATCH" or "DELETE") when path.Set is { IsReadOnly: false, IsRows: false }: return EachAnswer.ServeAsync(exchange);
            case (ResourceKind.Entity, "PATCH" or "PUT") when writable: return ChangeAnswer.ServeAsync(exchange);
            case (ResourceKind.Entity, "DELETE") when writable: return DeleteAnswer.ServeAsync(exchange);
            case (ResourceKind.Reference, "PUT" or "DELETE") when IsLink(path): return LinkAnswer.ServeAsync(exchange);
            case (ResourceKind.Property, "PATCH" or "PUT" or "DELETE") when writable: return ChangePropertyAnswer.ServeAsync(exchange);
            case (ResourceKind.Value, "PUT" or "DELETE") when writable: return ChangePropertyAnswer.ServeValueAsync(exchange);
            default: throw Refusal.WrongMethod(exchange.Method, Allowed(path, writable));
        }
    }

    // With a $skiptoken as well it is a page of the query whose changes are going to be followed.
    private static bool IsDelta(Exchange exchange) => exchange.Path.Via is null && exchange.Options["$deltatoken"] is not null && exchange.Options["$skiptoken"] is null;

    private static bool IsLinkBack(ResourcePath path) =>
        path is { Via: not null, Conditions.IsEmpty: true, Links.IsEmpty: true, Set: { IsReadOnly: false, IsRows: false } };

    // $ref changes the entity that has the link, not the one it leads to.
    private static bool IsLink(ResourcePath path) =>
        path is { Via: null, Set: { IsReadOnly: false, IsRows: false }, Links: [.., { Reference: not null }] }
        && path.Links[..^1].All(link => !link.Target.IsReadOnly);

    private static string[] Allowed(ResourcePath path, bool writable) => path.Kind switch
    {
        ResourceKind.Batch => ["POST"],
        ResourceKind.Set when IsLinkBack(path) => ["GET", "POST"],
        ResourceKind.SetReferences when IsLinkBack(path) => ["GET", "POST", "DELETE"],
        ResourceKind.Reference when IsLinkBack(path) => ["GET", "DELETE"],
        ResourceKind.Each when path.Set is { IsReadOnly: false, IsRows: false } => ["PATCH", "DELETE"],
        ResourceKind.Each => [],
        ResourceKind.Set when writable => ["GET", "POST", "PATCH"],
        ResourceKind.Entity when writable => ["GET", "PATCH", "PUT", "DELETE"],
        ResourceKind.Property when writable => ["GET", "PATCH", "PUT", "DELETE"],
        ResourceKind.Value when writable => ["GET", "PUT", "DELETE"],
        ResourceKind.Reference when IsLink(path) => ["GET", "PUT", "DELETE"],
        _ => ["GET"],
    };
}
