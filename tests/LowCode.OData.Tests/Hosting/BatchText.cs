using System.Text;
using System.Text.Json.Nodes;

namespace LowCode.OData.Tests.Hosting;

/// <summary>Writes batches and takes answers to them apart.</summary>
static class BatchText
{
    /// <summary>One request of a batch in JSON; more members as they stand in it.</summary>
    public static string Request(string id, string method, string url, string? body = null, string more = "") =>
        $$"""{"id":"{{id}}","method":"{{method}}","url":"{{url}}"{{(more.Length > 0 ? "," + more : "")}}{{(body is null ? "" : $",\"body\":{body}")}}}""";

    public static string Batch(params string[] requests) => $$"""{"requests":[{{string.Join(',', requests)}}]}""";

    /// <summary>Sends a batch in JSON and gives the answers by id.</summary>
    public static async Task<Dictionary<string, JsonNode>> Batch(this Client client, string[] requests, params (string, string)[] headers)
    {
        var answer = (await client.Post("$batch", Batch(requests), headers)).Is(System.Net.HttpStatusCode.OK);
        return answer.Json["responses"]!.AsArray().ToDictionary(part => (string)part!["id"]!, part => part!);
    }

    public static int Status(this JsonNode part) => (int)part["status"]!;

    public static string Error(this JsonNode part) => $"{part["body"]!["error"]!["code"]} {part["body"]!["error"]!["target"]}".TrimEnd();

    /// <summary>One request in a multipart body.</summary>
    public static string Http(string request, string? body = null, string? id = null, string headers = "") =>
        $"Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n{(id is null ? "" : $"Content-ID: {id}\r\n")}\r\n"
        + $"{request} HTTP/1.1\r\n{(body is null ? "" : "Content-Type: application/json\r\n")}{headers}\r\n{body}\r\n";

    public static string ChangeSet(params string[] requests) =>
        $"Content-Type: multipart/mixed; boundary=set\r\n\r\n{string.Concat(requests.Select(request => $"--set\r\n{request}"))}--set--\r\n";

    public static string Multipart(params string[] parts) => $"{string.Concat(parts.Select(part => $"--b\r\n{part}"))}--b--\r\n";

    /// <summary>Sends a multipart batch; gives each answer as status, <c>Content-ID</c>, headers and body, those of a change set together.</summary>
    public static async Task<List<Part>> Multipart(this Client client, string[] parts, params (string, string)[] headers)
    {
        var answer = (await client.Post("$batch", Multipart(parts), [("Content-Type", "multipart/mixed; boundary=b"), .. headers])).Is(System.Net.HttpStatusCode.OK);
        return [.. Split(answer.Text, Boundary(answer.Headers["Content-Type"])).Select(Read)];
    }

    static Part Read(string text)
    {
        var (head, rest) = Cut(text);
        if (head["Content-Type"].StartsWith("multipart/mixed", StringComparison.Ordinal))
            return new Part(0, null, head, "", [.. Split(rest, Boundary(head["Content-Type"])).Select(Read)]);
        var line = rest[..rest.IndexOf("\r\n", StringComparison.Ordinal)];
        var (headers, body) = Cut(rest[(line.Length + 2)..]);
        Assert.Equal(headers["Content-Length"], Encoding.UTF8.GetByteCount(body).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new Part(int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), head.GetValueOrDefault("Content-ID"), headers, body, []);
    }

    static string Boundary(string type) => type[(type.IndexOf("boundary=", StringComparison.Ordinal) + 9)..];

    static IEnumerable<string> Split(string text, string boundary)
    {
        var pieces = text.Split($"--{boundary}");
        Assert.Equal("--", pieces[^1].Trim());
        return pieces[1..^1].Select(piece => piece["\r\n".Length..^"\r\n".Length]);
    }

    static (Dictionary<string, string> Head, string Tail) Cut(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = text[..Math.Max(0, end)].Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        return (headers, text[(end + 4)..]);
    }
}

/// <summary>An answer in a multipart body.</summary>
sealed record Part(int Status, string? Id, Dictionary<string, string> Headers, string Body, List<Part> Inner)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Error => $"{Json["error"]!["code"]} {Json["error"]!["target"]}".TrimEnd();
}
