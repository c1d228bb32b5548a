using System.Text.Json;

namespace LowCode.Server.Tests.Permissions;

/// <summary>A field that the matrix asks about.</summary>
/// <param name="Path">Its path in the definition.</param>
/// <param name="IsSensitive">Whether it is masked unless revealed.</param>
/// <param name="Mask">What is shown of a value; null for nothing.</param>
sealed record Field(string Path, bool IsSensitive, Func<string, string>? Mask = null)
{
    /// <summary>Its path in the service.</summary>
    public string Name => Path.Replace('.', '/');

    public bool IsCell => Path.StartsWith("items.", StringComparison.Ordinal);

    public static readonly Field[] All =
    [
        new("title", false), new("note", false), new("phone", true, text => text[..3] + "****" + text[^4..]), new("score", true),
        new("contact.mail", true, text => text[..1] + new string('*', text.Length - 1)),
        new("items.what", false), new("items.secret", false), new("items.tel", true, text => text[..3] + "****" + text[^4..]),
    ];
}

/// <summary>
/// An app with a role for every reach, set of states and way to treat fields: cases with a workflow, attachments, a table, a
/// decision and a document, and areas to which cases refer and which refer to cases.
/// </summary>
static class GeneratedPack
{
    public const string App = "matrix";
    public const string Mover = "mover";
    public static readonly string[] States = ["draft", "submitted", "closed"];

    private static readonly string[] Reaches = ["own", "unit", "subtree", "all", "referenced"];
    private static readonly string[][] StateSets = [[], ["draft"], ["submitted", "closed"]];
    private static readonly string[] Sights = ["plain", "hides", "reveals"];

    /// <summary>The names of the roles, without the mover's.</summary>
    public static string[] Roles { get; } =
    [
        .. from reach in Reaches
           from states in Enumerable.Range(0, StateSets.Length)
           from sight in Sights
           select $"{reach}{states}{sight}",
    ];

    /// <summary>Roles whose holders may move a case on.</summary>
    public static string[] Moving { get; } = [Mover, .. Roles.Where((_, i) => i % 4 == 0)];

    public static Entry[] Entries { get; } = [.. Roles.SelectMany(Of), .. MoversOwn()];

    private static IEnumerable<Entry> Of(string role, int number)
    {
        var reach = Reaches[number / 9];
        var states = StateSets[number / 3 % 3];
        var (hides, reveals) = (Hides(number), Reveals(number));
        var isReferenced = reach == "referenced";
        yield return new("case", role, ["read"], reach, states, hides, reveals, isReferenced ? ("area", "lead") : null);
        if (number % 2 == 0)
            yield return new("case", role, isReferenced ? ["update"] : ["update", "delete"], reach, StateSets[(number + 1) % 3], hides, [], isReferenced ? ("area", "lead") : null);
        if (!isReferenced)
            yield return new("case", role, ["create"], reach == "own" ? "subtree" : reach, number % 2 == 0 ? [] : ["draft"], hides, []);
        var areas = (Can: number % 4 == 1 ? (string[])["read", "update"] : ["read"], Hides: number % 3 == 1 ? (string[])["note"] : [], Reveals: number % 3 == 2 ? (string[])["phone"] : []);
        if (isReferenced || number % 3 == 0)
            yield return new("area", role, areas.Can, "unit", [], areas.Hides, areas.Reveals);
        else if (number % 3 == 1)
            yield return new("area", role, areas.Can, "referenced", [], areas.Hides, areas.Reveals, ("case", "area"));
    }

    private static Entry[] MoversOwn() =>
    [
        new("case", Mover, ["read", "create", "update", "delete"], "all", [], [], ["phone", "score", "contact.mail", "items", "scans"]),
        new("area", Mover, ["read", "create", "update", "delete"], "all", [], [], ["phone"]),
    ];

    private static string[] Hides(int number) => number % 3 == 1 ? ["note", "items.secret", "scans", "grade"] : [];

    private static string[] Reveals(int number) => number % 3 == 2 ? ["phone", "score", "contact.mail", "items.tel", "scans"] : [];

