using System.Text.Json.Nodes;

namespace LowCode.Rules.Tests.Incremental;

/// <summary>
/// Writes random forms: groups, tables in tables, choices with filters; relevance, defaults, calculations, locks, required
/// fields and checks that read across them in every direction. Deterministic by seed. Many have a cycle and are of no use.
/// </summary>
sealed class RandomForms(Random random)
{
    const int DeepestTable = 2;

    readonly List<Scope> _scopes = [];
    int _names;

    /// <summary>The list that choices take their options from.</summary>
    public static JsonArray Options { get; } =
    [
        .. new[] { "a", "b", "c" }.Select(code => new JsonObject { ["code"] = code, ["title"] = $"选项{code}" }),
        new JsonObject { ["code"] = "gone", ["title"] = "已撤销", ["retired"] = true },
    ];

    /// <summary>The fields of a form.</summary>
    public JsonArray Next()
    {
        _scopes.Clear();
        _names = 0;
        var fields = Fields(new Scope(null, null), 0, 3 + random.Next(6));
        foreach (var scope in _scopes)
        {
            foreach (var field in scope.All)
                AddRules(field, scope);
        }
        return fields;
    }

    JsonArray Fields(Scope scope, int tables, int count)
    {
        _scopes.Add(scope);
        return Fields(scope, "", tables, 0, count);
    }

    JsonArray Fields(Scope scope, string prefix, int tables, int groups, int count)
    {
        var fields = new JsonArray();
        for (var i = 0; i < count; i++)
        {
            var field = new JsonObject { ["name"] = "", ["label"] = "项" };
            var type = random.Next(12) switch
            {
                < 4 => "integer",
                < 6 => "boolean",
                6 => "text",
                7 => "choice",
                8 => "choices",
                9 when groups < 2 => "group",
                10 or 11 when tables < DeepestTable => "table",
                _ => "integer",
            };
            var name = $"{(type == "boolean" ? 'b' : type[0])}{_names++}";
            var path = prefix + name;
            field["name"] = name;
            field["type"] = type;
            scope.All.Add(field);
            switch (type)
            {
                case "integer": scope.Numbers.Add(path); break;
                case "boolean": scope.Truths.Add(path); break;
                case "text": scope.Texts.Add(path); break;
                case "choice": field["options"] = "k"; scope.Choices.Add(path); break;
                case "choices": field["options"] = "k"; scope.Lists.Add(path); break;
                case "group": field["fields"] = Fields(scope, $"{path}.", tables, groups + 1, 1 + random.Next(3)); break;
                default:
                    var rows = new Scope(scope, path);
                    scope.Tables.Add(rows);
                    field["fields"] = Fields(rows, tables + 1, 1 + random.Next(4));
                    break;
            }
            fields.Add(field);
        }
        return fields;
    }

    void AddRules(JsonObject field, Scope scope)
    {
        var type = (string)field["type"]!;
        var (isValue, isTable) = (type is not ("group" or "table"), type == "table");
        if (random.Next(4) == 0)
            field["visible"] = Truth(scope, 0);
        if (isValue && random.Next(4) == 0)
            field["value"] = ValueOf(type, scope);
        else if (isValue && random.Next(4) == 0)
            field["default"] = ValueOf(type, scope);
        if (type != "group" && field["value"] is null)
        {
            if (random.Next(5) == 0)
                field["required"] = random.Next(2) == 0 ? true : Truth(scope, 0);
            if (random.Next(5) == 0)
                field["readonly"] = Truth(scope, 0);
        }
        if (type is "choice" or "choices" && random.Next(2) == 0)
            field["filter"] = $"option.code !== 'a' || {Truth(scope, 1)}";
        if (type == "integer" && random.Next(6) == 0)
            field["max"] = Pick("5", "8");
        if (isTable && random.Next(4) == 0)
            field["min"] = "1";
        if (type != "group" && random.Next(4) == 0)
            field["check"] = new JsonArray(new JsonObject { ["rule"] = Truth(scope, 0), ["message"] = "不对", ["severity"] = Pick("error", "warning") });
    }

    string ValueOf(string type, Scope scope) => type switch
    {
        "integer" => Number(scope, 0),
        "boolean" => Truth(scope, 0),
        "text" => $"`${{{Number(scope, 1)}}}`",
        "choice" => $"{Truth(scope, 1)} ? 'a' : {Pick("'b'", "null", "'gone'")}",
        _ => $"{Truth(scope, 1)} ? ['a', 'c'] : []",
    };

