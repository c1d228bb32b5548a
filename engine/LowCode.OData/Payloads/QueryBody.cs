using System.Text;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace LowCode.OData.Payloads;

/// <summary>
/// Query options that are too long for an address, in the body of <c>POST …/$query</c> (OData 4.01 Part 2, 4.17), written as in
/// an address. Such a request is made the GET that it stands for, before anything else is read of it.
/// </summary>
internal static class QueryBody
{
    private const string Segment = "/$query";
    private const string TextType = "text/plain";
    private const int MostBytes = 64 * 1024;

    public static async ValueTask UnfoldAsync(HttpContext http)
    {
        var request = http.Features.GetRequiredFeature<IHttpRequestFeature>();
        var question = request.RawTarget.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? request.RawTarget : request.RawTarget[..question];
        if (!HttpMethods.IsPost(request.Method) || !path.EndsWith(Segment, StringComparison.Ordinal))
            return;
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals(TextType, StringComparison.OrdinalIgnoreCase))
        {
            throw new Refusal(StatusCodes.Status415UnsupportedMediaType, Finding.Of(
                ODataMessages.WrongMediaType, "Content-Type", ("type", http.Request.ContentType ?? ""), ("expected", TextType)));
        }
        var body = Encoding.UTF8.GetString((await JsonBody.ReadBytesAsync(http, MostBytes)).Span).Trim();
        var options = question < 0 ? body : $"{request.RawTarget[(question + 1)..]}&{body}";
        request.Method = HttpMethods.Get;
        request.RawTarget = $"{path[..^Segment.Length]}?{options}";
        request.Body = Stream.Null;
    }
}
