using System.Net;
using System.Text.Json.Nodes;

namespace LowCode.Server.Tests.Permissions;

/// <summary>Ways to write: fields one by one, whole records, links, dry runs, deletions that are taken back, transitions, new records.</summary>
sealed class Writings(World world, Visitor visitor, Matrix matrix)
{
    private const string NoId = "01890a5d-0000-7000-8000-000000000000";
    private static readonly (string, string) IfThere = ("If-Match", "*");

    private readonly Rules _rules = world.Rules;
    private readonly Person _who = visitor.Person;

    public async Task TryAsync()
    {
        foreach (var item in _rules.Items.Where(item => item.Form == "case")
            .GroupBy(item => (item.Division, item.State, IsOwn: item.Creator == _who.Name, _rules.May(_who, "read", item))).Select(group => group.Last()))
        {
            var (sees, updates) = (_rules.May(_who, "read", item), _rules.May(_who, "update", item));
            await WriteAsync("PATCH", sees, updates, HttpMethod.Patch, "case({0})", item, """{"tag":"a"}""");
            await WriteAsync("PUT of a property", sees, updates, HttpMethod.Put, "case({0})/tag", item, """{"value":"b"}""");
            await WriteAsync("DELETE of a property", sees, updates, HttpMethod.Delete, "case({0})/tag", item, null);
            await WriteAsync("a dry run", sees, sees, HttpMethod.Post, "case({0})/evaluate", item, "{}");
            await EachAsync(item, sees, updates);
            await DeleteAsync(item, sees);
            await ReferAsync(item, updates);
            foreach (var field in Field.All.Where(field => !field.IsCell))
                await FieldAsync(item, field, sees, updates);
            if (item.State == "draft")
                await SubmitAsync(item, sees);
        }
        foreach (var division in (string[])[World.Here, World.Beside, World.Far, World.Street])
            await CreateAsync(division);
    }

    private async Task WriteAsync(string way, bool sees, bool allowed, HttpMethod method, string path, Item item, string? body)
    {
        var reply = await visitor.SendAsync(method, string.Format(null, path, item.Id), body, IfThere);
        if (!sees)
        {
            var absent = await visitor.SendAsync(method, string.Format(null, path, NoId), body, IfThere);
            Check(way, false, IsAlike(reply, absent, item) && reply.Status is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound, reply, item);
            return;
        }
        Check(way, allowed, allowed ? reply.Status is HttpStatusCode.OK or HttpStatusCode.NoContent : reply.Status == HttpStatusCode.Forbidden, reply, item);
        if (reply.Status == HttpStatusCode.OK && method == HttpMethod.Patch)
            new Contents(_rules, visitor, matrix).Check("in the answer to a write", reply.Json);
        else if (reply.Status == HttpStatusCode.OK)
            new Contents(_rules, visitor, matrix).CheckFields("in a dry run", reply.Json["record"]!, item);
    }

    // Each of those that a filter leaves: of one that is not seen none is left.
    private async Task EachAsync(Item item, bool sees, bool allowed)
    {
        var reply = await visitor.SendAsync(HttpMethod.Patch, $"case/$filter(@f)/$each?@f=id eq {item.Id}", """{"tag":"c"}""", ("Prefer", "return=minimal"));
        Check("$each", allowed, allowed || !sees ? reply.Status == HttpStatusCode.NoContent : reply.Status == HttpStatusCode.Forbidden, reply, item);
    }

    // Together with what fails, so that nothing is deleted.
    private async Task DeleteAsync(Item item, bool sees)
    {
        var allowed = _rules.May(_who, "delete", item);
        var reply = await visitor.SendAsync(HttpMethod.Post, "$batch", new JsonObject
        {
            ["requests"] = new JsonArray(
                new JsonObject { ["id"] = "1", ["atomicityGroup"] = "g", ["method"] = "delete", ["url"] = $"case({item.Id})" },
                new JsonObject { ["id"] = "2", ["atomicityGroup"] = "g", ["method"] = "delete", ["url"] = $"case({NoId})" }),
        }.ToJsonString());
        var (first, second) = ((int)reply.Json["responses"]![0]!["status"]!, reply.Json["responses"]![1]!["body"]?.ToJsonString());
        var isReferred = _rules.Items.Any(other => other.References.ContainsValue(item.Id));
        Check("DELETE", allowed, first == (!sees ? 404 : !allowed ? 403 : isReferred ? 409 : 424), reply, item);
    }

    // A record that is not seen cannot be referred to, and is not told from one that does not exist.
    private async Task ReferAsync(Item item, bool updates)
    {
        if (!updates)
            return;
        foreach (var area in (Item[])[_rules.Items.First(one => one.Form == "area" && one.Id != item.References["area"]), _rules.Items.Last(one => one.Form == "area" && one.Id != item.References["area"])])
        {
            var allowed = _rules.May(_who, "read", area);
            var reply = await visitor.SendAsync(HttpMethod.Patch, $"case({item.Id})", $$"""{"areaId":"{{area.Id}}"}""");
            var absent = await visitor.SendAsync(HttpMethod.Patch, $"case({item.Id})", $$"""{"areaId":"{{NoId}}"}""");
            Check("a reference", allowed, allowed ? reply.Status == HttpStatusCode.OK : reply.Status == HttpStatusCode.UnprocessableEntity && IsAlike(reply, absent, area), reply, area);
            if (reply.Status == HttpStatusCode.OK)
                await world.Mover.SendAsync(HttpMethod.Patch, $"case({item.Id})", $$"""{"areaId":"{{item.References["area"]}}"}""");
        }
    }

