using System.Net;
using System.Text.Json.Nodes;
using CsCheck;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

/// <summary>
/// Random filters, as text over HTTP, against what the specification says about them, evaluated naively over the JSON of
/// the same records: nothing is shared with the engine but the sentence "an empty text is null".
/// </summary>
public class RandomFilterTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    [Fact]
    public async Task A_filter_finds_what_the_specification_says()
    {
        var (tag, all) = await VisitsAsync();
        var wrong = new List<string>();
        var sizes = new HashSet<int>();
        await RandomTerms.Boolean(4, false).SampleAsync(async term =>
        {
            var expected = all.Where(visit => term.Of(visit, null) is true).Select(visit => (string)visit["id"]!).Order().ToArray();
            var answer = await _clerk.Get($"visit?$filter={Uri.EscapeDataString($"tag eq '{tag}' and ({term.Text})")}&$select=id");
            if (answer.Status != HttpStatusCode.OK)
                throw new InvalidOperationException($"{term.Text}: {answer.Text}");
            var found = answer.Values.Select(visit => (string)visit!["id"]!).Order().ToArray();
            lock (wrong)
            {
                sizes.Add(found.Length);
                if (!found.SequenceEqual(expected))
                    wrong.Add($"{term.Text}: {found.Length} found, {expected.Length} expected");
            }
        }, iter: 1500, threads: 1);
        Assert.Empty(wrong);
        Assert.True(sizes.Count > 15, "The filters are too much alike to show anything.");
    }

    [Fact]
    public async Task What_is_computed_is_what_the_specification_says()
    {
        var (tag, all) = await VisitsAsync();
        var wrong = new List<string>();
        await RandomTerms.Number(3, false).SampleAsync(async term =>
        {
            var compute = $"$compute={Uri.EscapeDataString(term.Text)} as x";
            async Task<JsonNode> Json(string path)
            {
                var answer = await _clerk.Get(path);
                return answer.Status is HttpStatusCode.OK ? answer.Json : throw new InvalidOperationException($"{term.Text}: {answer.Text}");
            }
            void Check(string where, IEnumerable<JsonNode?> found)
            {
                foreach (var one in found.Select(visit => visit!))
                {
                    var expected = term.Of(all.First(visit => (string)visit["id"]! == (string)one["id"]!), null);
                    if ((decimal?)one["x"] != expected)
                        wrong.Add($"{term.Text} {where}: {one["x"]}, {expected} expected");
                }
            }
            var positive = (await Json($"visit?$filter=tag eq '{tag}' and x gt 0&{compute}&$orderby=x&$select=id,x"))["value"]!.AsArray();
            Check("of a set", positive);
            if (positive.Count != all.Count(visit => term.Of(visit, null) > 0) || !positive.Select(one => (decimal)one!["x"]!).SequenceEqual(positive.Select(one => (decimal)one!["x"]!).Order()))
                wrong.Add($"{term.Text}: other visits, or in another order");
            var alone = await Json($"visit({all[0]["id"]})?{compute}&$select=id,x&$expand=visit_earlier({compute};$select=id,x)");
            Check("alone", [alone]);
            Check("expanded", alone["visit_earlier"]!.AsArray());
        }, iter: 150, threads: 1);
        Assert.Empty(wrong);
    }

    /// <summary>Forty visits of their own tag, each with those that follow it.</summary>
    async Task<(string Tag, JsonNode[] Visits)> VisitsAsync()
    {
        var tag = await SampleAsync();
        var all = (await _clerk.Get($"visit?$filter=tag eq '{tag}'&$expand=place")).Values.Select(visit => visit!).ToArray();
        Assert.Equal(40, all.Length);
        foreach (var visit in all)
            visit["visit_earlier"] = new JsonArray([.. all.Where(other => (string?)other["earlierId"] == (string)visit["id"]!).Select(other => other.DeepClone())]);
        return (tag, all);
    }

    async Task<string> SampleAsync()
    {
        var tag = "R" + Guid.NewGuid().ToString("N");
        var random = new Random(7);
        string?[] places = [null, null, null];
        var ids = new List<string>();
        for (var i = 1; i < 3; i++)
            places[i] = (string)(await fixture.Town.As("clerk", "town-base").Create("place", $$"""{"name":"{{"ab"[i - 1]}}place"}"""))["id"]!;
        for (var i = 0; i < 40; i++)
        {
            var visit = new JsonObject { ["tag"] = tag, ["title"] = Pick(random, "alpha", "Beta", "alp", "z") };
            Maybe(random, visit, "count", () => random.Next(-3, 6));
            visit["count"] = visit["count"] is { } count ? Math.Abs((int)count) : null;
            Maybe(random, visit, "amount", () => Math.Round((decimal)random.Next(-500, 500) / 100, 2));
            Maybe(random, visit, "urgent", () => random.Next(2) == 0);
            Maybe(random, visit, "day", () => $"2026-0{random.Next(1, 4)}-1{random.Next(3)}");
            Maybe(random, visit, "good", () => Pick(random, "pump", "light", "sandbag"));
            Maybe(random, visit, "placeId", () => places[random.Next(3)]);
            visit["goods"] = new JsonArray([.. new[] { "pump", "light", "sandbag" }.Where(_ => random.Next(2) == 0).Select(code => (JsonNode)code)]);
            visit["contact"] = new JsonObject { ["name"] = Pick(random, "al", "Bet", "", "pha") };
            visit["supplies"] = new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ =>
            {
                var row = new JsonObject { ["item"] = Pick(random, "pump", "light") };
                Maybe(random, row, "needed", () => random.Next(4));
                if (random.Next(3) == 0)
                    row["parts"] = new JsonArray(new JsonObject { ["label"] = Pick(random, "alpha", "Bet", "ph", "q") });
                return (JsonNode)row;
            })]);
            if (ids.Count > 0 && random.Next(3) > 0)
                visit["earlierId"] = ids[random.Next(ids.Count)];
            ids.Add((string)(await _clerk.Create("visit", visit.ToJsonString()))["id"]!);
            if (random.Next(3) > 0)
                Assert.Equal(System.Net.HttpStatusCode.OK, (await _clerk.Post($"visit({ids[^1]})/submit", "{}")).Status);
        }
        return tag;
    }

    static string Pick(Random random, params string[] options) => options[random.Next(options.Length)];

    static void Maybe(Random random, JsonObject into, string name, Func<JsonNode?> value)
    {
        if (random.Next(4) > 0)
            into[name] = value();
    }
}
