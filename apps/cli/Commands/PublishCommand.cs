using System.CommandLine;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LowCode.Definitions.Messages;

namespace LowCode.Cli.Commands;

/// <summary><c>lowcode publish PACK</c>: sends a pack to a running server, which serves it from then on.</summary>
static class PublishCommand
{
    public static Command Create()
    {
        var pack = PackFolder.Argument();
        var server = new Option<string>("--server")
        {
            Description = "The server's address. 服务器地址。",
            DefaultValueFactory = _ => "http://localhost:5080",
        };
        var user = new Option<string?>("--user")
        {
            Description = "Sign in as user:password; or set LOWCODE_TOKEN to an access token. 用户名:密码,或设置环境变量 LOWCODE_TOKEN。",
        };
        var command = new Command("publish", "Publish a pack on a running server. 发布到运行中的服务器。") { pack, server, user };
        command.SetAction((parsed, cancel) =>
        {
            Terminal.Use(parsed);
            var address = parsed.GetRequiredValue(server);
            return Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https")
                ? RunAsync(parsed.GetRequiredValue(pack), uri, parsed.GetValue(user), cancel)
                : throw new CommandFailure(ToolMessages.NoAddress, ("server", address));
        });
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, Uri server, string? user, CancellationToken cancel)
    {
        PackFolder.Open(folder);
        var app = AppName(folder);
        using var client = new HttpClient { BaseAddress = server };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(Terminal.Locale);
        client.DefaultRequestHeaders.Authorization = SignIn(user);
        using var body = new ByteArrayContent(Zip(folder));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        HttpResponseMessage response;
        try
        {
            response = await client.PostAsync($"/admin/apps/{Uri.EscapeDataString(app)}/publish", body, cancel);
        }
        catch (HttpRequestException error)
        {
            throw new CommandFailure(ToolMessages.ServerUnreachable, ("server", server), ("reason", error.Message));
        }
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(cancel);
            return Report(app, response, text);
        }
    }

    private static int Report(string app, HttpResponseMessage response, string text)
    {
        using var json = Parse(text);
        if (json is null || !json.RootElement.TryGetProperty("published", out var published))
        {
            var reason = json?.RootElement.TryGetProperty("error", out var error) == true ? error.GetProperty("message").GetString() : text;
            throw new CommandFailure(ToolMessages.ServerRefused, ("status", (int)response.StatusCode), ("reason", reason));
        }
        foreach (var diagnostic in json.RootElement.GetProperty("diagnostics").EnumerateArray())
            Console.Out.WriteLine(diagnostic.GetProperty("text").GetString());
        if (!published.GetBoolean())
            return Terminal.Fail(ToolMessages.NotPublished, ("app", app));
        var message = json.RootElement.GetProperty("isNew").GetBoolean() ? ToolMessages.Published : ToolMessages.NothingNew;
        Terminal.Say(message, ("app", app), ("version", json.RootElement.GetProperty("version").GetInt32()));
        return 0;
    }

    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null; // an answer from something else than our server: shown as it is
        }
    }

    private static AuthenticationHeaderValue? SignIn(string? user)
    {
        if (user is not null)
            return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        return Environment.GetEnvironmentVariable("LOWCODE_TOKEN") is { Length: > 0 } token
            ? new AuthenticationHeaderValue("Bearer", token)
            : null;
    }

    // The server checks everything; only the address needs the name here.
    private static string AppName(DirectoryInfo folder)
    {
        using var json = Parse(File.ReadAllText(Path.Combine(folder.FullName, "app.json")));
        return json?.RootElement is { ValueKind: JsonValueKind.Object } app && app.TryGetProperty("app", out var name)
            ? name.ToString()
            : folder.Name;
    }

    private static byte[] Zip(DirectoryInfo folder)
    {
        using var zip = new MemoryStream();
        ZipFile.CreateFromDirectory(folder.FullName, zip);
        return zip.ToArray();
    }
}
