using System.CommandLine;
using System.Text.Json;
using LowCode.Definitions.Messages;

namespace LowCode.Cli.Commands;

/// <summary>
/// <c>lowcode explain QUERY</c>: asks a running server an OData query and says how its store answered: what was pushed down,
/// which index served it.
/// </summary>
static class ExplainCommand
{
    private const string Header = "LowCode-Explain";

    public static Command Create()
    {
        var query = new Argument<string>("QUERY")
        {
            Description = "As after /odata/: flood-readiness/inspection?$filter=… . 即 /odata/ 之后的部分。",
        };
        var command = new Command("explain", "Say how the store answers a query (administrators). 说明数据存储如何回答一个查询(仅管理员)。") { query };
        ServerConnection.AddOptions(command);
        command.SetAction(async (parsed, cancel) =>
        {
            Terminal.Use(parsed);
            using var server = ServerConnection.Open(parsed);
            return await RunAsync(server, parsed.GetRequiredValue(query).TrimStart('/'), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(ServerConnection server, string query, CancellationToken cancel)
    {
        using var response = await server.GetAsync("/odata/" + query, Header, cancel);
        if (!response.IsSuccessStatusCode)
            throw ServerConnection.Refused(response, await response.Content.ReadAsStringAsync(cancel));
        if (!response.Headers.TryGetValues(Header, out var values))
            return Terminal.Fail(ToolMessages.NotExplained);
        using var json = JsonDocument.Parse(values.First());
        foreach (var told in json.RootElement.EnumerateArray())
            Print(told);
        return 0;
    }

    private static void Print(JsonElement told)
    {
        var indexes = told.GetProperty("indexes").EnumerateArray().Select(index => $"({index.GetString()})").ToList();
        Terminal.Say(ToolMessages.Explained, ("set", told.GetProperty("set")), ("pushed", told.GetProperty("pushed")), ("conditions", told.GetProperty("conditions")));
        Terminal.Say(indexes.Count == 0 ? ToolMessages.ExplainedNoIndex : ToolMessages.ExplainedIndex, ("indexes", string.Join(' ', indexes)));
        Terminal.Say(told.GetProperty("inOrder").GetBoolean() ? ToolMessages.ExplainedInOrder : ToolMessages.ExplainedSorted);
        if (told.GetProperty("statement").GetString() is { } statement)
            Console.Out.WriteLine("  " + statement);
    }
}
