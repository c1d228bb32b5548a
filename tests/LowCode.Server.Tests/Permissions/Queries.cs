using System.Net;
using System.Text.Json.Nodes;

namespace LowCode.Server.Tests.Permissions;

/// <summary>Ways to ask about all records of a set: what is found, counted, sorted, grouped, computed, searched, joined.</summary>
sealed class Queries(Rules rules, Visitor visitor, Matrix matrix)
{
    private readonly Person _who = visitor.Person;
    private readonly Item[] _cases = [.. rules.Seen(visitor.Person, "case")];
    private readonly Item[] _areas = [.. rules.Seen(visitor.Person, "area")];

    public async Task TryAsync()
    {
        await SetsAsync();
        foreach (var field in Field.All)
            await FieldAsync(field);
        await AreaPhoneAsync();
    }

    private async Task SetsAsync()
    {
        await FoundAsync("set", "case?$select=id", _cases);
        await FoundAsync("set of what refers", "area?$select=id", _areas);
        await CountedAsync("$count", "case/$count", _cases.Length);
        await CountedAsync("rows", "case_items/$count", _cases.Length);
        var page = await visitor.GetAsync("case?$count=true&$top=1&$select=id");
        Check("count", _cases.Length > 0, (int)page.Json["@odata.count"]! == _cases.Length && page.Values.Count == Math.Min(1, _cases.Length), page);
        var all = await visitor.GetAsync("$all");
        foreach (var item in rules.Items)
            Check("$all", rules.May(_who, "read", item), all.Text.Contains($"{item.Form}({item.Id})\"", StringComparison.Ordinal) == rules.May(_who, "read", item), all, item);
        var joined = await visitor.GetAsync("$crossjoin(case,area)?$filter=case/areaId eq area/id&$expand=case($select=id),area($select=id)");
        var pairs = _cases.Where(one => _areas.Any(area => area.Id == one.References["area"])).Select(one => one.Id + one.References["area"]);
        Check("$crossjoin", _cases.Length > 0, Same(joined, joined => joined.Values.Select(one => $"{one!["case"]!["id"]}{one["area"]!["id"]}"), pairs), joined);
        var back = await visitor.GetAsync("area?$expand=case_area($select=id;$count=true)&$select=id");
        foreach (var area in back.Values)
        {
            var referring = _cases.Where(one => one.References["area"] == (string)area!["id"]!).Select(one => one.Id).ToArray();
            Check("$expand of what refers", referring.Length > 0, (int)area!["case_area@odata.count"]! == referring.Length
                && area["case_area"]!.AsArray().Select(one => (string)one!["id"]!).Order().SequenceEqual(referring.Order()), back);
        }
        var expanded = await visitor.GetAsync("case?$expand=area($select=name,phone)&$select=id");
        foreach (var one in expanded.Values)
        {
            var area = _areas.FirstOrDefault(area => area.Id == rules.Items.First(item => item.Id == (string)one!["id"]!).References["area"]);
            Check("$expand", area is not null, (one!["area"] is not null) == (area is not null), expanded);
        }
        var tasks = await visitor.GetAsync("tasks?$select=recordId,title,role");
        foreach (var task in tasks.Values)
        {
            var item = rules.Items.First(one => one.Id == (string)task!["recordId"]!);
            var holder = new Person("?", [((string)task!["role"]!, _who.Roles.FirstOrDefault(held => held.Role == (string)task["role"]!).Division ?? item.Division)]);
            var allowed = _who.IsAdministrator ? (bool?)null : rules.ReadsAlways(holder, item);
            if (allowed is { } tells)
                Check("tasks", tells, ((string)task["title"]!).EndsWith((string)item.Fields["title"], StringComparison.Ordinal) == tells, tasks, item);
        }
    }

