using System.Net;
using System.Text.Json.Nodes;

namespace LowCode.Server.Tests.Permissions;

/// <summary>What stands in the answers, whichever way an entity comes: fields in the clear, masked and marked so, or not there at all.</summary>
sealed class Contents(Rules rules, Visitor visitor, Matrix matrix)
{
    private readonly Person _who = visitor.Person;

    /// <summary>All ways in which whole entities are answered.</summary>
    public async Task TryAsync()
    {
        foreach (var (way, path, at) in ((string, string, string)[])[
            ("in a set", "case", ""), ("in $apply", "case?$apply=filter(true)", ""), ("in $crossjoin", "$crossjoin(case,area)?$filter=case/areaId eq area/id&$expand=case,area($select=id)", "case"),
            ("in $select of groups", "case?$select=id,state,decisions,grade,title,note,phone,score,contact,items".Replace(",grade,", SightOf("grade", false) == Sight.Clear ? ",grade," : ",", StringComparison.Ordinal)
                .Replace(",note,", SightOf("note", false) == Sight.Clear ? ",note," : ",", StringComparison.Ordinal), "")])
        {
            foreach (var one in (await ReadAsync(visitor, path)).Values)
                Check(way, at.Length > 0 ? one![at]! : one!);
        }
        var body = await visitor.SendAsync(HttpMethod.Post, "case/$query", "$top=1000", ("Content-Type", "text/plain"));
        foreach (var one in body.Values)
            Check("in /$query", one!);
        foreach (var area in (await ReadAsync(visitor, "area?$expand=case_area")).Values)
        {
            CheckArea("in a set of what refers", area!);
            foreach (var one in area!["case_area"]!.AsArray())
                Check("in $expand of what refers", one!);
        }
        foreach (var one in (await ReadAsync(visitor, "case?$select=id&$expand=area")).Values)
        {
            if (one!["area"] is { } area)
                CheckArea("in $expand", area);
        }
        foreach (var row in (await ReadAsync(visitor, "case_items?$expand=record")).Values)
        {
            CheckRow("in rows", row!, Find((string)row!["recordId"]!));
            Check("in $expand of a row", row["record"]!);
        }
        var batch = await visitor.SendAsync(HttpMethod.Post, "$batch", """{"requests":[{"id":"1","method":"get","url":"case"}]}""");
        foreach (var one in batch.Json["responses"]![0]!["body"]!["value"]!.AsArray())
            Check("in $batch", one!);
    }

    /// <summary>One entity of the cases.</summary>
    public void Check(string way, JsonNode entity)
    {
        var item = Find((string)entity["id"]!);
        CheckFields(way, entity, item);
        var explains = SightOf("grade", false) == Sight.Clear;
        if (item.State != "draft")
            Tried(way, explains, entity["decisions"]!.AsArray().Count == (explains ? 1 : 0) && entity.AsObject().ContainsKey("grade") == explains, entity);
    }

    /// <summary>The fields of a case, without what every record has.</summary>
    public void CheckFields(string way, JsonNode entity, Item item)
    {
        foreach (var field in Field.All.Where(field => !field.IsCell))
            CheckField(way, field.Path == "contact.mail" ? entity["contact"] : entity, field, item, entity);
        foreach (var row in entity["items"]!.AsArray())
            CheckRow(way, row!, item);
    }

    private void CheckRow(string way, JsonNode row, Item item)
    {
        foreach (var field in Field.All.Where(field => field.IsCell))
            CheckField(way, row, field, item, row);
    }

    private void CheckField(string way, JsonNode? node, Field field, Item item, JsonNode whole)
    {
        var sight = SightOf(field.Path, field.IsSensitive);
        var name = field.Path.Split('.')[^1];
        var isRight = sight == Sight.Hidden ? node is null || !node.AsObject().ContainsKey(name)
            : node?[name]?.ToString() == Shown(item, field, sight) && (node?[$"{name}@LowCode.masked"] is not null) == (sight == Sight.Masked);
        Tried(way, sight == Sight.Clear,
            isRight && (sight == Sight.Clear || !whole.ToJsonString().Contains(item.Fields[field.Path].ToString()!, StringComparison.Ordinal)), whole);
    }

    private void CheckArea(string way, JsonNode area)
    {
        var (item, sight) = (Find((string)area["id"]!), rules.SightOf(_who, "area", "phone", true));
        var phone = (string)item.Fields["phone"];
        Tried(way, sight == Sight.Clear, sight == Sight.Hidden ? !area.AsObject().ContainsKey("phone")
            : (string?)area["phone"] == (sight == Sight.Clear ? phone : phone[..3] + "****" + phone[^4..]), area);
    }

    /// <summary>What is shown of a field; null for nothing.</summary>
    public static string? Shown(Item item, Field field, Sight sight) => sight switch
    {
        Sight.Clear => item.Fields[field.Path].ToString(),
        Sight.Masked => field.Mask?.Invoke((string)item.Fields[field.Path]),
        _ => null,
    };

    private Sight SightOf(string path, bool isSensitive) => rules.SightOf(_who, "case", path, isSensitive);

    private Item Find(string id) => rules.Items.First(item => item.Id == id);

    private static async Task<Reply> ReadAsync(Visitor visitor, string path)
    {
        var reply = await visitor.GetAsync(path);
        return reply.Status == HttpStatusCode.OK ? reply : throw new InvalidOperationException($"{visitor.Person.Name} {path}: {reply.Text}");
    }

    private void Tried(string way, bool allowed, bool isRight, JsonNode entity) =>
        matrix.Tried(way, allowed, isRight, () => $"{_who.Name} got {entity.ToJsonString()}");
}
