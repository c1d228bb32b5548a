using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Users;
using LowCode.Server.Answers;
using LowCode.Server.Apps;
using Microsoft.Net.Http.Headers;

namespace LowCode.Server.Endpoints;

/// <summary>
/// What pages need to know beside the records: the caller's apps, and what an app consists of, or consisted of
/// (<c>?version=3</c>); in the caller's language.
/// Their ETags name the content.
/// </summary>
static class AppEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // only for application/json that is never sniffed
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void MapApps(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/apps", ["GET", "HEAD"], ListAsync);
        routes.MapMethods("/apps/{app}", ["GET", "HEAD"], FindAsync);
        routes.MapGet("/apps/{app}/people", PeopleAsync);
    }

    private static Task ListAsync(HttpContext context, Installation installation)
    {
        var caller = context.Features.Get<Caller>()!;
        return AnswerAsync(context, new
        {
            apps = new AppOutlines(installation, caller).All(),
            timeZone = installation.Options.TimeZone.Id,
            messages = PageMessages.In(caller.Locale),
        });
    }

    private static async Task FindAsync(HttpContext context, string app, Installation installation)
    {
        if (await AskedVersion.FindAsync(context, installation, app) is { } version
            && new AppOutlines(installation, context.Features.Get<Caller>()!).Of(version) is { } outline)
            await AnswerAsync(context, outline);
        else
            await NothingAsync(context);
    }

    // Whom the caller may choose (search, role), or what people are called whose names they have met (name, several times).
    private static async Task PeopleAsync(HttpContext context, string app, Installation installation, string? search, string? role, string[]? name)
    {
        var caller = context.Features.Get<Caller>()!;
        var outlines = new AppOutlines(installation, caller);
        if (!outlines.Sees(app))
        {
            await NothingAsync(context);
            return;
        }
        if ((search?.Length ?? 0) > PeopleDirectory.LongestSearch || (name?.Length ?? 0) > PeopleDirectory.MostNames)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, HostMessages.PeopleQueryTooLong,
                ("characters", PeopleDirectory.LongestSearch), ("names", PeopleDirectory.MostNames));
            return;
        }
        var people = name is { Length: > 0 }
            ? await installation.Users.People.NamedAsync(name, context.RequestAborted)
            : await installation.Users.People.SearchAsync(caller, app, role, search ?? "", context.RequestAborted);
        await context.Response.WriteAsJsonAsync(new
        {
            value = people.Select(person => new { person.Name, person.Title, at = person.Divisions.Select(code => installation.Divisions.Find(code)?.Name ?? code) }),
        }, Json, context.RequestAborted);
    }

    private static Task AnswerAsync<T>(HttpContext context, T answer)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer, Json);
        context.Response.Headers.Vary = HeaderNames.AcceptLanguage;
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\"");
        return Results.Bytes(bytes, "application/json; charset=utf-8", entityTag: tag).ExecuteAsync(context);
    }

    private static Task NothingAsync(HttpContext context) =>
        Problem.WriteAsync(context, StatusCodes.Status404NotFound, HostMessages.NoSuchAddress, ("path", context.Request.Path.Value));
}