    private async Task FieldAsync(Field field)
    {
        var sight = rules.SightOf(_who, "case", field.Path, field.IsSensitive);
        var isClear = sight == Sight.Clear;
        foreach (var item in (Item[])[rules.Items.First(one => one.Form == "case" && rules.May(_who, "read", one) == (_cases.Length > 0)), rules.Items.Last(one => one.Form == "case")])
        {
            Item[] found = _cases.Contains(item) ? [item] : [];
            var value = Literal(item, field);
            var test = field.IsCell ? $"items/any(r: r/{field.Path[6..]} eq {value})" : $"{field.Name} eq {value}";
            await AskAsync("$filter", isClear, $"case?$select=id&$filter={test}", found);
            await AskAsync("$filter with not", isClear, $"case?$select=id&$filter=not ({test})", [.. _cases.Except(found)]);
            await AskAsync("$filter of what refers", isClear, $"area?$select=id&$filter=case_area/any(c: c/{(field.IsCell ? test.Replace("items/", "items/", StringComparison.Ordinal) : test)})",
                [.. _areas.Where(area => found.Any(one => one.References["area"] == area.Id))]);
            await AskAsync("rows $filter", isClear, field.IsCell ? $"case_items?$select=recordId&$filter={field.Path[6..]} eq {value}" : $"case_items?$select=recordId&$filter=record/{test}", found, "recordId");
            await AskAsync("$crossjoin $filter", isClear, $"$crossjoin(case,area)?$filter=case/id eq {item.Id} and area/id eq {item.References["area"]} and case/{test}&$expand=case($select=id)",
                _areas.Any(area => area.Id == item.References["area"]) ? found : [], "case/id");
            await AskAsync("$apply filter", isClear, $"case?$apply=filter({test})/groupby((id))", found);
            await AskAsync("$compute", isClear, $"case?$select=id&$compute=case({test}:1,true:0) as x&$filter=x eq 1", found);
            await CountAsync("$count $filter", isClear, $"case/$count?$filter={test}", found.Length);
            var body = await visitor.SendAsync(HttpMethod.Post, "case/$query", $"$select=id&$filter={test}", ("Content-Type", "text/plain"));
            Check("/$query", isClear, isClear ? Same(body, Ids, found.Select(one => one.Id)) : Refused(body), body, item);
            var batch = await visitor.SendAsync(HttpMethod.Post, "$batch", new JsonObject
            {
                ["requests"] = new JsonArray(new JsonObject { ["id"] = "1", ["method"] = "get", ["url"] = $"case?$select=id&$filter={Uri.EscapeDataString(test)}" }),
            }.ToJsonString());
            var part = batch.Json["responses"]![0]!;
            Check("$batch", isClear, (int)part["status"]! == (isClear ? 200 : 400)
                && (!isClear || part["body"]!["value"]!.AsArray().Select(one => (string)one!["id"]!).Order().SequenceEqual(found.Select(one => one.Id).Order())), batch, item);
            // Nobody is told that a search looks into less.
            if (field.Path != "score")
            {
                var searched = await visitor.GetAsync($"case?$select=id&$search={item.Fields[field.Path]}");
                Check("$search", isClear, Same(searched, Ids, isClear ? found.Select(one => one.Id) : []), searched, item);
            }
        }
        if (!field.IsCell)
        {
            await AskAsync("$orderby", isClear, $"case?$select=id&$orderby={field.Name} desc", _cases);
            await AskAsync("$orderby of $expand", isClear, $"area?$select=id&$expand=case_area($orderby={field.Name})", _areas);
            await AskAsync("$apply groupby", isClear, $"case?$apply=groupby((id,{field.Name}))", _cases);
            var sum = await visitor.GetAsync($"case?$apply=aggregate({field.Name} with max as m)");
            Check("$apply aggregate", isClear, isClear ? sum.Status == HttpStatusCode.OK : Refused(sum), sum);
            var shown = await visitor.GetAsync($"case?$select=id,{field.Name}");
            Check("$select", sight > Sight.Hidden, sight > Sight.Hidden ? Same(shown, Ids, _cases.Select(one => one.Id)) : Refused(shown), shown);
        }
    }

    private async Task AreaPhoneAsync()
    {
        var isClear = rules.SightOf(_who, "area", "phone", true) == Sight.Clear;
        var area = rules.Items.Last(one => one.Form == "area");
        var found = _areas.Contains(area) ? _cases.Where(one => one.References["area"] == area.Id).ToArray() : [];
        await AskAsync("$filter over a reference", isClear, $"case?$select=id&$filter=area/phone eq '{area.Fields["phone"]}'", found);
        await AskAsync("$orderby over a reference", isClear, "case?$select=id&$orderby=area/phone", _cases);
        await AskAsync("$apply over a reference", isClear, $"case?$apply=filter(area/phone eq '{area.Fields["phone"]}')/groupby((id))", found);
        await AskAsync("$compute over a reference", isClear, $"case?$select=id&$compute=concat(area/phone,'') as x&$filter=x eq '{area.Fields["phone"]}'", found);
    }

    private async Task AskAsync(string way, bool isClear, string path, IReadOnlyCollection<Item> found, string id = "id")
    {
        var reply = await visitor.GetAsync(path);
        Check(way, isClear, isClear ? Same(reply, answer => answer.Values.Select(one => (string)id.Split('/').Aggregate(one, (node, name) => node![name])!), found.Select(one => one.Id)) : Refused(reply), reply, path);
    }

    private async Task CountAsync(string way, bool isClear, string path, int count)
    {
        var reply = await visitor.GetAsync(path);
        Check(way, isClear, isClear ? reply.Text == $"{count}" : Refused(reply), reply, path);
    }

    private async Task FoundAsync(string way, string path, Item[] expected)
    {
        var reply = await visitor.GetAsync(path);
        Check(way, expected.Length > 0, Same(reply, Ids, expected.Select(one => one.Id)), reply);
    }

    private async Task CountedAsync(string way, string path, int expected)
    {
        var reply = await visitor.GetAsync(path);
        Check(way, expected > 0, reply.Text == $"{expected}", reply);
    }

    private void Check(string way, bool allowed, bool isRight, Reply reply, object? about = null) =>
        matrix.Tried(way, allowed, isRight, () => $"{_who.Name} {about} got {(int)reply.Status} {reply.Text[..Math.Min(400, reply.Text.Length)]}");

    // As of a name that does not exist.
    private static bool Refused(Reply reply) => reply.Status == HttpStatusCode.BadRequest && reply.Code == "LC6011";

    private static bool Same(Reply reply, Func<Reply, IEnumerable<string>> ids, IEnumerable<string> expected) =>
        reply.Status == HttpStatusCode.OK && ids(reply).Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal));

    private static IEnumerable<string> Ids(Reply reply) => reply.Values.Select(one => (string)one!["id"]!);

    private static string Literal(Item item, Field field) => item.Fields[field.Path] is int number ? $"{number}" : $"'{item.Fields[field.Path]}'";
}
