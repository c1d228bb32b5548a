using LowCode.Definitions.Reading;

namespace LowCode.OData.Tests.Hosting;

/// <summary>Two small apps: places, and visits to them with every type of field.</summary>
static class Packs
{
    public static MemoryFiles Places { get; } = Pack(
        ("app.json", """
        { "app": "town-base", "title": "基础", "version": "1.0.0",
          "roles": [ { "name": "clerk", "title": "办事员" }, { "name": "guest", "title": "访客" } ] }
        """),
        ("options/kinds.json", """
        { "options": "kinds", "items": [ { "code": "garage", "title": "车库" }, { "code": "shelter", "title": "避难场所" }, { "code": "gone", "title": "旧类", "retired": true } ] }
        """),
        ("forms/place.json", """
        { "form": "place", "title": "地点", "display": "name",
          "fields": [
            { "name": "name", "type": "text", "label": "名称", "required": true, "maxLength": 80 },
            { "name": "kind", "type": "choice", "options": "kinds" },
            { "name": "secret", "type": "text" },
            { "name": "within", "type": "reference", "to": "place" } ],
          "access": [ { "role": "clerk", "can": ["read", "create", "update", "delete"] },
                      { "role": "guest", "can": ["read"], "hides": ["secret"] } ] }
        """));

    public static MemoryFiles Visits { get; } = Pack(VisitFiles);

    public static (string Path, string Text)[] VisitFiles =>
    [
        ("app.json", """
        { "app": "town-visits", "title": "走访", "version": "1.0.0", "requires": { "town-base": "1.0.0" },
          "roles": [ { "name": "clerk", "title": "办事员" }, { "name": "guest", "title": "访客" }, { "name": "reviewer", "title": "审核员" } ] }
        """),
        ("options/goods.json", """
        { "options": "goods", "items": [ { "code": "sandbag", "title": "沙袋" }, { "code": "pump", "title": "水泵" }, { "code": "light", "title": "照明" } ] }
        """),
        ("options/grades.json", """
        { "options": "grades", "items": [ { "code": "A", "title": "甲" }, { "code": "B", "title": "乙" }, { "code": "C", "title": "丙" } ] }
        """),
        ("forms/visit.json", """
        { "form": "visit", "title": "走访记录", "display": "title",
          "fields": [
            { "name": "title", "type": "text", "label": "标题", "required": true, "maxLength": 100 },
            { "name": "remark", "type": "longText", "label": "备注" },
            { "name": "count", "type": "integer", "label": "人数", "hint": "到场的人", "unit": "人", "min": 0, "max": 1000000 },
            { "name": "amount", "type": "decimal", "label": "金额", "scale": 2 },
            { "name": "urgent", "type": "boolean", "label": "紧急" },
            { "name": "day", "type": "date", "label": "日期" },
            { "name": "from", "type": "time", "label": "时间" },
            { "name": "calledAt", "type": "datetime", "label": "来电时间" },
            { "name": "good", "type": "choice", "options": "goods", "label": "物资" },
            { "name": "goods", "type": "choices", "options": "goods", "label": "所需物资" },
            { "name": "place", "type": "reference", "to": "town-base/place", "label": "地点" },
            { "name": "earlier", "type": "reference", "to": "visit", "label": "上一次" },
            { "name": "contact", "type": "group", "label": "联系人", "fields": [
                { "name": "name", "type": "text" },
                { "name": "phone", "type": "text", "sensitive": true },
                { "name": "home", "type": "reference", "to": "town-base/place" } ] },
            { "name": "supplies", "type": "table", "label": "物资清单", "fields": [
                { "name": "item", "type": "choice", "options": "goods", "required": true },
                { "name": "needed", "type": "integer", "min": 0 },
                { "name": "onHand", "type": "integer" },
                { "name": "short", "type": "integer", "value": "Math.max(0, (needed ?? 0) - (onHand ?? 0))" },
                { "name": "store", "type": "reference", "to": "town-base/place" },
                { "name": "parts", "type": "table", "fields": [ { "name": "label", "type": "text" }, { "name": "weight", "type": "decimal" } ] } ] },
            { "name": "spot", "type": "location", "label": "位置" },
            { "name": "papers", "type": "file", "label": "附件" },
            { "name": "photos", "type": "photo", "max": 3, "label": "照片" },
            { "name": "tag", "type": "barcode", "label": "编号" },
            { "name": "area", "type": "division", "label": "区划" },
            { "name": "who", "type": "user", "label": "经办人" },
            { "name": "note", "type": "text", "label": "审核意见" },
            { "name": "totalShort", "type": "integer", "value": "supplies.reduce((sum, row) => sum + row.short, 0)" },
            { "name": "grade", "type": "computed", "as": "choice", "options": "grades", "decision": "grade" } ],
          "access": [ { "role": "clerk", "can": ["read", "create", "update", "delete"], "reveals": ["contact.phone"] },
                      { "role": "reviewer", "can": ["read", "update"] },
                      { "role": "guest", "can": ["read"], "hides": ["amount", "contact.phone", "supplies.onHand"] } ] }
        """),
        ("locales/en.json", """
        { "locale": "en", "texts": { "form.visit.title": "Visit report" } }
        """),
        ("forms/memo.json", """
        { "form": "memo", "title": "便签", "fields": [ { "name": "text", "type": "text", "required": true } ],
          "access": [ { "role": "clerk", "can": ["read", "create", "update", "delete"], "reach": "own" } ] }
        """),
        ("decisions/grade.json", """
        { "decision": "grade", "form": "visit", "title": "定级", "mode": "first", "otherwise": "B",
          "rules": [ { "name": "short", "title": "物资不足", "when": "totalShort > 0", "outcome": "C", "message": "物资不足，定为丙级。" },
                     { "name": "calm", "title": "不紧急", "when": "urgent !== true", "outcome": "A" } ] }
        """),
        ("workflows/visit.json", """
        { "workflow": "visit", "title": "走访流程",
          "states": [ { "name": "draft" }, { "name": "submitted", "locked": true, "open": ["note"] }, { "name": "closed", "locked": true } ],
          "transitions": [
            { "name": "submit", "title": "上报", "from": "draft", "to": "submitted", "by": "clerk", "decide": "grade" },
            { "name": "sendBack", "title": "退回", "from": "submitted", "to": "draft", "by": "reviewer@street", "needs": ["note"], "submits": false },
            { "name": "accept", "title": "通过", "from": "submitted", "to": "closed", "by": "reviewer@street", "when": "grade !== 'C'", "message": "丙级不能通过。" } ] }
        """),
    ];

    public static MemoryFiles Pack(params (string Path, string Text)[] files) =>
        MemoryFiles.Of(files.ToDictionary(file => file.Path, file => file.Text));
}
