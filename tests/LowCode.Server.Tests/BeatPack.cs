using System.Text.Json;

namespace LowCode.Server.Tests;

/// <summary>An app whose records tell by which version they were made, and move on by themselves after a second.</summary>
static class BeatPack
{
    /// <summary>The files of a version: version n has n fields <c>f1</c> … <c>fn</c>, each of which says n.</summary>
    public static Dictionary<string, string> Files(int version)
    {
        var fields = string.Join(", ", Enumerable.Range(1, version)
            .Select(field => $$"""{ "name": "f{{field}}", "type": "integer", "label": "第 {{field}} 项", "value": "{{version}}" }"""));
        return new()
        {
            ["app.json"] = $$"""
                { "app": "beat", "title": "节拍", "version": "1.{{version}}.0", "roles": [ { "name": "inspector", "title": "检查员" } ] }
                """,
            ["forms/beat.json"] = $$"""
                { "form": "beat", "title": "节拍", "fields": [ {{fields}} ],
                  "access": [ { "role": "inspector", "can": ["read", "create", "update"], "reach": "unit" } ] }
                """,
            ["workflows/beat.json"] = """
                { "workflow": "beat",
                  "states": [
                    { "name": "open", "title": "进行中", "due": { "after": "PT1S", "then": "tick" } },
                    { "name": "done", "title": "完成", "locked": true } ],
                  "transitions": [ { "name": "tick", "title": "完成", "from": "open", "to": "done", "by": "system", "submits": false } ] }
                """,
        };
    }

    /// <summary>Checks that a record which has just been created is of one version through and through; returns which.</summary>
    public static int CheckWhole(JsonElement beat)
    {
        var version = beat.GetProperty("appVersion").GetInt32();
        var fields = beat.EnumerateObject().Where(property => property.Name[0] == 'f' && property.Name.Length < 4).ToList();
        Assert.Equal(Enumerable.Range(1, version).Select(field => $"f{field}"), fields.Select(field => field.Name));
        Assert.All(fields, field => Assert.Equal(version, field.Value.GetInt32()));
        return version;
    }
}
