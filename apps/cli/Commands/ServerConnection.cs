using System.CommandLine;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LowCode.Definitions.Messages;

namespace LowCode.Cli.Commands;

/// <summary>A running server, as commands speak to it: <c>--server</c> and <c>--user</c>.</summary>
sealed class ServerConnection : IDisposable
{
    private static readonly Option<string> ServerOption = new("--server")
    {
        Description = "The server's address. 服务器地址。",
        DefaultValueFactory = _ => "http://localhost:5080",
    };

    private static readonly Option<string?> UserOption = new("--user")
    {
        Description = "Sign in as user:password; or set LOWCODE_TOKEN to an access token. 用户名:密码,或设置环境变量 LOWCODE_TOKEN。",
    };

    private readonly HttpClient _client;

    private ServerConnection(Uri server, string? user)
    {
        _client = new HttpClient { BaseAddress = server };
        _client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(Terminal.Locale);
        _client.DefaultRequestHeaders.Authorization = SignIn(user);
    }

    /// <summary>A command over a server.</summary>
    public static Command Command(string name, string help, Symbol[] symbols, Func<ServerConnection, ParseResult, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, help);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
                command.Arguments.Add(argument);
            else
                command.Options.Add((Option)symbol);
        }
        AddOptions(command);
        command.SetAction(async (parsed, cancel) =>
        {
            Terminal.Use(parsed);
            using var server = Open(parsed);
            return await run(server, parsed, cancel);
        });
        return command;
    }

    /// <summary>Gives a command the options that <see cref="Open"/> reads.</summary>
    public static void AddOptions(Command command)
    {
        command.Options.Add(ServerOption);
        command.Options.Add(UserOption);
    }

    /// <summary>The server that the command line names.</summary>
    public static ServerConnection Open(ParseResult parsed)
    {
        var address = parsed.GetRequiredValue(ServerOption);
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https")
            ? new ServerConnection(uri, parsed.GetValue(UserOption))
            : throw new CommandFailure(ToolMessages.NoAddress, ("server", address));
    }

    /// <summary>Posts; comes back when the answer begins.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, HttpContent? content, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        }
        catch (HttpRequestException error)
        {
            throw Lost(error);
        }
    }

    /// <summary>Sends JSON, when there is any, and returns the JSON that comes back.</summary>
    /// <exception cref="CommandFailure">The server refuses, or cannot be reached.</exception>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        try
        {
            using var response = await _client.SendAsync(request, cancel);
            var text = await response.Content.ReadAsStringAsync(cancel);
            if (!response.IsSuccessStatusCode)
                throw Refused(response, text);
            using var json = Parse(text);
            return json?.RootElement.Clone() ?? throw Refused(response, text);
        }
        catch (HttpRequestException error)
        {
            throw Lost(error);
        }
    }

    /// <summary>Posts and follows long work to its report; see the server's long answers.</summary>
    /// <param name="path">The address.</param>
    /// <param name="content">The body, or null.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Closes the connection, which stops the work.</param>
    /// <exception cref="CommandFailure">The server refuses, or cannot be reached.</exception>
    /// <exception cref="IOException">The answer was cut off.</exception>
    public async Task<JsonElement> FollowAsync(string path, HttpContent? content, Action<JsonElement> progress, CancellationToken cancel)
    {
        using var response = await PostAsync(path, content, cancel);
        if (!response.IsSuccessStatusCode)
            throw Refused(response, await response.Content.ReadAsStringAsync(cancel));
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));
        while (await lines.ReadLineAsync(cancel) is { } line)
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.TryGetProperty("report", out var whole))
                return whole.Clone();
            if (json.RootElement.TryGetProperty("error", out _))
                throw Refused(response, line);
            progress(json.RootElement.GetProperty("progress").Clone());
        }
        throw new IOException(ToolMessages.AnswerCutOff.Format(Terminal.Locale));
    }

    /// <summary>Gets, with a header that is just there; comes back when the answer begins.</summary>
    public async Task<HttpResponseMessage> GetAsync(string path, string header, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { header, "true" } } };
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        }
        catch (HttpRequestException error)
        {
            throw Lost(error);
        }
    }

    /// <summary>The server is not there, or no longer.</summary>
    public CommandFailure Lost(Exception error) =>
        new(ToolMessages.ServerUnreachable, ("server", _client.BaseAddress), ("reason", error.Message));

    /// <summary>The server said no, in our error shape or in some other words.</summary>
    public static CommandFailure Refused(HttpResponseMessage response, string text)
    {
        using var json = Parse(text);
        var reason = json?.RootElement is { ValueKind: JsonValueKind.Object } answer && answer.TryGetProperty("error", out var error)
            ? string.Join(' ', [error.GetProperty("message").GetString(), .. Details(error)])
            : text;
        return new CommandFailure(ToolMessages.ServerRefused, ("status", (int)response.StatusCode), ("reason", reason));
    }

    private static IEnumerable<string?> Details(JsonElement error) =>
        error.TryGetProperty("details", out var details) ? details.EnumerateArray().Select(detail => detail.GetProperty("message").GetString()) : [];

    /// <summary>A text as JSON; null when it is none: an answer from something else than our server.</summary>
    public static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();

    private static AuthenticationHeaderValue? SignIn(string? user)
    {
        if (user is not null)
            return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        return Environment.GetEnvironmentVariable("LOWCODE_TOKEN") is { Length: > 0 } token
            ? new AuthenticationHeaderValue("Bearer", token)
            : null;
    }
}
