using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;
using LowCode.Forms;
using LowCode.Rules;

namespace LowCode.Benchmarks.Sample;

/// <summary>
/// A form of 200 fields, columns of its two tables counted, or of several such sections: c choices, n integers,
/// x decimals, b booleans, m multiple choices, d dates, t texts, l long texts; k belongs to the condition and v to the
/// value of a number. No rule reads a field that may be hidden or is calculated, so that all engines mean the same.
/// </summary>
sealed partial class SampleForm : IRuleEnvironment
{
    /// <summary>Numbers of a further section's fields are this much larger.</summary>
    private const int Section = 100;

    private static readonly Dictionary<string, string[]> OptionLists = new()
    {
        ["answers"] = ["yes", "no", "na"],
        ["sites"] = ["estate", "garage", "basement", "dike", "carShed", "other"],
        ["signals"] = ["typhoonBlue", "typhoonYellow", "typhoonOrange", "rainRed"],
        ["grades"] = ["general", "piece", "inSeason", "preSeason", "I", "II", "III", "IV"],
        ["parts"] = ["roster", "duty", "report", "supplies", "shelter", "other"],
        ["items"] = ["sandbag", "pump", "raincoat", "lamp"],
        ["groups"] = ["elderly", "children", "disabled"],
    };

    private readonly AppDefinition _app;
    private readonly LowCode.Definitions.Messages.Diagnostics _diagnostics = new();

    private SampleForm(JsonArray fields)
    {
        var read = AppReader.Read(Pack([new JsonObject { ["form"] = "sample", ["title"] = "sample", ["fields"] = fields }]), _diagnostics);
        _app = read ?? throw Wrong();
        Shape = Shapes.Of(Definition);
        Builder = new RuleProgramBuilder(Definition, Shape, this, _diagnostics);
    }

    /// <summary>What rules ask beside the record.</summary>
    public static RuleContext Context { get; } = new()
    {
        Today = new DateOnly(2026, 6, 1),
        Now = new DateTimeOffset(2026, 6, 1, 0, 30, 0, TimeSpan.Zero),
        Me = new Person("lin", "林月", "310106006002", ["inspector"]),
        Record = new RecordFacts(null, "draft", "310106006002", "lin", null),
    };

    /// <summary><see cref="Context"/> as the browser's runtime takes it.</summary>
    public static JsonObject ContextJson() => JsonNode.Parse("""
        { "today": "2026-06-01", "now": "2026-06-01T00:30:00.000Z",
          "me": { "name": "lin", "title": "林月", "division": "310106006002", "roles": ["inspector"] },
          "record": { "state": "draft", "division": "310106006002", "createdBy": "lin" } }
        """)!.AsObject();

    /// <summary>One section's fields, without rules.</summary>
    public static JsonArray Fields() => Fields(0, withRules: false);

    /// <summary>
    /// A pack with a form for each number of sections, called <c>sections1</c> and so on, whose fields carry the rules, and the
    /// form <c>evidence</c>, a text and photos. Inspectors of the demonstration may fill them in.
    /// </summary>
    public static MemoryFiles Pack(IEnumerable<int> sections) => Pack(sections.Select(count => ($"sections{count}", Fields(count)))
        .Append(("evidence", new JsonArray(Field("note", "text"), Field("photos", "photo"))))
        .Select(form => new JsonObject
        {
            ["form"] = form.Item1,
            ["title"] = form.Item1,
            ["fields"] = form.Item2,
            ["access"] = new JsonArray(new JsonObject { ["role"] = "inspector", ["can"] = new JsonArray("read", "create", "update"), ["reach"] = "own" }),
        }));

    /// <summary>The codes of the option lists.</summary>
    public static JsonObject Options() =>
        new(OptionLists.Select(list => KeyValuePair.Create(list.Key, (JsonNode?)new JsonArray([.. list.Value.Select(code => JsonValue.Create(code))]))));

    public FormDefinition Definition => _app.Form("sample")!;

    public Shape Shape { get; }

    public RuleProgramBuilder Builder { get; }

    /// <summary>One section whose rules stand beside the form; they come back in the order of <see cref="SampleRules"/>.</summary>
    public static (SampleForm Form, ImmutableArray<Rule> Rules) WithRulesApart()
    {
        var form = new SampleForm(Fields(0, withRules: false));
        var rules = SampleRules.All.Select((rule, i) => form.Builder.Add(
            new RuleText(rule.Text) { At = SourceLocation.None },
            new RuleSite(form.Shape, rule.Use, rule.Use == RuleUse.Value ? form.Shape[$"v{i}"] : null))).ToImmutableArray();
        return form._diagnostics.HasErrors ? throw form.Wrong() : (form, rules);
    }

