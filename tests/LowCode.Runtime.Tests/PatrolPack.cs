using System.Text;
using LowCode.Definitions.Reading;

namespace LowCode.Runtime.Tests;

/// <summary>A small app of these tests' own: places, patrols with a workflow, a decision and deadlines, plans that several sign.</summary>
static class PatrolPack
{
    public static Dictionary<string, string> Files() => new()
    {
        ["app.json"] = """
            { "app": "patrol", "title": "巡查", "version": "1.0.0",
              "roles": [
                { "name": "inspector", "title": "检查员", "level": "neighborhood" },
                { "name": "reviewer", "title": "审核员" },
                { "name": "guest", "title": "来访" } ] }
            """,
        ["options/grades.json"] = """{ "options": "grades", "items": [ { "code": "A", "title": "好" }, { "code": "C", "title": "差" } ] }""",
        ["forms/place.json"] = """
            { "form": "place", "title": "点位", "display": "name",
              "fields": [
                { "name": "name", "type": "text", "label": "名称", "required": true },
                { "name": "capacity", "type": "integer", "label": "容量" },
                { "name": "keeper", "type": "user", "label": "管理人", "role": "inspector" },
                { "name": "zone", "type": "division", "label": "片区", "level": "street" } ],
              "access": [
                { "role": "inspector", "can": ["read", "create", "update", "delete"], "reach": "unit" },
                { "role": "reviewer", "can": ["read"], "reach": "subtree" } ] }
            """,
        ["forms/patrol.json"] = """
            { "form": "patrol", "title": "巡查记录",
              "fields": [
                { "name": "place", "type": "reference", "to": "place", "label": "点位", "required": true },
                { "name": "on", "type": "date", "label": "日期", "default": "today()" },
                { "name": "capacity", "type": "integer", "label": "容量", "value": "lookup(place, 'capacity')" },
                { "name": "clean", "type": "boolean", "label": "整洁", "required": true },
                { "name": "why", "type": "text", "label": "原因", "visible": "clean === false", "required": true },
                { "name": "items", "type": "table", "label": "问题", "fields": [
                  { "name": "what", "type": "text", "label": "问题" },
                  { "name": "cost", "type": "integer", "label": "费用", "min": 0 } ] },
                { "name": "total", "type": "integer", "label": "合计", "value": "items.reduce((sum, row) => sum + row.cost, 0)" },
                { "name": "photos", "type": "photo", "label": "照片" },
                { "name": "note", "type": "text", "label": "审核意见" },
                { "name": "phone", "type": "text", "label": "电话" },
                { "name": "grade", "type": "computed", "as": "choice", "options": "grades", "decision": "grade", "label": "等级" },
                { "name": "isBad", "type": "boolean", "label": "不合格", "value": "grade === 'C'" },
                { "name": "submittedOn", "type": "date", "label": "上报日期", "readonly": true } ],
              "access": [
                { "role": "inspector", "can": ["read", "create", "update", "delete"], "reach": "unit" },
                { "role": "reviewer", "can": ["read"], "reach": "subtree" },
                { "role": "guest", "can": ["read"], "reach": "subtree", "hides": ["phone", "items.cost"] } ] }
            """,
        ["decisions/grade.json"] = """
            { "decision": "grade", "form": "patrol", "mode": "first", "otherwise": "A",
              "rules": [ { "name": "dirty", "title": "不整洁", "when": "clean === false", "outcome": "C", "message": "不整洁。" } ] }
            """,
        ["workflows/patrol.json"] = """
            { "workflow": "patrol",
              "states": [
                { "name": "draft", "title": "草稿" },
                { "name": "submitted", "title": "待审核", "locked": true, "open": ["note"], "due": { "after": "P3D", "then": "escalate" } },
                { "name": "fixing", "title": "整改中", "due": { "after": "P5D", "then": "giveUp" } },
                { "name": "closed", "title": "办结", "locked": true } ],
              "transitions": [
                { "name": "submit", "title": "上报", "from": ["draft", "fixing"], "to": "submitted", "by": "inspector", "decide": "grade", "set": { "submittedOn": "today()" } },
                { "name": "accept", "title": "通过", "from": "submitted", "to": "closed", "by": "reviewer@street", "when": "grade !== 'C'", "message": "等级为 C 的不能通过。" },
                { "name": "return", "title": "退回", "from": "submitted", "to": "fixing", "by": "reviewer@street", "needs": ["note"], "submits": false },
                { "name": "giveUp", "title": "超期关闭", "from": "fixing", "to": "closed", "by": "system", "submits": false } ] }
            """,
        ["forms/plan.json"] = """
            { "form": "plan", "title": "预案",
              "fields": [ { "name": "title", "type": "text", "label": "标题", "required": true } ],
              "access": [
                { "role": "inspector", "can": ["read", "create", "update"], "reach": "unit" },
                { "role": "reviewer", "can": ["read"], "reach": "subtree" } ] }
            """,
        ["workflows/plan.json"] = """
            { "workflow": "plan",
              "states": [ { "name": "open", "title": "会签中", "locked": true }, { "name": "signed", "title": "已会签", "locked": true } ],
              "transitions": [
                { "name": "sign", "title": "会签", "from": "open", "to": "signed", "by": ["reviewer@street", "reviewer@district"],
                  "signers": { "mode": "all", "roles": ["reviewer@street", "reviewer@district"] } } ] }
            """,
    };

    public static IPackFiles Pack(Action<Dictionary<string, string>>? change = null)
    {
        var files = Files();
        change?.Invoke(files);
        return new MemoryFiles(files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value)));
    }

    public static void Replace(this Dictionary<string, string> files, string path, string old, string replacement)
    {
        Assert.Contains(old, files[path], StringComparison.Ordinal);
        files[path] = files[path].Replace(old, replacement, StringComparison.Ordinal);
    }
}
