using System.Text.Json.Nodes;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;
using LowCode.Forms;
using LowCode.Forms.Evaluation;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests.Incremental;

/// <summary>A random form, ready to be filled in.</summary>
sealed class RandomForm
{
    readonly RuleProgram _program;
    readonly HashSet<Slot> _entered = new(ReferenceEqualityComparer.Instance);

    RandomForm(JsonArray fields, FormPlan plan, RuleProgramBuilder builder)
    {
        Fields = fields;
        Plan = plan;
        _program = builder.Build();
        Module = System.Text.Encoding.UTF8.GetString(plan.Module(builder).Utf8.Span);
        Collect(plan.Form.Fields, plan.Shape, "");
    }

    public JsonArray Fields { get; }

    public FormPlan Plan { get; }

    /// <summary>As a page gets it.</summary>
    public string Module { get; }

    /// <summary>The form with these fields; null when its rules go in a circle, or nobody can enter anything.</summary>
    public static RandomForm? Of(JsonArray fields)
    {
        var app = PackEnvironment.Read(MemoryFiles.Of(new Dictionary<string, string>
        {
            ["app.json"] = """{ "app": "t", "title": "测试", "version": "1.0.0" }""",
            ["forms/f.json"] = new JsonObject { ["form"] = "f", ["title"] = "表", ["fields"] = fields.DeepClone() }.ToJsonString(),
            ["options/k.json"] = new JsonObject { ["options"] = "k", ["items"] = RandomForms.Options.DeepClone() }.ToJsonString(),
        }));
        var diagnostics = new Diagnostics();
        var builder = new PackEnvironment(app).Builder("f", diagnostics);
        var plan = FormPlan.Compile(builder);
        Assert.DoesNotContain(diagnostics, found => found.Severity == Severity.Error && found.Message != FormRuleMessages.Cycle);
        if (diagnostics.HasErrors)
            return null;
        var form = new RandomForm(fields, plan, builder);
        return plan.Shape.Slots.Any(form._entered.Contains) ? form : null;
    }

    public bool IsEntered(Row row, Slot slot) => _entered.Contains(slot);

    public LiveForm Open(Row row, FormRequest request) => Plan.Open(_program.Open(row, Corpus.Context), request);

    public FormState Evaluate(Row row, FormRequest request) => Plan.Evaluate(_program.Open(row, Corpus.Context), request);

    void Collect(IEnumerable<FieldDefinition> fields, Shape shape, string prefix)
    {
        foreach (var field in fields)
        {
            var path = prefix + field.Name;
            if (field.Type.IsGroup)
            {
                Collect(field.Fields, shape, $"{path}.");
                continue;
            }
            if (field.IsEntered)
                _entered.Add(shape[path]);
            if (field.Type.IsTable)
                Collect(field.Fields, shape[path].Rows!, "");
        }
    }
}
