using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LowCode.OData.Tests.Hosting;

/// <summary>Asks as one person.</summary>
sealed class Client(Uri root, string user)
{
    private static readonly HttpClient Http = new();

    public Uri Root { get; } = root;

    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    /// <summary>Asks, and goes when the token says so.</summary>
    public async Task<Answer> Get(string path, CancellationToken leave)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Root, path));
        request.Headers.Add("X-User", user);
        return await Send(request, [], leave);
    }

    public Task<Answer> Post(string path, string? body, params (string Name, string Value)[] headers) => Send(HttpMethod.Post, path, body, headers);

    public Task<Answer> Patch(string path, string body, params (string Name, string Value)[] headers) => Send(HttpMethod.Patch, path, body, headers);

    public Task<Answer> Put(string path, string body, params (string Name, string Value)[] headers) => Send(HttpMethod.Put, path, body, headers);

    public Task<Answer> Delete(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Delete, path, null, headers);

    /// <summary>Creates and returns the record.</summary>
    public async Task<JsonNode> Create(string set, string body)
    {
        var answer = await Post(set, body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return answer.Json;
    }

    public async Task<Answer> Send(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Root, path));
        request.Headers.Add("X-User", user);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await Send(request, headers);
    }

    public async Task<Answer> Upload(byte[] content, string type, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Root, "attachments"));
        request.Headers.Add("X-User", user);
        request.Content = new ByteArrayContent(content);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Content.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = name };
        return await Send(request, []);
    }

    private static async Task<Answer> Send(HttpRequestMessage request, (string Name, string Value)[] headers, CancellationToken leave = default)
    {
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.Remove(name);
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }
        using var either = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken, leave);
        var cancel = either.Token;
        using var response = await Http.SendAsync(request, cancel);
        return new Answer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancel),
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }
}

/// <summary>What came back.</summary>
sealed record Answer(HttpStatusCode Status, byte[] Bytes, Dictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => JsonNode.Parse(Bytes)!;

    public JsonArray Values => Json["value"]!.AsArray();

    public string? ETag => Headers.GetValueOrDefault("ETag");

    /// <summary>Code of the error, and its target behind a space if it has one.</summary>
    public string Error => Json["error"] is { } error ? $"{error["code"]} {error["target"]}".TrimEnd() : Text;

    public IEnumerable<string> Details => Json["error"]!["details"]!.AsArray().Select(detail => $"{detail!["code"]} {detail["target"]}");

    public Answer Is(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} where {(int)status} was expected: {Text}");
        return this;
    }

    public static string Compact(JsonNode? node) => node?.ToJsonString(new JsonSerializerOptions
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }) ?? "null";
}