    string Number(Scope scope, int depth)
    {
        if (depth > 2 || random.Next(4) == 0)
            return Name(scope, one => one.Numbers) is { } name && random.Next(8) > 0 ? name : Pick("1", "2", "3");
        var next = depth + 1;
        switch (random.Next(7))
        {
            case 0 or 1: return $"({Number(scope, next)} {Pick("+", "-", "*", "%")} {Number(scope, next)})";
            case 2: return $"({Truth(scope, next)} ? {Number(scope, next)} : {Number(scope, next)})";
            case 3: return Name(scope, one => one.Lists) is { } list ? $"{list}.length" : Number(scope, next);
            default:
                if (Table(scope) is not { } table)
                    return Number(scope, next);
                var (path, rows) = table;
                return random.Next(5) switch
                {
                    0 => $"{path}.length",
                    1 when rows.Numbers.Count > 0 => $"({path}[{random.Next(2)}]{Pick("?.", ".")}{Pick([.. rows.Numbers])} ?? 0)",
                    2 => $"count({path}, r{depth} => {Inside(rows, $"r{depth}", depth)})",
                    3 when rows.Tables.Count > 0 && rows.Tables[0].Numbers.Count > 0 =>
                        $"sum({path}, r{depth} => sum(r{depth}.{rows.Tables[0].Path}, q{depth} => q{depth}.{rows.Tables[0].Numbers[0]}))",
                    _ when rows.Numbers.Count > 0 => $"sum({path}, r{depth} => r{depth}.{Pick([.. rows.Numbers])})",
                    _ => $"{path}.length",
                };
        }
    }

    string Truth(Scope scope, int depth)
    {
        if (depth > 2 || random.Next(4) == 0)
            return Name(scope, one => one.Truths) ?? $"{Number(scope, depth)} > {random.Next(6)}";
        var next = depth + 1;
        switch (random.Next(8))
        {
            case 0: return $"!({Truth(scope, next)})";
            case 1: return $"({Truth(scope, next)} {Pick("&&", "||")} {Truth(scope, next)})";
            case 2 or 3: return $"({Number(scope, next)} {Pick("<", ">", "<=", ">=", "===", "!==")} {Number(scope, next)})";
            case 4: return Name(scope, one => one.Choices) is { } choice ? $"({choice} === '{Pick("a", "b")}')" : Truth(scope, next);
            case 5: return Name(scope, one => one.Lists) is { } list ? $"{list}.includes('{Pick("a", "b")}')" : Truth(scope, next);
            case 6: return Name(scope, one => one.Texts) is { } text ? $"({text} {Pick("=== '1'", "< '2'", "!== null")})" : Truth(scope, next);
            default:
                return Table(scope) is { } table
                    ? $"{table.Path}.{Pick("some", "every")}(r{depth} => {Inside(table.Rows, $"r{depth}", depth)})"
                    : Truth(scope, next);
        }
    }

    // A condition on a row that a rule goes through.
    string Inside(Scope rows, string row, int depth)
    {
        if (rows.Tables.Count > 0 && depth < 2 && random.Next(2) == 0)
            return $"{row}.{rows.Tables[0].Path}.some(q{depth} => {Inside(rows.Tables[0], $"q{depth}", depth + 2)})";
        if (rows.Truths.Count > 0 && random.Next(2) == 0)
            return $"{row}.{Pick([.. rows.Truths])}";
        return rows.Numbers.Count > 0 ? $"{row}.{Pick([.. rows.Numbers])} > {random.Next(4)}" : "true";
    }

    // A name that a rule of the scope can use: its own, or one around it.
    string? Name(Scope scope, Func<Scope, List<string>> kind)
    {
        var names = new List<string>();
        for (var around = scope; around is not null; around = around.Outer)
            names.AddRange(kind(around));
        return names.Count == 0 ? null : Pick([.. names]);
    }

    (string Path, Scope Rows)? Table(Scope scope)
    {
        var tables = new List<Scope>();
        for (var around = scope; around is not null; around = around.Outer)
            tables.AddRange(around.Tables);
        if (tables.Count == 0)
            return null;
        var table = tables[random.Next(tables.Count)];
        return (table.Path!, table);
    }

    string Pick(params ReadOnlySpan<string> choices) => choices[random.Next(choices.Length)];

    /// <summary>The names in a form, or in the rows of a table.</summary>
    sealed record Scope(Scope? Outer, string? Path)
    {
        public List<JsonObject> All { get; } = [];
        public List<string> Numbers { get; } = [];
        public List<string> Truths { get; } = [];
        public List<string> Texts { get; } = [];
        public List<string> Choices { get; } = [];
        public List<string> Lists { get; } = [];
        public List<Scope> Tables { get; } = [];
    }
}
