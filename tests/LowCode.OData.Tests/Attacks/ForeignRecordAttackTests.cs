using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests.Attacks;

/// <summary>
/// Records of another committee by whatever address leads to them: the answer is that for a record that there is not,
/// letter by letter, and nothing has happened to the record.
/// </summary>
public class ForeignRecordAttackTests(TownFixture fixture)
{
    const string Secret = "机密内容-7341";

    readonly Client _owner = fixture.Town.As("clerk");
    readonly Client _stranger = fixture.Town.As("other");

    public static TheoryData<string> Names() => AttackCorpus.Names("foreign");

    [Theory, MemberData(nameof(Names))]
    public async Task A_record_of_another_committee_is_as_one_that_there_is_not(string name)
    {
        var attack = AttackCorpus.Find("foreign", name);
        var (id, none) = (await New(), Guid.CreateVersion7().ToString());
        var before = (await _owner.Get($"visit({id})")).Is(HttpStatusCode.OK).Text;
        var there = await Try(_stranger, attack, id);
        Assert.DoesNotContain(Secret, there.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("13800138000", there.Text, StringComparison.Ordinal);
        Assert.Equal(before, (await _owner.Get($"visit({id})")).Is(HttpStatusCode.OK).Text);
        if (attack["taken"] is not null)
        {
            // That an id is taken cannot be hidden from who wants it.
            Assert.Contains("LC9023", there.Text, StringComparison.Ordinal);
            return;
        }
        var nowhere = await Try(_stranger, attack, none);
        Assert.Equal((nowhere.Status, Plain(nowhere, none)), (there.Status, Plain(there, id)));
        // The address does lead there, for those who may go.
        var owners = await Try(_owner, attack, id);
        var after = await _owner.Get($"visit({id})");
        Assert.True(before != after.Text || (nowhere.Status, Plain(nowhere, none)) != (owners.Status, Plain(owners, id)), owners.Text);
    }

    static async Task<Answer> Try(Client client, JsonObject attack, string id)
    {
        var own = (string)(await client.Create("visit", """{"title":"own"}"""))["id"]!;
        string Fill(JsonNode? text) => text!.GetValue<string>().Replace("{id}", id, StringComparison.Ordinal).Replace("{own}", own, StringComparison.Ordinal);
        var headers = attack["headers"]?.AsObject().Select(header => (header.Key, header.Value!.GetValue<string>())).ToArray() ?? [];
        var answer = await client.Send(new HttpMethod(attack["method"]?.GetValue<string>() ?? "GET"), Fill(attack["path"]), attack["body"] is { } body ? Fill(body) : null, headers);
        return answer with { Bytes = Encoding.UTF8.GetBytes(answer.Text.Replace(own, "own", StringComparison.Ordinal)) };
    }

    static string Plain(Answer answer, string id) => answer.Text.Replace(id, "id", StringComparison.Ordinal);

    async Task<string> New()
    {
        var file = (await _owner.Upload(Encoding.UTF8.GetBytes(Secret), "text/plain", "a.txt")).Json;
        var place = await fixture.Town.As("clerk", "town-base").Create("place", """{"name":"库"}""");
        return (string)(await _owner.Create("visit", $$"""
            {"title":"{{Secret}}","remark":"{{Secret}}","count":7,"placeId":"{{place["id"]}}","contact":{"name":"周","phone":"13800138000"},
             "supplies":[{"item":"pump","needed":5,"onHand":1}],"papers":[{"hash":"{{file["hash"]}}","name":"a.txt","mediaType":"text/plain"}]}
            """))["id"]!;
    }
}
