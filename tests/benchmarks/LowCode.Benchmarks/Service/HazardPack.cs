using LowCode.Definitions.Reading;

namespace LowCode.Benchmarks.Service;

/// <summary>A register of hidden dangers: a form of twenty fields, two of them calculated, and a table.</summary>
static class HazardPack
{
    public const string App = "hazards";
    public const string Set = "hazards/hazard";

    public static readonly string[] Kinds = ["fire", "flood", "building", "gas", "traffic", "other"];
    public static readonly string[] Levels = ["general", "major"];
    public static readonly string[] Answers = ["yes", "no", "na"];
    public static readonly string[] Items = ["extinguisher", "sandbag", "sign", "light"];

    public static MemoryFiles Files { get; } = MemoryFiles.Of(new Dictionary<string, string>
    {
        ["app.json"] = """
            { "app": "hazards", "title": "隐患登记", "version": "1.0.0", "requires": {}, "roles": [ { "name": "clerk", "title": "网格员" }, { "name": "reader", "title": "查阅" } ] }
            """,
        ["options/kinds.json"] = Options("kinds", Kinds),
        ["options/levels.json"] = Options("levels", Levels),
        ["options/answers.json"] = Options("answers", Answers),
        ["options/items.json"] = Options("items", Items),
        ["options/risks.json"] = Options("risks", ["low", "middle", "high"]),
        ["forms/hazard.json"] = """
            { "form": "hazard", "title": "隐患", "display": "address",
              "fields": [
                { "name": "address", "type": "text", "label": "地址", "required": true, "maxLength": 100 },
                { "name": "foundOn", "type": "date", "label": "发现日期", "required": true,
                  "check": { "rule": "foundOn <= today()", "message": "发现日期不能晚于今天。" } },
                { "name": "kind", "type": "choice", "options": "kinds", "label": "类别", "required": true },
                { "name": "level", "type": "choice", "options": "levels", "label": "等级", "required": true },
                { "name": "note", "type": "longText", "label": "情况", "required": "level === 'major'", "maxLength": 1000 },
                { "name": "persons", "type": "integer", "label": "涉及人数", "min": 0 },
                { "name": "households", "type": "integer", "label": "涉及户数", "min": 0,
                  "check": { "rule": "households <= persons", "message": "户数不能多于人数。" } },
                { "name": "floors", "type": "integer", "label": "楼层", "min": 0, "max": 200 },
                { "name": "days", "type": "integer", "label": "整改天数", "min": 0, "visible": "level === 'general' || persons > 0" },
                { "name": "cost", "type": "decimal", "scale": 2, "label": "估算费用", "min": 0 },
                { "name": "area", "type": "decimal", "scale": 1, "label": "面积", "min": 0 },
                { "name": "reported", "type": "boolean", "label": "已上报" },
                { "name": "fixed", "type": "boolean", "label": "已整改" },
                { "name": "sealed", "type": "boolean", "label": "已封控" },
                { "name": "spot", "type": "location", "label": "位置" },
                { "name": "exits", "type": "choice", "options": "answers", "label": "通道畅通" },
                { "name": "wiring", "type": "choice", "options": "answers", "label": "电线完好" },
                { "name": "signs", "type": "choice", "options": "answers", "label": "标识清楚" },
                { "name": "items", "type": "table", "label": "所需物资", "max": 60, "fields": [
                    { "name": "item", "type": "choice", "options": "items", "label": "品名", "required": true },
                    { "name": "needed", "type": "integer", "label": "应备", "min": 0 },
                    { "name": "onHand", "type": "integer", "label": "现有", "min": 0 },
                    { "name": "short", "type": "integer", "label": "缺口", "value": "Math.max(0, (needed ?? 0) - (onHand ?? 0))" } ] },
                { "name": "score", "type": "integer", "label": "得分",
                  "value": "[exits, wiring, signs].filter(answer => answer === 'no').length * 20 + (level === 'major' ? 30 : 0) + items.reduce((sum, row) => sum + row.short, 0)" },
                { "name": "risk", "type": "computed", "as": "choice", "options": "risks", "label": "风险",
                  "value": "score >= 60 ? 'high' : score >= 30 ? 'middle' : 'low'" } ],
              "access": [ { "role": "clerk", "can": ["read", "create", "update"], "reach": "own" }, { "role": "reader", "can": ["read"], "reach": "subtree" } ] }
            """,
        ["views/all.json"] = """
            { "view": "all", "form": "hazard", "title": "全部", "columns": ["foundOn", "kind", "address"], "filters": ["kind", "$division"], "orderBy": ["foundOn desc"] }
            """,
    });

    private static string Options(string name, string[] codes) =>
        $$"""{ "options": "{{name}}", "items": [ {{string.Join(", ", codes.Select(code => $$"""{ "code": "{{code}}", "title": "{{code}}" }"""))}} ] }""";
}
