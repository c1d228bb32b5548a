using System.Collections.Immutable;
using LowCode.Definitions.Messages;

namespace LowCode.Server.Answers;

/// <summary>Errors outside OData, in OData's error shape, so that a client needs to know one shape only.</summary>
static class Problem
{
    /// <summary>Writes <c>{"error":{"code":…,"message":…}}</c> in the reader's language.</summary>
    public static Task WriteAsync(HttpContext context, int status, Message message, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var text = message.Format(LocaleOf(context.Request), arguments);
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error = new { code = message.Code, message = text } }, context.RequestAborted);
    }

    /// <summary>Writes what is wrong with what was sent: the error has a detail for each mistake, with the member at which it is.</summary>
    public static Task WriteAsync(HttpContext context, int status, ImmutableArray<Finding> findings)
    {
        var locale = LocaleOf(context.Request);
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new
        {
            error = new
            {
                code = SignInMessages.Mistakes.Code,
                message = SignInMessages.Mistakes.Format(locale, ("count", findings.Length)),
                details = findings.Select(found => new { code = found.Message.Code, message = found.In(locale), target = found.Path }),
            },
        }, context.RequestAborted);
    }

    /// <summary>The language that the client prefers: the first of its Accept-Language that the product speaks; Chinese when it says nothing.</summary>
    public static string LocaleOf(HttpRequest request)
    {
        foreach (var language in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1))
        {
            if (Locales.IsEnglish(language.Value.Value))
                return Locales.English;
            if (language.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
                return Locales.Chinese;
        }
        return Locales.Chinese;
    }
}
