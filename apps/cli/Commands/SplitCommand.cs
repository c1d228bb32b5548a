using System.CommandLine;
using LowCode.Definitions.Messages;

namespace LowCode.Cli.Commands;

/// <summary>
/// <c>lowcode division split</c>: part of a division goes to another. Records are chosen by the server's own filters: they
/// are asked for over OData first and named by their ids.
/// </summary>
static class SplitCommand
{
    private static readonly Option<string> To = new("--to") { Description = "Code of the other division. 新区划(或已有区划)代码。", Required = true };
    private static readonly Option<string?> Name = new("--name") { Description = "Its name, when it is new. 新区划名称。" };
    private static readonly Option<string[]> Children = new("--child") { Description = "A division below that goes over; may be repeated. 划出的下级,可重复。" };
    private static readonly Option<string?> Records = new("--records") { Description = "APP/FORM of records that go over. 划出记录的应用/表单。" };
    private static readonly Option<string?> Filter = new("--filter") { Description = "Which of them, as in OData's $filter. 筛选条件(OData)。" };
    private static readonly Option<Guid[]> Ids = new("--id") { Description = "Which of them, by id; may be repeated. 记录编号,可重复。" };

    public static Command Create()
    {
        var code = DivisionCommand.Code();
        return ServerConnection.Command("split", "Give part of a division to another beside it. 把区划的一部分划给相邻区划。",
            [code, To, Name, Children, Records, Filter, Ids, DivisionCommand.DryRun], async (server, parsed, cancel) =>
            {
                var from = parsed.GetRequiredValue(code);
                return await DivisionCommand.ChangeAsync(server, DivisionCommand.Address($"{DivisionCommand.Escaped(from)}/split", parsed), new
                {
                    to = parsed.GetRequiredValue(To),
                    name = parsed.GetValue(Name),
                    children = parsed.GetValue(Children) ?? [],
                    records = await RecordsAsync(server, from, parsed, cancel),
                }, cancel);
            });
    }

    private static async Task<object[]> RecordsAsync(ServerConnection server, string from, ParseResult parsed, CancellationToken cancel)
    {
        var ids = parsed.GetValue(Ids)?.ToList() ?? [];
        var filter = parsed.GetValue(Filter);
        if (parsed.GetValue(Records) is not { } set)
            return ids.Count == 0 && filter is null ? [] : throw new CommandFailure(DivisionToolMessages.RecordsNeeded);
        if (filter is not null)
        {
            var where = $"division eq '{from.Replace("'", "''", StringComparison.Ordinal)}' and ({filter})";
            string? next = $"/odata/{string.Join('/', set.Split('/').Select(Uri.EscapeDataString))}?$select=id&$filter={Uri.EscapeDataString(where)}";
            while (next is not null)
            {
                var page = await server.SendAsync(HttpMethod.Get, next, null, cancel);
                ids.AddRange(page.GetProperty("value").EnumerateArray().Select(record => record.GetProperty("id").GetGuid()));
                next = page.TryGetProperty("@odata.nextLink", out var link) || page.TryGetProperty("@nextLink", out link) ? link.GetString() : null;
            }
        }
        return [new { set, ids }];
    }
}