    public static Dictionary<string, string> Files() => new()
    {
        ["app.json"] = $$"""
            { "app": "{{App}}", "title": "矩阵", "version": "1.0.0", "roles": [ {{string.Join(", ", Roles.Append(Mover).Select(role => $$"""{ "name": "{{role}}", "title": "角色" }"""))}} ] }
            """,
        ["options/grades.json"] = """{ "options": "grades", "items": [ { "code": "A", "title": "好" }, { "code": "B", "title": "差" } ] }""",
        ["forms/area.json"] = $$"""
            { "form": "area", "title": "片区", "display": "name",
              "fields": [
                { "name": "name", "type": "text", "label": "名称" }, { "name": "phone", "type": "text", "label": "电话", "sensitive": true },
                { "name": "note", "type": "text", "label": "备注" }, { "name": "lead", "type": "reference", "to": "case", "label": "主案件" } ],
              "access": [ {{Access("area")}} ] }
            """,
        ["forms/case.json"] = $$"""
            { "form": "case", "title": "案件", "display": "title",
              "fields": [
                { "name": "title", "type": "text", "label": "标题" }, { "name": "tag", "type": "text", "label": "标记" },
                { "name": "note", "type": "text", "label": "备注" }, { "name": "phone", "type": "text", "label": "电话", "sensitive": true },
                { "name": "score", "type": "integer", "label": "分数", "sensitive": true },
                { "name": "contact", "type": "group", "label": "联系人", "fields": [ { "name": "mail", "type": "text", "sensitive": true } ] },
                { "name": "area", "type": "reference", "to": "area", "label": "片区" },
                { "name": "papers", "type": "file", "label": "附件" }, { "name": "scans", "type": "file", "label": "扫描件", "sensitive": true },
                { "name": "items", "type": "table", "label": "明细", "fields": [
                  { "name": "what", "type": "text" }, { "name": "secret", "type": "text" }, { "name": "tel", "type": "text", "sensitive": true } ] },
                { "name": "grade", "type": "computed", "as": "choice", "options": "grades", "decision": "grade", "label": "等级" } ],
              "access": [ {{Access("case")}} ] }
            """,
        ["decisions/grade.json"] = """
            { "decision": "grade", "form": "case", "mode": "first", "otherwise": "A", "rules": [ { "name": "none", "title": "无标题", "when": "title === null", "outcome": "B" } ] }
            """,
        ["workflows/case.json"] = $$"""
            { "workflow": "case",
              "states": [ { "name": "draft", "title": "草稿" }, { "name": "submitted", "title": "已上报" }, { "name": "closed", "title": "办结" } ],
              "transitions": [
                { "name": "submit", "title": "上报", "from": "draft", "to": "submitted", "by": {{JsonSerializer.Serialize(Moving)}}, "decide": "grade" },
                { "name": "recall", "title": "退回", "from": "submitted", "to": "draft", "by": "{{Mover}}", "submits": false },
                { "name": "close", "title": "办结", "from": "submitted", "to": "closed", "by": "{{Mover}}" } ] }
            """,
        ["documents/sheet.json"] = """{ "document": "sheet", "form": "case", "title": "案件单", "template": "sheet.html" }""",
        ["documents/sheet.html"] = """
            <h1>{{ fields.title }}</h1><p>{{ fields.note }}</p><p>{{ fields.phone }}</p><p>{{ fields.score }}</p><p>{{ fields.contact.mail }}</p>
            {{ for row in fields.items }}<p>{{ row.what }} {{ row.secret }} {{ row.tel }}</p>{{ end }}
            """,
    };

    private static string Access(string form) => string.Join(",\n", Entries.Where(entry => entry.Form == form).Select(entry => JsonSerializer.Serialize(
        new Dictionary<string, object?>
        {
            ["role"] = entry.Role,
            ["can"] = entry.Can,
            ["reach"] = entry.Reach,
            ["by"] = entry.By is var (by, field) ? $"{by}.{field}" : null,
            ["states"] = entry.States.Length > 0 ? entry.States : null,
            ["hides"] = entry.Hides.Length > 0 ? entry.Hides : null,
            ["reveals"] = entry.Reveals.Length > 0 ? entry.Reveals : null,
        }.Where(member => member.Value is not null).ToDictionary())));
}
