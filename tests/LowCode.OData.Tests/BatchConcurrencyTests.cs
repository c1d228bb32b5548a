using System.Globalization;
using LowCode.OData.Tests.Hosting;
using static LowCode.OData.Tests.Hosting.BatchText;

namespace LowCode.OData.Tests;

public class BatchConcurrencyTests(ITestOutputHelper output)
{
    const int Accounts = 12;
    const int Each = 1000;
    const string Group = "\"atomicityGroup\":\"g\"";

    [Fact]
    public async Task What_change_sets_move_from_record_to_record_is_neither_lost_nor_made()
    {
        await using var town = await Town.OpenAsync();
        var clerk = town.As("clerk");
        var ids = new List<string>();
        for (var i = 0; i < Accounts; i++)
            ids.Add((string)(await clerk.Create("visit", $$"""{"title":"账户","count":{{Each}}}"""))["id"]!);
        using var done = new CancellationTokenSource();
        var reads = Task.Run(async () =>
        {
            var sums = 0;
            while (!done.IsCancellationRequested)
            {
                var counts = (await clerk.Get("visit?$filter=title eq '账户'&$select=count")).Values;
                Assert.Equal(Accounts * Each, counts.Sum(visit => (int)visit!["count"]!));
                sums++;
            }
            return sums;
        });
        var clients = await Task.WhenAll(Enumerable.Range(0, 8).Select(client => Task.Run(() => Move(town.As("clerk"), ids, new Random(client)))));
        await done.CancelAsync();
        var moved = clients.Sum(client => client.Moved);
        output.WriteLine($"{moved} moves, {clients.Sum(client => client.Stale)} stale, {clients.Sum(client => client.Undone)} undone on purpose, {await reads} sums beside them");
        Assert.True(moved > 10 && clients.Sum(client => client.Undone) > 5);
        // Each move has left one note, and those that were undone none.
        Assert.Equal(moved.ToString(CultureInfo.InvariantCulture), (await clerk.Get("memo/$count")).Text);
        Assert.Null((await town.Installation.Store.VerifyChangesAsync(cancel: TestContext.Current.CancellationToken)).Break);
    }

    [Fact]
    public async Task Change_sets_without_preconditions_on_one_record_are_done_again_until_they_go_through()
    {
        await using var town = await Town.OpenAsync();
        var id = (string)(await town.As("clerk").Create("visit", """{"title":"热点"}"""))["id"]!;
        var done = await Task.WhenAll(Enumerable.Range(0, 12).Select(client => Task.Run(async () =>
        {
            var parts = await town.As("clerk").Batch(
            [
                Request("1", "post", "memo", $$"""{"text":"{{client}}"}""", Group),
                Request("2", "patch", $"visit({id})", $$"""{"remark":"{{client}}"}""", Group),
            ]);
            Assert.True(parts["2"].Status() == 200 || parts.Values.Any(part => part.Status() == 409), parts["2"].ToJsonString());
            return parts["2"].Status() == 200;
        })));
        var visit = (await town.As("clerk").Get($"visit({id})")).Json;
        Assert.Equal(1 + done.Count(isDone => isDone), (int)visit["revision"]!);
        Assert.Equal(done.Count(isDone => isDone), int.Parse((await town.As("clerk").Get("memo/$count")).Text, CultureInfo.InvariantCulture));
        Assert.True(done.Count(isDone => isDone) >= 2);
    }

    static async Task<(int Moved, int Stale, int Undone)> Move(Client clerk, List<string> ids, Random random)
    {
        var (moved, stale, undone) = (0, 0, 0);
        for (var round = 0; round < 20; round++)
        {
            var two = ids.OrderBy(_ => random.Next()).Take(2).ToArray();
            var read = await clerk.Batch([.. two.Select((id, i) => Request($"{i}", "get", $"visit({id})?$select=count"))]);
            var amount = random.Next(1, 20);
            string Change(int i, int by) => Request($"p{i}", "patch", $"visit({two[i]})", $$"""{"count":{{(int)read[$"{i}"]["body"]!["count"]! + by}}}""",
                $$"""{{Group}},"headers":{"if-match":"{{((string)read[$"{i}"]["headers"]!["etag"]!).Replace("\"", "\\\"", StringComparison.Ordinal)}}"}""");
            var fails = random.Next(4) == 0;
            var parts = await clerk.Batch(
            [
                Request("memo", "post", "memo", """{"text":"转"}""", Group), Change(0, -amount),
                Request("mid", "patch", $"visit({two[0]})", fails ? """{"count":-5}""" : """{"remark":"转"}""", Group), Change(1, amount),
            ]);
            if (parts.Values.All(part => part.Status() < 300))
                moved++;
            else if (parts.Values.Any(part => part.Status() == 422))
                undone++;
            else
                stale++;
            Assert.Contains(parts.Values.Max(part => part.Status() == 424 ? 0 : part.Status()), (int[])[201, 409, 412, 422]);
        }
        return (moved, stale, undone);
    }
}
