using System.Text.Json;
using System.Text.Json.Serialization;
using LowCode.Definitions.Messages;
using Microsoft.AspNetCore.Http.Features;

namespace LowCode.Server.Answers;

/// <summary>Small JSON bodies outside OData.</summary>
static class JsonBody
{
    private const int Longest = 64 * 1024;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 8,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Writes as <see cref="ReadAsync"/> reads.</summary>
    public static JsonSerializerOptions Options => Strict;

    /// <summary>The body; null when it is none, which has then been answered.</summary>
    /// <param name="context">The request.</param>
    /// <param name="longest">Most bytes.</param>
    public static async Task<T?> ReadAsync<T>(HttpContext context, int longest = Longest)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            await Problem.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, SignInMessages.BodyType);
            return null;
        }
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = longest;
        try
        {
            if (await context.Request.ReadFromJsonAsync<T>(Strict, context.RequestAborted) is { } body)
                return body;
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, SignInMessages.BodyWrong, ("reason", "null"));
        }
        catch (JsonException error)
        {
            // Where, not what: what was sent may be a password.
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, SignInMessages.BodyWrong, ("reason", error.Path ?? "JSON"));
        }
        return null;
    }
}
