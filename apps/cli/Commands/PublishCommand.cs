using System.CommandLine;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;
using LowCode.Definitions.Messages;

namespace LowCode.Cli.Commands;

/// <summary><c>lowcode publish PACK</c>: sends a pack to a running server, which serves it from then on.</summary>
static class PublishCommand
{
    public static Command Create()
    {
        var pack = PackFolder.Argument();
        var command = new Command("publish", "Publish a pack on a running server. 发布到运行中的服务器。") { pack };
        ServerConnection.AddOptions(command);
        command.SetAction(async (parsed, cancel) =>
        {
            Terminal.Use(parsed);
            using var server = ServerConnection.Open(parsed);
            return await RunAsync(parsed.GetRequiredValue(pack), server, cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, ServerConnection server, CancellationToken cancel)
    {
        PackFolder.Open(folder);
        var app = AppName(folder);
        using var body = new ByteArrayContent(Zip(folder));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        using var response = await server.PostAsync($"/admin/apps/{Uri.EscapeDataString(app)}/publish", body, cancel);
        return Report(app, response, await response.Content.ReadAsStringAsync(cancel));
    }

    private static int Report(string app, HttpResponseMessage response, string text)
    {
        using var json = ServerConnection.Parse(text);
        if (json is null || !json.RootElement.TryGetProperty("published", out var published))
            throw ServerConnection.Refused(response, text);
        foreach (var diagnostic in json.RootElement.GetProperty("diagnostics").EnumerateArray())
            Console.Out.WriteLine(diagnostic.GetProperty("text").GetString());
        if (!published.GetBoolean())
            return Terminal.Fail(ToolMessages.NotPublished, ("app", app));
        var message = json.RootElement.GetProperty("isNew").GetBoolean() ? ToolMessages.Published : ToolMessages.NothingNew;
        Terminal.Say(message, ("app", app), ("version", json.RootElement.GetProperty("version").GetInt32()));
        return 0;
    }

    // The server checks everything; only the address needs the name here.
    private static string AppName(DirectoryInfo folder)
    {
        using var json = ServerConnection.Parse(File.ReadAllText(Path.Combine(folder.FullName, "app.json")));
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