    /// <summary>As many sections as asked for, whose fields carry the rules.</summary>
    public static (SampleForm Form, FormPlan Plan) WithRules(int sections)
    {
        var form = new SampleForm(Fields(sections));
        var plan = FormPlan.Compile(form.Builder);
        return form._diagnostics.HasErrors ? throw form.Wrong() : (form, plan);
    }

    /// <summary>The same text for a further section. What the first one says of the site holds for all: c1, n1, d3.</summary>
    public static string In(int section, string text) => section == 0 ? text : FieldNames().Replace(text, name => name.Value switch
    {
        "c1" or "n1" or "d3" => name.Value,
        "supplies" or "people" => $"{name.Value}{section}",
        _ => $"{name.Value[0]}{int.Parse(name.ValueSpan[1..], CultureInfo.InvariantCulture) + (section * Section)}",
    });

    OptionListDefinition? IRuleEnvironment.OptionList(string name) => _app.OptionList(name);

    (FormDefinition Form, Shape Shape, string Set)? IRuleEnvironment.Form(string name) => null;

    private static MemoryFiles Pack(IEnumerable<JsonObject> forms)
    {
        var files = new Dictionary<string, JsonObject>
        {
            ["app.json"] = new() { ["app"] = "bench", ["title"] = "b", ["version"] = "1.0.0", ["roles"] = new JsonArray(new JsonObject { ["name"] = "inspector", ["title"] = "inspector" }) },
        };
        foreach (var form in forms)
            files[$"forms/{form["form"]}.json"] = form;
        foreach (var (name, codes) in OptionLists)
            files[$"options/{name}.json"] = new() { ["options"] = name, ["items"] = new JsonArray([.. codes.Select(code => new JsonObject { ["code"] = code, ["title"] = code })]) };
        return new MemoryFiles(files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value.ToJsonString())));
    }

    private static JsonArray Fields(int sections) =>
        [.. Enumerable.Range(0, sections).SelectMany(section => Fields(section, withRules: true).Select(field => field!.DeepClone()))];

    private static JsonArray Fields(int section, bool withRules)
    {
        var fields = new List<JsonObject>();
        Add("c", 40, "choice", i => i is 22 or 24 ? "sites" : i == 40 ? "signals" : "answers");
        Add("n", 30, "integer");
        Add("x", 12, "decimal");
        Add("b", 12, "boolean");
        Add("m", 8, "choices", _ => "parts");
        Add("d", 8, "date");
        Add("t", 12, "text");
        Add("l", 10, "longText");
        fields.Add(Table("supplies", Field("item", "choice", "items"), Field("needed", "integer"), Field("onHand", "integer"), Field("price", "decimal"), Field("expiresOn", "date")));
        fields.Add(Table("people", Field("group", "choice", "groups"), Field("persons", "integer"), Field("paired", "choice", "answers"), Field("bornOn", "date")));
        for (var i = 0; i < SampleRules.All.Length; i++)
        {
            var rule = SampleRules.All[i];
            var field = rule.Field is { } name ? fields.Single(one => (string)one["name"]! == name)
                : rule.Use == RuleUse.Condition ? Field($"k{i}", "text")
                : Field($"v{i}", rule.Place, rule.Place == "choice" ? "grades" : null);
            if (rule.Field is null)
                fields.Add(field);
            if (!withRules)
                continue;
            if (rule.Place == "check")
                field["check"] = new JsonObject { ["rule"] = In(section, rule.Text), ["message"] = "!" };
            else
                field[rule.Use == RuleUse.Condition ? rule.Place : "value"] = In(section, rule.Text);
        }
        foreach (var field in fields)
            field["name"] = In(section, (string)field["name"]!);
        // A field that all sections share is the first one's.
        return [.. fields.DistinctBy(field => (string)field["name"]!).Where(field => section == 0 || (string)field["name"]! is not ("c1" or "n1" or "d3"))];

        void Add(string letter, int count, string type, Func<int, string>? options = null)
        {
            for (var i = 1; i <= count; i++)
                fields.Add(Field($"{letter}{i}", type, options?.Invoke(i)));
        }
    }

    private static JsonObject Field(string name, string type, string? options = null)
    {
        var field = new JsonObject { ["name"] = name, ["type"] = type, ["label"] = name };
        if (options is not null)
            field["options"] = options;
        return field;
    }

    private static JsonObject Table(string name, params JsonNode[] columns) =>
        new() { ["name"] = name, ["type"] = "table", ["label"] = name, ["fields"] = new JsonArray(columns) };

    private InvalidOperationException Wrong() => new(string.Join('\n', _diagnostics));

    [GeneratedRegex(@"\b([kvcnxbmdtl]\d+|supplies|people)\b")]
    private static partial Regex FieldNames();
}
