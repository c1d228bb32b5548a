namespace LowCode.Server.Tests;

/// <summary>An app whose sheets are graded by their points. Of a sheet with an essay the decision can be made to take long.</summary>
static class SheetPack
{
    private const string Ten = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";

    /// <summary>An essay at which a slow decision looks for about a tenth of a second.</summary>
    public static string Essay { get; } = string.Concat(Enumerable.Repeat("ab", 400));

    /// <summary>The files of a version.</summary>
    /// <param name="version">Its number.</param>
    /// <param name="from">Points from which a sheet is graded A.</param>
    /// <param name="isSlow">Whether essays are looked at.</param>
    public static Dictionary<string, string> Files(int version, int from, bool isSlow)
    {
        var slow = $"essay === null ? 0 : {Ten}.filter(a => {Ten}.filter(b => {Ten}.filter(c => {Ten}.some(d => /^(ab|cd)*e$/.test(essay))).length > 0).length > 0).length";
        return new()
        {
            ["app.json"] = $$"""
                { "app": "sheets", "title": "答卷", "version": "1.{{version}}.0", "roles": [ { "name": "inspector", "title": "检查员" } ] }
                """,
            ["options/grades.json"] = """{ "options": "grades", "items": [ { "code": "A", "title": "好" }, { "code": "B", "title": "差" } ] }""",
            ["forms/sheet.json"] = """
                { "form": "sheet", "title": "答卷",
                  "fields": [
                    { "name": "points", "type": "integer", "label": "分数" },
                    { "name": "essay", "type": "text", "label": "作文", "maxLength": 1000 },
                    { "name": "grade", "type": "computed", "as": "choice", "options": "grades", "decision": "grade", "label": "等级" } ],
                  "access": [ { "role": "inspector", "can": ["read", "create", "update"], "reach": "unit" } ] }
                """,
            ["decisions/grade.json"] = $$"""
                { "decision": "grade", "form": "sheet", "mode": "score",
                  "rules": [ { "name": "points", "title": "分数", "points": "points" }{{(isSlow ? $$""", { "name": "essay", "title": "作文", "points": "{{slow}}" }""" : "")}} ],
                  "grades": [ { "outcome": "A", "from": {{from}} }, { "outcome": "B", "from": 0 } ] }
                """,
            ["workflows/sheet.json"] = """
                { "workflow": "sheet",
                  "states": [ { "name": "draft", "title": "草稿" }, { "name": "done", "title": "完成", "locked": true } ],
                  "transitions": [ { "name": "submit", "title": "上报", "from": "draft", "to": "done", "by": "inspector", "decide": "grade" } ] }
                """,
        };
    }
}
