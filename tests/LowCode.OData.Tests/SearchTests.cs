using System.Net;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

/// <summary>What $search looks into: OData 4.01 Part 1, 11.2.6.6.</summary>
public sealed class SearchTests : IAsyncLifetime
{
    Town _town = null!;
    Client _clerk = null!;

    public async ValueTask InitializeAsync()
    {
        _town = await Town.OpenAsync();
        await Town.PublishAsync(_town.Installation, Packs.Pack(
            ("app.json", """{ "app": "town-notes", "title": "笔记", "version": "1.0.0", "requires": { "town-base": "1.0.0" }, "roles": [ { "name": "clerk", "title": "办事员" }, { "name": "guest", "title": "访客" } ] }"""),
            ("forms/note.json", """
            { "form": "note", "title": "笔记", "display": "headline", "fields": [
                { "name": "place", "type": "reference", "to": "town-base/place", "label": "地点" },
                { "name": "count", "type": "integer", "label": "数量" },
                { "name": "headline", "type": "computed", "as": "text", "value": "lookup(place, 'name')", "label": "名称" },
                { "name": "owner", "type": "computed", "as": "text", "value": "'拥有者' + (count ?? 0)", "label": "负责人" },
                { "name": "level", "type": "computed", "as": "text", "decision": "level", "label": "等级" },
                { "name": "lines", "type": "table", "label": "明细", "fields": [
                  { "name": "count", "type": "integer" }, { "name": "told", "type": "computed", "as": "text", "value": "'第' + (count ?? 0) + '件'" } ] } ],
              "access": [ { "role": "clerk", "can": ["read", "create", "update"] }, { "role": "guest", "can": ["read"], "hides": ["owner"] } ] }
            """),
            ("decisions/level.json", """
            { "decision": "level", "form": "note", "title": "等级", "mode": "first", "otherwise": "一般", "rules": [ { "name": "many", "title": "多", "when": "count > 5", "outcome": "重大" } ] }
            """),
            ("workflows/note.json", """
            { "workflow": "note", "title": "流程", "states": [ { "name": "draft" }, { "name": "done", "locked": true } ],
              "transitions": [ { "name": "finish", "title": "完成", "from": "draft", "to": "done", "by": "clerk", "decide": "level" } ] }
            """)));
        _clerk = _town.As("clerk", "town-notes");
        foreach (var (name, count) in new[] { ("新安活动室", 3), ("永乐泵站 PUMP", 9) })
        {
            var place = (await _town.As("clerk", "town-base").Create("place", $$"""{"name":"{{name}}"}"""))["id"];
            var note = (await _clerk.Create("note", $$"""{"placeId":"{{place}}","count":{{count}},"lines":[{"count":{{count + 10}}}]}"""))["id"];
            (await _clerk.Post($"note({note})/finish", "{}")).Is(HttpStatusCode.OK);
        }
    }

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task Section_11_2_6_6_texts_that_a_rule_makes_are_found_and_outcomes_are_not()
    {
        foreach (var (wanted, found) in ((string, int)[])[
            ("活动室", 1), ("pump", 1), ("ＰＵＭＰ", 1), ("永乐 AND 泵站", 1), ("室 OR 泵", 2), ("NOT 泵站", 1), ("拥有者9", 1), ("第13件", 1), ("一般", 0), ("重大", 0), ("没有", 0)])
        {
            Assert.Equal($"{found}", (await _clerk.Get($"note/$count?$search={Uri.EscapeDataString(wanted)}")).Is(HttpStatusCode.OK).Text);
            Assert.Equal($"{found}", (await _clerk.Get($"note/$count?$apply=search({Uri.EscapeDataString(wanted)})")).Is(HttpStatusCode.OK).Text);
        }
        Assert.Equal(["永乐泵站 PUMP"], (await _clerk.Get("note?$search=泵站&$orderby=headline")).Values.Select(note => (string?)note!["headline"]));
        Assert.Equal("0", (await _town.As("guest", "town-notes").Get("note/$count?$search=拥有者9")).Is(HttpStatusCode.OK).Text);
    }
}
