using LowCode.Definitions.Messages;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;
using LowCode.Forms;
using LowCode.Forms.Evaluation;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests;

public class SmokeTests
{
    [Fact]
    public void Totals_and_rows_are_calculated()
    {
        var app = PackEnvironment.Read(MemoryFiles.Of(new Dictionary<string, string>
        {
            ["app.json"] = """{ "app": "t", "title": "t", "version": "1.0.0" }""",
            ["forms/f.json"] = """
            { "form": "f", "title": "f", "fields": [
              { "name": "total", "type": "integer", "value": "supplies.reduce((sum, row) => sum + row.short, 0)" },
              { "name": "note", "type": "text", "value": "`短缺 ${total} 件` + (total > 3 ? '！' : '')" },
              { "name": "supplies", "type": "table", "fields": [
                { "name": "needed", "type": "integer" }, { "name": "onHand", "type": "integer" },
                { "name": "short", "type": "integer", "value": "Math.max(0, needed - onHand)" } ] } ] }
            """,
        }));
        var diagnostics = new Diagnostics();
        var builder = new PackEnvironment(app).Builder("f", diagnostics);
        var plan = FormPlan.Compile(builder);
        Assert.Empty(diagnostics.Select(found => found.ToString()));
        var program = builder.Build();
        var shape = builder.Shape;
        var row = new Row(shape);
        var rows = shape["supplies"].Rows!;
        row[shape["supplies"].Index] = Value.Of([New(5, 3), New(4, 1), New(1, 9)]);
        using var session = program.Open(row, new RuleContext { Today = new(2026, 6, 1), Now = DateTimeOffset.UnixEpoch, Me = new("a", "b", "c", []) });
        var state = plan.Evaluate(session, new FormRequest());
        Assert.Empty(state.Findings.Select(finding => finding.In("en")));
        Assert.Equal(5, state.Row["total"].AsInteger());
        Assert.Equal("短缺 5 件！", state.Row["note"].AsText());

        Row New(long needed, long onHand)
        {
            var made = new Row(rows, Guid.NewGuid());
            made[rows["needed"].Index] = Value.Of(needed);
            made[rows["onHand"].Index] = Value.Of(onHand);
            return made;
        }
    }
}
