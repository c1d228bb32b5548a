using System.Net;
using System.Text.Json.Nodes;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests.Attacks;

/// <summary>Records as strangers send them: a clear error, or a record in which they are only data; and the next record is stored as ever.</summary>
public class RecordAttackTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    public static TheoryData<string> Names() => AttackCorpus.Names("records");

    [Theory, MemberData(nameof(Names))]
    public async Task A_record_ends_as_the_corpus_says_and_the_next_one_is_stored(string name)
    {
        var attack = AttackCorpus.Find("records", name);
        var answer = await _clerk.Post("visit", AttackCorpus.Text(attack["body"]!));
        if (attack["error"] is { } error)
        {
            Assert.InRange((int)answer.Status, 400, 422);
            Assert.Equal(error.GetValue<string>(), answer.Json["error"]!["code"]!.GetValue<string>());
            Assert.InRange(answer.Bytes.Length, 1, 64 * 1024);
        }
        else
        {
            Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
            foreach (var (field, expected) in attack["expect"]!.AsObject())
                Assert.True(JsonNode.DeepEquals(expected, answer.Json[field]), $"{field}: {answer.Json[field]}");
        }
        var innocent = await _clerk.Create("visit", """{ "title": "泵站", "supplies": [ { "item": "pump", "needed": 3, "onHand": 1 } ] }""");
        Assert.Equal(("泵站", 2), ((string?)innocent["title"], (int)innocent["totalShort"]!));
    }
}
