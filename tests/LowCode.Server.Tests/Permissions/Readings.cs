using System.Net;

namespace LowCode.Server.Tests.Permissions;

/// <summary>Ways to one record and what is in it. One that somebody may not see is answered like one that does not exist, to the byte.</summary>
sealed class Readings(Rules rules, Visitor visitor, Matrix matrix)
{
    private const string NoId = "01890a5d-0000-7000-8000-000000000000";

    private readonly Person _who = visitor.Person;

    public async Task TryAsync()
    {
        foreach (var item in Chosen())
        {
            var sees = rules.May(_who, "read", item);
            if (sees)
                new Contents(rules, visitor, matrix).Check("in an entity", (await visitor.GetAsync($"case({item.Id})")).Json);
            foreach (var field in Field.All.Where(field => !field.IsCell))
                await PropertyAsync(item, field, sees);
            await FilesAsync(item, sees);
            await DocumentAsync(item, sees);
            foreach (var (way, path) in ((string, string)[])[
                ("entity", "case({0})"), ("property", "case({0})/title"), ("transitions", "case({0})/availableTransitions"), ("link", "case({0})/area"), ("$ref", "case({0})/area/$ref"),
                ("rows of a record", "case({0})/items"), ("$count of rows", "case({0})/items/$count"), ("entity $expand", "case({0})?$expand=area"), ("entity $compute", "case({0})?$compute=1 add 1 as two")])
            {
                await AbsentAsync(way, HttpMethod.Get, path, item, sees);
            }
            await AbsentAsync("HEAD", HttpMethod.Head, "case({0})", item, sees);
            foreach (var (way, path, most) in ((string, string, int)[])[
                ("by id", "case/$count?$filter=id eq {0}", 1), ("by id $apply", "case?$apply=filter(id eq {0})/aggregate($count as n)", 1), ("by id rows", "case_items/$count?$filter=recordId eq {0}", 1)])
            {
                var reply = await visitor.GetAsync(string.Format(null, path, item.Id));
                var count = reply.Text.StartsWith('{') ? (int)reply.Values[0]!["n"]! : int.Parse(reply.Text, null);
                Check(way, sees, count == (sees ? most : 0), reply, item);
            }
        }
        foreach (var area in rules.Items.Where(item => item.Form == "area"))
        {
            var sees = rules.May(_who, "read", area);
            await AbsentAsync("what is referred to", HttpMethod.Get, "area({0})", area, sees);
            await AbsentAsync("what refers", HttpMethod.Get, "area({0})/case_area", area, sees);
        }
    }

    // All that differ by division, state or creator, for this person.
    private IEnumerable<Item> Chosen() => rules.Items.Where(item => item.Form == "case")
        .GroupBy(item => (item.Division, item.State, IsOwn: item.Creator == _who.Name, rules.May(_who, "read", item))).Select(group => group.First());

    private async Task PropertyAsync(Item item, Field field, bool sees)
    {
        var sight = rules.SightOf(_who, "case", field.Path, field.IsSensitive);
        var expected = Contents.Shown(item, field, sight);
        var property = await visitor.GetAsync($"case({item.Id})/{field.Name}");
        var isRight = !sees || sight == Sight.Hidden ? property.Status == HttpStatusCode.NotFound
            : expected is null ? property.Status == HttpStatusCode.NoContent
            : property.Json["value"]!.ToString() == expected && (property.Json["@LowCode.masked"] is not null) == (sight == Sight.Masked);
        Check("a property", sees && sight == Sight.Clear, isRight, property, $"{field.Path} is {sight}");
        var bare = await visitor.GetAsync($"case({item.Id})/{field.Name}/$value");
        Check("$value", sees && sight == Sight.Clear, !sees || sight == Sight.Hidden ? bare.Status == HttpStatusCode.NotFound : bare.Text == (expected ?? ""), bare, $"{field.Path} is {sight}");
    }

    private async Task FilesAsync(Item item, bool sees)
    {
        foreach (var (field, isSensitive) in ((string, bool)[])[("papers", false), ("scans", true)])
        {
            var allowed = sees && rules.SightOf(_who, "case", field, isSensitive) == Sight.Clear;
            var stream = await visitor.GetAsync($"case({item.Id})/{field}/0/$value");
            Check("a stream", allowed, allowed ? stream.Text == (string)item.Fields[field] : stream.Status == HttpStatusCode.NotFound, stream, field);
        }
    }

    private async Task DocumentAsync(Item item, bool sees)
    {
        var page = await visitor.GetAsync($"/documents/{GeneratedPack.App}/sheet/{item.Id}");
        var absent = await visitor.GetAsync($"/documents/{GeneratedPack.App}/sheet/{NoId}");
        if (!sees)
        {
            Check("a document", false, page.Status == absent.Status && page.Text.Replace(item.Id, NoId, StringComparison.Ordinal) == absent.Text, page, item.State);
            return;
        }
        foreach (var field in Field.All)
        {
            var sight = rules.SightOf(_who, "case", field.Path, field.IsSensitive);
            var text = page.Text.Replace(",", "", StringComparison.Ordinal);
            var tells = text.Contains(item.Fields[field.Path].ToString()!, StringComparison.Ordinal);
            var isRight = page.Status == HttpStatusCode.OK && tells == (sight == Sight.Clear)
                && (sight != Sight.Masked || field.Mask is null || text.Contains(Contents.Shown(item, field, sight)!, StringComparison.Ordinal));
            Check("a document", sight == Sight.Clear, isRight, page, $"{field.Path} is {sight}");
        }
    }

    private async Task AbsentAsync(string way, HttpMethod method, string path, Item item, bool sees)
    {
        var reply = await visitor.SendAsync(method, string.Format(null, path, item.Id), null);
        var absent = await visitor.SendAsync(method, string.Format(null, path, NoId), null);
        Check(way, sees, sees ? reply.Status is HttpStatusCode.OK or HttpStatusCode.NoContent
            : reply.Status == HttpStatusCode.NotFound && reply.Text.Replace(item.Id, NoId, StringComparison.Ordinal) == absent.Text, reply, path);
    }

    private void Check(string way, bool allowed, bool isRight, Reply reply, object? about) =>
        matrix.Tried(way, allowed, isRight, () => $"{_who.Name} {about} got {(int)reply.Status} {reply.Text[..Math.Min(600, reply.Text.Length)]}");
}
