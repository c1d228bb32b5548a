using System.Net;
using System.Text.Json.Nodes;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests.Attacks;

/// <summary>What only the engine sets, sent along in every way that a record can be written: refused, or as if it had not been sent.</summary>
public class AssignmentAttackTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    public static TheoryData<string> Names() => AttackCorpus.Names("assignments");

    [Theory, MemberData(nameof(Names))]
    public async Task What_only_the_engine_sets_is_the_engines(string name)
    {
        var body = AttackCorpus.Find("assignments", name)["body"]!.AsObject();
        foreach (var (way, method, path, wrap) in Ways())
        {
            var id = (string)(await _clerk.Create("visit", """{"title":"x","supplies":[{"item":"pump","needed":5,"onHand":1}]}"""))["id"]!;
            var before = (await _clerk.Get($"visit({id})")).Is(HttpStatusCode.OK).Json;
            var sent = (JsonObject)body.DeepClone();
            sent["title"] = "changed";
            var text = wrap.Replace("{body}", sent.ToJsonString(), StringComparison.Ordinal).Replace("{id}", id, StringComparison.Ordinal);
            var answer = await _clerk.Send(new HttpMethod(method), path.Replace("{id}", id, StringComparison.Ordinal), text);
            Assert.True((int)answer.Status is < 500 or 501, $"{way}: {answer.Text}");

            var after = (await fixture.Town.As("root").Get($"visit({id})")).Is(HttpStatusCode.OK).Json;
            var isChanged = (string?)after["title"] == "changed" || after["earlierId"] is not null;
            foreach (var field in new[] { "id", "division", "state", "createdBy", "createdAt", "appVersion", "grade", "decisions" })
                Assert.True(JsonNode.DeepEquals(before[field], after[field]), $"{way}, {field}: {after[field]}");
            Assert.Equal((way, (int)before["revision"]! + (isChanged ? 1 : 0)), (way, (int)after["revision"]!));
            Assert.Equal((way, "clerk"), (way, (string?)after["modifiedBy"]));
            Assert.True(after["modifiedAt"]!.GetValue<DateTimeOffset>() >= before["modifiedAt"]!.GetValue<DateTimeOffset>(), way);
            Assert.All(after["supplies"]!.AsArray(), row => Assert.Equal((way, 4), (way, (int)row!["short"]!)));
            Assert.Equal((way, after["supplies"]!.AsArray().Count * 4), (way, (int)after["totalShort"]!));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task And_of_a_new_record_too(string name)
    {
        var sent = (JsonObject)AttackCorpus.Find("assignments", name)["body"]!.DeepClone();
        var title = "n" + Guid.NewGuid().ToString("N");
        sent["title"] = title;
        foreach (var (method, path, wrap) in new[]
        {
            ("POST", "visit", "{body}"), ("PUT", $"visit({Guid.CreateVersion7()})", "{body}"), ("PATCH", $"visit({Guid.CreateVersion7()})", "{body}"),
            ("PATCH", "visit", """{"@context":"#$delta","value":[{body}]}"""),
            ("POST", "visit", """{"title":"outer","earlier":{body}}"""),
            ("POST", "$batch", """{"requests":[{"id":"1","method":"post","url":"visit","headers":{"content-type":"application/json"},"body":{body}}]}"""),
        })
        {
            var answer = await _clerk.Send(new HttpMethod(method), path, wrap.Replace("{body}", sent.ToJsonString(), StringComparison.Ordinal));
            Assert.True((int)answer.Status is < 500 or 501, answer.Text);
        }
        var made = (await fixture.Town.As("root").Get($"visit?$filter=title eq '{title}'")).Is(HttpStatusCode.OK).Values;
        var now = fixture.Town.Clock.GetUtcNow();
        Assert.All(made, record =>
        {
            Assert.Equal((Town.Committee, "draft", "clerk", "clerk"), ((string?)record!["division"], (string?)record["state"], (string?)record["createdBy"], (string?)record["modifiedBy"]));
            // Other tests may change it meanwhile: what is sent would be far away.
            Assert.InRange((int)record["revision"]!, 1, 9);
            Assert.True(record["createdAt"]!.GetValue<DateTimeOffset>() > now.AddDays(-30));
            Assert.Equal((int)made[0]!["appVersion"]!, (int)record["appVersion"]!);
            Assert.NotEqual(7, (int)record["appVersion"]!);
            Assert.Null(record["grade"]);
            Assert.Empty(record["decisions"]!.AsArray());
            Assert.NotEqual(99, (int)record["totalShort"]!);
        });
    }

    static IEnumerable<(string Way, string Method, string Path, string Wrap)> Ways() =>
    [
        ("PATCH", "PATCH", "visit({id})", "{body}"),
        ("PUT", "PUT", "visit({id})", "{body}"),
        ("within a link", "PATCH", "visit({id})", """{"earlier":{body}}"""),
        ("each", "PATCH", "visit/$filter(id eq {id})/$each", "{body}"),
        ("a batch", "POST", "$batch", """{"requests":[{"id":"1","method":"patch","url":"visit({id})","headers":{"content-type":"application/json"},"body":{body}}]}"""),
        ("a change set", "POST", "$batch", """{"requests":[{"id":"1","atomicityGroup":"g","method":"patch","url":"visit({id})","headers":{"content-type":"application/json"},"body":{body}}]}"""),
    ];
}
