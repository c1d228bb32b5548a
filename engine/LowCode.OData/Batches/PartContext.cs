using LowCode.OData.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LowCode.OData.Batches;

/// <summary>Makes a request of its own from one in a batch, with an answer that stays in memory.</summary>
internal static class PartContext
{
    // What goes on from the batch to a request that does not say it itself.
    private static readonly string[] Inherited = ["Accept-Language", "OData-MaxVersion"];

    public static HttpContext Create(HttpContext batch, BatchItem item, string target)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        var below = batch.Request.PathBase.Value ?? "";
        IHeaderDictionary headers = new HeaderDictionary();
        foreach (var (name, value) in item.Headers)
            headers[name] = value;
        foreach (var name in Inherited)
        {
            if (headers[name].Count == 0)
                headers[name] = batch.Request.Headers[name];
        }
        headers.Host = batch.Request.Headers.Host;
        headers.ContentLength = item.Body.Length;

        var response = new PartResponse();
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Protocol = batch.Request.Protocol,
            Scheme = batch.Request.Scheme,
            Method = item.Method,
            PathBase = below,
            Path = Uri.UnescapeDataString(path)[below.Length..],
            QueryString = question < 0 ? "" : target[question..],
            RawTarget = target,
            Headers = headers,
            Body = new MemoryStream(item.Body.ToArray()),
        });
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(response);
        features.Set(batch.Features.Get<IHttpRequestLifetimeFeature>());
        features.Set(batch.Features.Get<IHttpRequestIdentifierFeature>());
        return new DefaultHttpContext(features) { User = batch.User, RequestServices = batch.RequestServices };
    }

    /// <summary>The answer of such a request.</summary>
    public static PartResponse Response(HttpContext part) => (PartResponse)part.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
}
