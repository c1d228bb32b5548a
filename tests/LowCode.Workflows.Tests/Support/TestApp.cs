using System.Text;
using System.Text.Json;
using LowCode.Decisions.Planning;
using LowCode.Definitions.Checks;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;
using LowCode.Rules;
using LowCode.Workflows.Planning;

namespace LowCode.Workflows.Tests.Support;

/// <summary>One form with its workflow and decisions, read from JSON and compiled as publishing does it.</summary>
sealed class TestApp : IRuleEnvironment
{
    static readonly DateTimeOffset Now = new(2026, 6, 1, 2, 0, 0, TimeSpan.Zero);

    readonly RuleProgram? _program;

    TestApp(AppDefinition app, Diagnostics diagnostics)
    {
        App = app;
        Diagnostics = diagnostics;
        AppChecker.Check(app, diagnostics);
        Form = app.Forms[0];
        Shape = Shapes.Of(Form);
        var rules = new RuleProgramBuilder(Form, Shape, this, diagnostics);
        Decisions = app.Decisions.Where(decision => decision.Form == Form.Name)
            .Select(decision => DecisionPlan.Compile(decision, rules)).ToDictionary(plan => plan.Definition.Name);
        if (app.WorkflowOf(Form.Name) is { } workflow)
            Workflow = WorkflowPlan.Compile(workflow, app, rules);
        if (!diagnostics.HasErrors)
            _program = rules.Build();
    }

    public AppDefinition App { get; }

    public FormDefinition Form { get; }

    public Shape Shape { get; }

    public Diagnostics Diagnostics { get; }

    public WorkflowPlan? Workflow { get; }

    public IReadOnlyDictionary<string, DecisionPlan> Decisions { get; }

    /// <summary>An app of what <paramref name="parts"/> holds: <c>roles, form, options, workflow, decision</c> or <c>decisions</c>.</summary>
    public static TestApp Read(JsonElement parts)
    {
        var files = new Dictionary<string, string>();
        var roles = parts.TryGetProperty("roles", out var given) ? given.GetRawText() : "[]";
        files["app.json"] = $$"""{ "app": "test-app", "title": "测试", "version": "1.0.0", "roles": {{roles}} }""";
        void Add(string folder, JsonElement json) => files[$"{folder}/f{files.Count}.json"] = json.GetRawText();
        Add("forms", parts.GetProperty("form"));
        if (parts.TryGetProperty("workflow", out var workflow))
            Add("workflows", workflow);
        if (parts.TryGetProperty("decision", out var decision))
            Add("decisions", decision);
        if (parts.TryGetProperty("decisions", out var decisions))
            decisions.EnumerateArray().ToList().ForEach(one => Add("decisions", one));
        if (parts.TryGetProperty("options", out var options))
            options.EnumerateArray().ToList().ForEach(one => Add("options", one));
        var diagnostics = new Diagnostics();
        var app = AppReader.Read(MemoryFiles.Of(files), diagnostics);
        Assert.Empty(diagnostics.Select(found => found.ToString()));
        return new TestApp(app!, diagnostics);
    }

    public static TestApp Read(string parts)
    {
        using var json = JsonDocument.Parse(parts);
        return Read(json.RootElement.Clone());
    }

    /// <summary>An app that must be right.</summary>
    public static TestApp ReadWell(string parts)
    {
        var app = Read(parts);
        Assert.DoesNotContain(app.Diagnostics, found => found.Severity == Severity.Error);
        return app;
    }

    /// <summary>A row from values by path, tables as lists of rows with <c>@key</c>.</summary>
    public Row Row(JsonElement values) => RowJson.Read(Encoding.UTF8.GetBytes(values.GetRawText()), Shape);

    public Row Row(string values = "{}")
    {
        using var json = JsonDocument.Parse(values);
        return Row(json.RootElement);
    }

    public RuleSession Open(Row row) => _program!.Open(row, Context);

    public RuleContext Context { get; } = new()
    {
        Today = new DateOnly(2026, 6, 1),
        Now = Now,
        Me = new Person("li", "李", "310106006", []),
    };

    public OptionListDefinition? OptionList(string name) => App.OptionList(name);

    (FormDefinition Form, Shape Shape, string Set)? IRuleEnvironment.Form(string name) => null;
}
