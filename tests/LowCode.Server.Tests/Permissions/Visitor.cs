using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace LowCode.Server.Tests.Permissions;

/// <summary>What came back.</summary>
sealed record Reply(HttpStatusCode Status, string Text, string? Preference, string? EntityId)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public JsonArray Values => Json["value"]?.AsArray() ?? throw new InvalidOperationException(Text);

    public string Code => Status >= HttpStatusCode.BadRequest && Text.StartsWith('{') ? (string?)Json["error"]?["code"] ?? "" : "";

    /// <summary>Codes and targets of what was wrong.</summary>
    public string Details => Json["error"]?["details"] is JsonArray details ? string.Join(' ', details.Select(one => $"{one!["code"]}@{one["target"]}")) : "";
}

/// <summary>Somebody at a running server, with an access token.</summary>
sealed class Visitor : IDisposable
{
    private readonly HttpClient _client;

    public Visitor(Person person, Uri address, string token)
    {
        Person = person;
        _client = new HttpClient { BaseAddress = address };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Person Person { get; }

    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    /// <summary>Asks within the app's service, or from the root where the path begins with a slash.</summary>
    public async Task<Reply> SendAsync(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path[0] == '/' || path.StartsWith("http", StringComparison.Ordinal) ? path : $"/odata/{GeneratedPack.App}/{path}");
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            if (name != "Content-Type")
                request.Headers.TryAddWithoutValidation(name, value);
            else
                request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
        }
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Headers.TryGetValues("Preference-Applied", out var preference) ? string.Join(',', preference) : null,
            response.Headers.TryGetValues("OData-EntityId", out var address) ? address.Single().Split('(', ')')[1] : null);
    }

    public void Dispose() => _client.Dispose();
}