    private async Task FieldAsync(Item item, Field field, bool sees, bool updates)
    {
        var sight = _rules.SightOf(_who, "case", field.Path, field.IsSensitive);
        var value = item.Fields[field.Path];
        // The real one: who does not see it learns nothing by guessing it, and who does changes nothing.
        var reply = await visitor.SendAsync(HttpMethod.Patch, $"case({item.Id})", Body(field, value), IfThere);
        var absent = sees ? null : await visitor.SendAsync(HttpMethod.Patch, $"case({NoId})", Body(field, value), IfThere);
        var wanted = (sees, sight, updates) switch
        {
            (false, _, _) => IsAlike(reply, absent!, item),
            (_, Sight.Hidden, _) => reply.Status == HttpStatusCode.BadRequest && reply.Details.StartsWith("LC6027@", StringComparison.Ordinal),
            (_, _, false) => reply.Status == HttpStatusCode.Forbidden,
            (_, Sight.Masked, _) => reply.Status == HttpStatusCode.UnprocessableEntity && reply.Details == $"LC9004@{field.Name}",
            _ => reply.Status == HttpStatusCode.OK,
        };
        Check("PATCH of a field", updates && sight == Sight.Clear, wanted, reply, $"{field.Path} is {sight} of {item}");
        if (sees && updates && sight == Sight.Masked && field.Mask is { } mask)
        {
            var back = await visitor.SendAsync(HttpMethod.Patch, $"case({item.Id})", Body(field, mask((string)value)));
            var kept = await world.Mover.GetAsync($"case({item.Id})/{field.Name}");
            Check("PATCH of a mask", false, back.Status == HttpStatusCode.OK && kept.Json["value"]!.ToString() == value.ToString(), back, field.Path);
        }
        else if (sees && updates && sight == Sight.Clear)
        {
            Check("PATCH of a mask", true, true, reply, field.Path);
        }
    }

    private async Task SubmitAsync(Item item, bool sees)
    {
        var allowed = sees && _who.Roles.Any(held => GeneratedPack.Moving.Contains(held.Role) && item.Division.StartsWith(held.Division, StringComparison.Ordinal));
        var reply = await visitor.SendAsync(HttpMethod.Post, $"case({item.Id})/submit", "{}");
        var absent = await visitor.SendAsync(HttpMethod.Post, $"case({NoId})/submit", "{}");
        var left = item with { State = "submitted" };
        Check("a transition", allowed, !sees ? reply.Status == HttpStatusCode.NotFound && IsAlike(reply, absent, item)
            : !allowed ? reply.Status == HttpStatusCode.Forbidden
            // Who may not see it any more is answered with nothing.
            : reply.Status == (_rules.May(_who, "read", left) ? HttpStatusCode.OK : HttpStatusCode.NoContent), reply, item);
        if (allowed)
            await world.Mover.SendAsync(HttpMethod.Post, $"case({item.Id})/recall", "{}");
    }

    private async Task CreateAsync(string division)
    {
        var wanted = new Item("case", "", division, "draft", _who.Name, [], []);
        var allowed = _rules.Creates(_who, wanted);
        var reply = await visitor.SendAsync(HttpMethod.Post, "case", $$"""{"division":"{{division}}","title":"new"}""");
        Check("POST", allowed, allowed ? reply.Status == (_rules.May(_who, "read", wanted) ? HttpStatusCode.Created : HttpStatusCode.NoContent)
            : reply.Status is HttpStatusCode.Forbidden or HttpStatusCode.UnprocessableEntity, reply, division);
        // What others do not know of goes again.
        if (allowed && await world.Mover.GetAsync("case?$filter=title eq 'new'&$select=id") is { } made)
        {
            foreach (var one in made.Values)
                await world.Mover.SendAsync(HttpMethod.Delete, $"case({one!["id"]})", null);
        }
    }

    private static string Body(Field field, object value)
    {
        JsonNode node = value is int number ? number : (string)value;
        return field.Path == "contact.mail" ? new JsonObject { ["contact"] = new JsonObject { ["mail"] = node } }.ToJsonString() : new JsonObject { [field.Path] = node }.ToJsonString();
    }

    private static bool IsAlike(Reply reply, Reply absent, Item item) =>
        reply.Status == absent.Status && reply.Text.Replace(item.Id, NoId, StringComparison.Ordinal) == absent.Text;

    private void Check(string way, bool allowed, bool isRight, Reply reply, object? about) =>
        matrix.Tried(way, allowed, isRight, () => $"{_who.Name} {about} got {(int)reply.Status} {reply.Text[..Math.Min(400, reply.Text.Length)]}");
}
