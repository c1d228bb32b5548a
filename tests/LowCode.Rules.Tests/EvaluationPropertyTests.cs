using CsCheck;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;
using LowCode.Forms;
using LowCode.Forms.Evaluation;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests;

public class EvaluationPropertyTests
{
    static readonly FormPlan Plan;
    static readonly RuleProgram Program;
    static readonly Shape Rows;

    static EvaluationPropertyTests()
    {
        var app = PackEnvironment.Read(MemoryFiles.Of(new Dictionary<string, string>
        {
            ["app.json"] = """{ "app": "t", "title": "测试", "version": "1.0.0" }""",
            ["forms/f.json"] = """
            { "form": "f", "title": "表", "fields": [
              { "name": "open", "type": "boolean", "label": "开" },
              { "name": "secret", "type": "integer", "label": "密", "visible": "open" },
              { "name": "double", "type": "integer", "label": "倍", "value": "secret * 2" },
              { "name": "start", "type": "integer", "label": "起", "default": "5" },
              { "name": "rows", "type": "table", "label": "表", "visible": "start > 2", "fields": [
                { "name": "n", "type": "integer", "label": "数", "visible": "open || start > 4" },
                { "name": "share", "type": "decimal", "label": "比", "value": "total ? n / total : null" } ] },
              { "name": "total", "type": "integer", "label": "和", "value": "sum(rows, row => row.n)" } ] }
            """,
        }));
        var builder = new PackEnvironment(app).Builder("f", new Diagnostics());
        Plan = FormPlan.Compile(builder);
        Program = builder.Build();
        Rows = Plan.Shape["rows"].Rows!;
    }

    static readonly Gen<Entry> Entries =
        from open in Gen.Bool
        from secret in Gen.Int[-9, 9]
        from start in Gen.Int[0, 9]
        from numbers in Gen.Int[0, 9].Array[0, 4]
        select new Entry(open, secret, start, numbers);

    [Fact]
    public void Evaluating_a_result_again_changes_nothing() => Entries.Sample(entry =>
    {
        var first = Evaluate(RowOf(entry), null).Row;
        var again = Evaluate(first.Thaw(), first.Thaw().Freeze()).Row;
        return first.Equals(again);
    }, iter: 500);

    [Fact]
    public void What_is_hidden_never_influences_anything() => Gen.Select(Entries, Gen.Int[-9, 9], Gen.Int[10, 99]).Sample((entry, secret, number) =>
    {
        var row = RowOf(entry);
        var state = Evaluate(row, null);
        var other = RowOf(entry);
        if (state.IsHidden(row, Plan.Shape["secret"]))
            other[Plan.Shape["secret"].Index] = Value.Of((long)secret);
        for (var i = 0; i < entry.Numbers.Length; i++)
        {
            if (state.IsHidden(row["rows"].AsRows()[i], Rows["n"]))
                other["rows"].AsRows()[i][Rows["n"].Index] = Value.Of((long)number);
        }
        return state.Pruned().Equals(Evaluate(other, null).Pruned());
    }, iter: 500);

    static FormState Evaluate(Row row, Row? before)
    {
        using var session = Program.Open(row, Corpus.Context);
        return Plan.Evaluate(session, new FormRequest { Before = before });
    }

    static Row RowOf(Entry entry)
    {
        var row = new Row(Plan.Shape);
        row[Plan.Shape["open"].Index] = Value.Of(entry.Open);
        row[Plan.Shape["secret"].Index] = Value.Of((long)entry.Secret);
        row[Plan.Shape["start"].Index] = entry.Start == 0 ? Value.Empty : Value.Of((long)entry.Start);
        row[Plan.Shape["rows"].Index] = Value.Of([.. entry.Numbers.Select((number, i) =>
        {
            var made = new Row(Rows, new Guid(i + 1, 0, 0, new byte[8]));
            made[Rows["n"].Index] = Value.Of((long)number);
            return made;
        })]);
        return row;
    }

    sealed record Entry(bool Open, int Secret, int Start, int[] Numbers);
}
