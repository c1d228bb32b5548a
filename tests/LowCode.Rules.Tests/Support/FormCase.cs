using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;
using LowCode.Forms;
using LowCode.Forms.Evaluation;

namespace LowCode.Rules.Tests.Support;

/// <summary>One case of <c>tests/corpus/forms</c>.</summary>
sealed class FormCase
{
    readonly JsonObject _test;
    readonly Diagnostics _diagnostics = new();
    readonly RuleProgramBuilder _builder;
    readonly FormPlan _plan;

    public FormCase(JsonObject file, JsonObject test)
    {
        _test = test;
        var files = new Dictionary<string, string>
        {
            ["app.json"] = """{ "app": "corpus", "title": "语料", "version": "1.0.0", "requires": { "shared": "1.0.0" } }""",
            ["forms/form.json"] = new JsonObject { ["form"] = "form", ["title"] = "表单", ["fields"] = (test["fields"] ?? file["fields"])!.DeepClone() }.ToJsonString(),
        };
        foreach (var (name, items) in file["options"]?.AsObject() ?? [])
            files[$"options/{name}.json"] = new JsonObject { ["options"] = name, ["items"] = items!.DeepClone() }.ToJsonString();
        _builder = new PackEnvironment(PackEnvironment.Read(MemoryFiles.Of(files)), Corpus.Shared).Builder("form", _diagnostics);
        _plan = FormPlan.Compile(_builder);
    }

    Shape Shape => _builder.Shape;

    /// <summary>The form as a page gets it; null when its rules have errors.</summary>
    public string? Module() => _diagnostics.HasErrors ? null : System.Text.Encoding.UTF8.GetString(_plan.Module(_builder).Utf8.Span);

    public void Run()
    {
        if (_test["cycle"] is { } cycle)
        {
            var found = Assert.Single(_diagnostics);
            Assert.Equal(FormRuleMessages.Cycle, found.Message);
            Assert.Equal(cycle.GetValue<string>(), found.Arguments.Single().Value);
            return;
        }
        Assert.Equal(_test["error"] is { } error ? [error.GetValue<string>()] : [], Corpus.Codes(_diagnostics, Severity.Error));
        if (_test["error"] is not null)
            return;
        var program = _builder.Build();
        Row? before = null;
        foreach (var step in _test["steps"]!.AsArray())
            before = Take(program, step!.AsObject(), before);
    }

    Row Take(RuleProgram program, JsonObject step, Row? before)
    {
        var entered = before?.Thaw() ?? new Row(Shape);
        var sent = step["set"]?.AsObject() ?? [];
        var filled = new JsonObject(sent.Where(property => property.Value is not null).Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone())));
        var values = Corpus.RowOf(filled, Shape);
        foreach (var path in sent.Select(property => property.Key))
            entered[Shape[path].Index] = values[path];
        using var session = program.Open(entered, ContextOf(step));
        var state = _plan.Evaluate(session, new FormRequest
        {
            Before = before,
            Sent = [.. sent.Select(property => Shape[property.Key].Index)],
            IsSubmit = step["submit"]?.GetValue<bool>() ?? false,
            Locked = (step["lock"]?.AsArray() ?? []).Select(path => Shape[path!.GetValue<string>()].Index).ToFrozenSet(),
            Describe = true,
        });
        Compare(step["expect"]!.AsObject(), state);
        return state.Row.Thaw().Freeze();
    }

    static void Compare(JsonObject expect, FormState state)
    {
        foreach (var (name, expected) in expect)
        {
            switch (name)
            {
                case "values":
                    foreach (var (path, value) in expected!.AsObject())
                        Same(path, value, ValueAt(state.Row, path));
                    break;
                case "hidden": Same(expected, state.Hidden); break;
                case "required": Same(expected, state.Required); break;
                case "readonly": Same(expected, state.Readonly); break;
                case "errors": Same(expected, Findings(state, Severity.Error)); break;
                case "warnings": Same(expected, Findings(state, Severity.Warning)); break;
                case "options":
                    foreach (var (path, codes) in expected!.AsObject())
                        Assert.Equal(codes!.AsArray().Select(code => code!.GetValue<string>()), state.Options[path]);
                    break;
                case "pruned": Same("pruned", expected, JsonNode.Parse(Corpus.Written(state.Pruned()))); break;
                default: throw new InvalidOperationException($"Unknown expectation '{name}'.");
            }
        }
    }

    static IEnumerable<string> Findings(FormState state, Severity severity) =>
        state.Findings.Where(finding => finding.Severity == severity).Select(finding => $"{finding.Path}: {finding.Message.Code}");

    static JsonNode? ValueAt(Row root, string path)
    {
        var bracket = path.LastIndexOf("].", StringComparison.Ordinal);
        var row = bracket < 0 ? root : Corpus.RowAt(root, path[..(bracket + 1)]);
        return Corpus.JsonOf(row[bracket < 0 ? path : path[(bracket + 2)..]]);
    }

    static void Same(JsonNode? expected, IEnumerable<string> actual) =>
        Assert.Equal(expected!.AsArray().Select(path => path!.GetValue<string>()).Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));

    static void Same(string what, JsonNode? expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{what}: expected {expected?.ToJsonString() ?? "null"}, got {actual?.ToJsonString() ?? "null"}");

    static RuleContext ContextOf(JsonObject step)
    {
        var context = Corpus.Context;
        if (step["today"] is { } today)
            context = context with { Today = DateOnly.ParseExact(today.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture) };
        if (step["roles"] is { } roles)
            context = context with { Me = context.Me with { Roles = [.. roles.AsArray().Select(role => role!.GetValue<string>())] } };
        return context;
    }
}
