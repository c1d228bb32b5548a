using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;
using LowCode.Forms;
using LowCode.Forms.Evaluation;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests.Incremental;

/// <summary>
/// After every change the incremental result is that of a whole evaluation, on random forms with random changes. Longer:
/// <c>LOWCODE_FUZZ_FORMS=10000</c>; another seed: <c>LOWCODE_FUZZ_SEED</c>.
/// </summary>
public class LiveFormTests(ITestOutputHelper output)
{
    const int Edits = 30;

    static readonly int Seed = Setting("LOWCODE_FUZZ_SEED", Random.Shared.Next());
    static readonly int Forms = Setting("LOWCODE_FUZZ_FORMS", 300);

    static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    [Fact]
    public void Changing_a_record_gives_what_evaluating_it_whole_gives()
    {
        var random = new Random(Seed);
        var (forms, edits, findings, tries) = (0, 0, 0, 0);
        while (forms < Forms)
        {
            tries++;
            var fields = new RandomForms(random).Next();
            if (RandomForm.Of(fields) is not { } form)
                continue;
            forms++;
            Row? before = null;
            for (var round = 0; round < 2; round++)
            {
                var log = new StringBuilder();
                var live = form.Open(before?.Thaw() ?? new Row(form.Plan.Shape), before, isSubmit: random.Next(2) == 0);
                var maker = new RandomEdits(random, round * 1000);
                for (var i = 0; i <= Edits; i++)
                {
                    if (i > 0)
                    {
                        var edit = maker.Next(live.Form.State.Row, form.IsEntered);
                        log.AppendLine(edit.ToString());
                        live.Apply(edit);
                    }
                    edits++;
                    findings += live.Form.State.Findings.Length;
                    var expected = RandomForm.Written(form.Whole(live));
                    var actual = RandomForm.Written(live.Form.State);
                    if (expected != actual)
                        Assert.Fail($"seed {Seed}, form {forms}, round {round}\n{fields.ToJsonString()}\n{log}\nwhole:       {expected}\nincremental: {actual}");
                }
                before = live.Form.State.Row.Thaw().Freeze();
            }
        }
        output.WriteLine($"seed {Seed}: {forms} of {tries} random forms have no cycle; {edits} states compared, with {findings} findings.");
        Assert.True(forms > tries / 10, "Too few random forms are without cycles to say anything.");
    }
}

/// <summary>A random form, ready to be filled in.</summary>
sealed class RandomForm
{
    readonly RuleProgram _program;
    readonly HashSet<Slot> _entered = new(ReferenceEqualityComparer.Instance);

    RandomForm(FormPlan plan, RuleProgram program)
    {
        Plan = plan;
        _program = program;
        Collect(plan.Form.Fields, plan.Shape, "");
    }

    public FormPlan Plan { get; }

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
        var form = new RandomForm(plan, builder.Build());
        return plan.Shape.Slots.Any(form._entered.Contains) ? form : null;
    }

    public bool IsEntered(Row row, Slot slot) => _entered.Contains(slot);

    public LiveRecord Open(Row row, Row? before, bool isSubmit)
    {
        var request = new FormRequest { Before = before, IsSubmit = isSubmit, Describe = true };
        return new LiveRecord(Plan.Open(_program.Open(row, Corpus.Context), request), request);
    }

    /// <summary>The same record, evaluated whole.</summary>
    public FormState Whole(LiveRecord live) =>
        Plan.Evaluate(_program.Open(live.Form.State.Row.Thaw(), Corpus.Context), live.Request with { Sent = [.. live.Sent.Select(path => Plan.Shape[path].Index)] });

    public static string Written(FormState state)
    {
        var text = new StringBuilder();
        text.Append(Json(state.Row)).Append("\n  pruned ").Append(Json(state.Pruned()));
        foreach (var finding in state.Findings)
            text.Append($"\n  {finding.Severity} {finding.Path} {finding.Message.Code} {string.Join(",", finding.Arguments.Select(argument => $"{argument.Name}={argument.Value}"))}");
        text.Append("\n  hidden ").AppendJoin(',', state.Hidden.Order(StringComparer.Ordinal));
        text.Append("\n  required ").AppendJoin(',', state.Required.Order(StringComparer.Ordinal));
        text.Append("\n  readonly ").AppendJoin(',', state.Readonly.Order(StringComparer.Ordinal));
        text.Append("\n  options ").AppendJoin(',', state.Options.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {string.Join(' ', pair.Value)}"));
        return text.ToString();
    }

    static string Json(Row row)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            RowJson.Write(json, row);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

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

/// <summary>A record that is being filled in.</summary>
sealed record LiveRecord(LiveForm Form, FormRequest Request)
{
    public HashSet<string> Sent { get; } = [];

    public void Apply(Edit edit)
    {
        var row = Corpus.RowAt(Form.State.Row, edit.At);
        var slot = row.Shape[edit.Path];
        if (edit.At.Length == 0)
            Sent.Add(edit.Path);
        Form.Set(row, slot, slot.Rows is null ? ValueOf(row.Shape, edit) : RowsOf(row[slot], slot.Rows, edit.Value!.AsArray()));
    }

    static Value ValueOf(Shape shape, Edit edit) => edit.Value is null
        ? Value.Empty
        : Corpus.RowOf(new JsonObject { [edit.Path] = edit.Value.DeepClone() }, shape)[edit.Path];

    static Value RowsOf(in Value now, Shape shape, JsonArray keys)
    {
        var known = now.AsRows().ToArray().ToDictionary(row => row.Key);
        return Value.Of([.. keys.Select(key => Guid.Parse(key!.GetValue<string>())).Select(key => known.GetValueOrDefault(key) ?? new Row(shape, key))]);
    }
}
