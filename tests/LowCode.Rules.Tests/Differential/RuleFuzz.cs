using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Values;
using LowCode.Rules.Compiling;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests.Differential;

/// <summary>One run of a rule: the record, what is hidden in it, the row that the rule is asked for, the option of a filter.</summary>
sealed record FuzzRun(JsonObject Record, ImmutableArray<string> Hidden, int Rule, string At, OptionDefinition? Option);

/// <summary>Random rules that pass the checks, in one program, with random runs of them.</summary>
sealed class RuleFuzz
{
    static readonly OptionListDefinition Kinds = Corpus.Environment.OptionList("kinds")!;

    readonly RuleProgramBuilder _builder = Corpus.Environment.Builder("everything", new Diagnostics());

    RuleFuzz(IEnumerable<(string Text, Place Place)> rules)
    {
        Rules = [.. rules.Select(rule => _builder.Add(TextOf(rule.Text), SiteOf(rule.Place)))];
        Program = (CompiledProgram)_builder.Build();
    }

    public ImmutableArray<Rule> Rules { get; }

    public CompiledProgram Program { get; }

    public ImmutableArray<FuzzRun> Runs { get; private init; } = [];

    /// <summary>The rules as publishing emits them.</summary>
    public string Module =>
        $"{_builder.Module(Rules).Exports}export const shape = {Scripts.ModuleJson.Text(_builder.ShapeOfModule())};\n";

    /// <summary>Of <paramref name="tries"/> random rules those that pass the checks, each over some records.</summary>
    public static RuleFuzz Next(Random random, int tries, int records)
    {
        var rules = new List<(string, Place)>();
        for (var i = 0; i < tries; i++)
        {
            var place = random.Next(10) switch { < 6 => Place.Record, < 8 => Place.Supply, 8 => Place.Part, _ => Place.Option };
            var text = new RandomRules(random, place).Next();
            if (Passes(text, place))
                rules.Add((text, place));
        }
        var fuzz = new RuleFuzz(rules);
        return new RuleFuzz(rules) { Runs = [.. Enumerable.Range(0, records).SelectMany(_ => fuzz.RunsOver(RandomRecords.Next(random), random))] };
    }

    /// <summary>One rule over one record.</summary>
    public static RuleFuzz Of(string text, Place place, FuzzRun run) => new([(text, place)]) { Runs = [run with { Rule = 0 }] };

    /// <summary>Whether the checks let a rule through.</summary>
    public static bool Passes(string text, Place place)
    {
        var diagnostics = new Diagnostics();
        Corpus.Environment.Builder("everything", diagnostics).Add(TextOf(text), SiteOf(place));
        return !diagnostics.HasErrors;
    }

    /// <summary>Where a rule stands.</summary>
    public static Place PlaceOf(Rule rule) => rule.Site.Options ? Place.Option
        : rule.Site.Scope == Corpus.Shape ? Place.Record
        : rule.Site.Scope == Supplies ? Place.Supply : Place.Part;

    /// <summary>What a run gives, by this program's code or by another's.</summary>
    public string Result(RuleProgram program, FuzzRun run) => Result(program, run, (session, rule, row) =>
        run.Option is { } option
            ? session.Offers(rule, row, option) ? "offers" : "does not offer"
            : $"{Written(((IInspectable)session).Inspect(rule, row))} {(session.Holds(rule, row) ? "holds" : "does not hold")}");

    /// <summary>What a run gives as a number: points.</summary>
    public string Number(RuleProgram program, FuzzRun run) => Result(program, run, (session, rule, row) =>
        session.Number(rule, row).ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>What a run gives to somebody who runs the rule in a session that stands ready.</summary>
    public string Result(RuleProgram program, FuzzRun run, Func<RuleSession, Rule, Row, string> evaluate)
    {
        var root = Corpus.RowOf(run.Record, Corpus.Shape).Thaw();
        using var session = program.Open(root, Corpus.Context);
        foreach (var path in run.Hidden)
        {
            var (row, slot) = CellAt(root, path);
            session.Hide(row, slot, true);
        }
        try
        {
            return evaluate(session, Rules[run.Rule], Corpus.RowAt(root, run.At));
        }
        catch (RuleException failure)
        {
            return $"!{failure.Problem.Code}";
        }
    }

    /// <summary>A result in a form that two engines can only share by giving the same bits.</summary>
    public static string Written(JsonNode? value) => value switch
    {
        JsonArray list => $"[{string.Join(',', list.Select(Written))}]",
        JsonValue text when text.TryGetValue(out string? units) =>
            $"\"{string.Concat(units.Select(unit => unit is >= ' ' and <= '~' and not '"' and not '\\' ? unit.ToString() : $"<{(int)unit:x}>"))}\"",
        JsonValue number when number.TryGetValue(out double bits) => $"#{BitConverter.DoubleToInt64Bits(bits):x}",
        null => "null",
        _ => value.ToJsonString(),
    };

    static Shape Supplies => Corpus.Shape["supplies"]!.Rows!;

    IEnumerable<FuzzRun> RunsOver(JsonObject record, Random random)
    {
        var cells = CellsOf(record, Corpus.Shape, "").ToList();
        var hidden = cells.Where(_ => random.Next(9) == 0).ToImmutableArray();
        for (var i = 0; i < Rules.Length; i++)
        {
            if (RowsOf(record, PlaceOf(Rules[i])).ToList() is { Count: > 0 } rows)
                yield return new FuzzRun(record, hidden, i, rows[random.Next(rows.Count)], Rules[i].Site.Options ? Kinds.Items[random.Next(Kinds.Items.Length)] : null);
        }
    }

    // Paths of all cells of a record, rows in tables included.
    static IEnumerable<string> CellsOf(JsonObject record, Shape shape, string prefix)
    {
        foreach (var slot in shape.Slots)
        {
            yield return prefix + slot.Path;
            if (slot.Rows is null || record[slot.Path] is not JsonArray rows)
                continue;
            for (var i = 0; i < rows.Count; i++)
            {
                foreach (var cell in CellsOf(rows[i]!.AsObject(), slot.Rows, $"{prefix}{slot.Path}[{i}]."))
                    yield return cell;
            }
        }
    }

    static IEnumerable<string> RowsOf(JsonObject record, Place place) => place switch
    {
        Place.Supply => Paths(record, "supplies"),
        Place.Part => Paths(record, "supplies").SelectMany((path, i) => Paths(record["supplies"]![i]!.AsObject(), "parts").Select(part => $"{path}.{part}")),
        _ => [""],
    };

    static IEnumerable<string> Paths(JsonObject row, string table) =>
        Enumerable.Range(0, (row[table] as JsonArray)?.Count ?? 0).Select(i => $"{table}[{i}]");

    static (Row Row, Slot Slot) CellAt(Row root, string path)
    {
        var end = path.LastIndexOf("].", StringComparison.Ordinal) + 1;
        var row = Corpus.RowAt(root, path[..end]);
        return (row, row.Shape[end == 0 ? path : path[(end + 1)..]]!);
    }

    static RuleText TextOf(string text) => new(text) { At = new SourceLocation("rule", 1, 1) };

    static RuleSite SiteOf(Place place) => place switch
    {
        Place.Record => new RuleSite(Corpus.Shape, RuleUse.Value),
        Place.Supply => new RuleSite(Supplies, RuleUse.Value),
        Place.Part => new RuleSite(Supplies["parts"]!.Rows!, RuleUse.Value),
        _ => new RuleSite(Corpus.Shape, RuleUse.Condition, Corpus.Shape["kind"], Options: true),
    };
}
