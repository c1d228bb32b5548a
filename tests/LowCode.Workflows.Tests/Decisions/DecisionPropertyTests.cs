using System.Collections.Immutable;
using CsCheck;
using LowCode.Decisions.Planning;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Nodes;
using LowCode.Workflows.Tests.Support;

namespace LowCode.Workflows.Tests.Decisions;

/// <summary>Random decision trees: what RulesEngine finds equals a direct walk that is written down here a second time.</summary>
public class DecisionPropertyTests
{
    const string Fields = """{ "form": { "form": "f", "title": "f", "fields": [ { "name": "n", "type": "integer" } ] } }""";

    [Fact]
    public void RulesEngine_finds_what_a_direct_walk_finds()
    {
        var form = TestApp.ReadWell(Fields);
        Gen.Select(GenDecision, Gen.Int[0, 255].Array[12]).Sample((decision, records) =>
        {
            var diagnostics = new Diagnostics();
            var rules = new LowCode.Rules.RuleProgramBuilder(form.Form, form.Shape, form, diagnostics);
            var plan = DecisionPlan.Compile(decision, rules);
            Assert.False(diagnostics.HasErrors, string.Join('\n', diagnostics));
            var program = rules.Build();
            foreach (var bits in records)
            {
                var row = form.Row($$"""{ "n": {{bits}} }""");
                using var session = program.Open(row, form.Context);
                var outcome = plan.Decide(session);
                var naive = Naive.Decide(decision, bits);
                Assert.Equal((naive.Outcome, naive.Points), (outcome.Outcome, outcome.Points));
                Assert.Equal(naive.Held, outcome.All().Select(pair => (pair.Rule.Name, pair.Rule.Held)));
            }
        }, iter: 60, threads: 1);
    }

    // A condition asks one bit of n; "at" -1 always holds.
    static readonly Gen<DecisionDefinition> GenDecision =
        from score in Gen.Bool
        from tops in GenRules(3, score).Array[1, 5]
        from gates in Gen.Bool.Array[5]
        from grades in Gen.Int[-5, 20].Array[0, 3]
        select new DecisionDefinition
        {
            Name = "d",
            Form = "f",
            Mode = score ? DecisionMode.Score : DecisionMode.First,
            Otherwise = "none",
            Rules = [.. tops.Select((rule, index) => Top(rule, score, gates[index])).Select((rule, index) => Named(rule, $"r{index}"))],
            Grades = score ? [.. grades.Distinct().Select(least => new GradeDefinition { Outcome = $"from{least}", From = least })] : [],
        };

    static Gen<DecisionRuleDefinition> GenRules(int depth, bool score) =>
        from bit in Gen.Int[-1, 7]
        from points in Gen.Int[-3, 9]
        from max in Gen.Int[0, 12]
        from kind in Gen.Int[0, score ? 2 : 1]
        from nested in depth == 0 ? Gen.Const(Array.Empty<DecisionRuleDefinition>()) : GenRules(depth - 1, score).Array[0, 3]
        select new DecisionRuleDefinition
        {
            Name = "",
            When = bit < 0 && nested.Length > 0 ? null : new RuleText(bit < 0 ? "true" : $"Math.floor(n / {1 << bit}) % 2 === 1"),
            Rules = [.. nested],
            Operator = nested.Length == 0 ? RuleOperator.And : (RuleOperator)kind,
            Points = score && points >= 0 ? new RuleText($"{points}") : null,
            Max = score && max % 2 == 0 ? max : null,
        };

    static DecisionRuleDefinition Top(DecisionRuleDefinition rule, bool score, bool gate)
    {
        if (gate)
            return Unscored(rule) with { Gate = true, Outcome = "gate" };
        return score ? rule : rule with { Outcome = "held" };
    }

    static DecisionRuleDefinition Unscored(DecisionRuleDefinition rule) => rule with
    {
        Points = null,
        Max = null,
        Operator = rule.Operator == RuleOperator.Sum ? RuleOperator.Or : rule.Operator,
        Rules = [.. rule.Rules.Select(Unscored)],
    };

    static DecisionRuleDefinition Named(DecisionRuleDefinition rule, string name) => rule with
    {
        Name = name,
        Outcome = rule.Outcome is null ? null : $"{rule.Outcome}-{name}",
        Rules = [.. rule.Rules.Select((nested, index) => Named(nested, $"{name}_{index}"))],
    };

    /// <summary>The meaning of a decision, as plainly as it can be written.</summary>
    static class Naive
    {
        public static (string? Outcome, decimal? Points, ImmutableArray<(string, bool?)> Held) Decide(DecisionDefinition decision, int bits)
        {
            var failed = decision.Rules.FirstOrDefault(rule => rule.Gate && !Holds(rule, bits));
            var first = decision.Rules.FirstOrDefault(rule => !rule.Gate && Holds(rule, bits));
            var score = decision.Mode == DecisionMode.Score;
            var points = failed is null && score ? decision.Rules.Sum(rule => Points(rule, bits)) : (decimal?)null;
            var outcome = failed?.Outcome
                ?? (score
                    ? decision.Grades.Where(grade => points >= grade.From).OrderByDescending(grade => grade.From).FirstOrDefault()?.Outcome
                    : first?.Outcome)
                ?? decision.Otherwise;
            bool Asked(DecisionRuleDefinition rule) =>
                rule.Gate || (failed is null && (score || first is null || decision.Rules.IndexOf(rule) <= decision.Rules.IndexOf(first)));
            return (outcome, points, [.. decision.Rules.SelectMany(rule => Held(rule, Asked(rule), bits))]);
        }

        static bool Condition(DecisionRuleDefinition rule, int bits)
        {
            if (rule.When is null || rule.When.Text == "true")
                return true;
            var divisor = int.Parse(rule.When.Text.Split('/', ')')[1], System.Globalization.CultureInfo.InvariantCulture);
            return bits / divisor % 2 == 1;
        }

        static bool Holds(DecisionRuleDefinition rule, int bits) => Condition(rule, bits) && (rule.Rules.IsEmpty || rule.Operator switch
        {
            RuleOperator.And => rule.Rules.All(nested => Holds(nested, bits)),
            RuleOperator.Or => rule.Rules.Any(nested => Holds(nested, bits)),
            _ => true,
        });

        static decimal Points(DecisionRuleDefinition rule, int bits)
        {
            if (!Holds(rule, bits))
                return 0;
            var own = rule.Points is null ? 0 : decimal.Parse(rule.Points.Text, System.Globalization.CultureInfo.InvariantCulture);
            var sum = own + rule.Rules.Sum(nested => Points(nested, bits));
            return rule.Max is { } max ? Math.Min(max, sum) : sum;
        }

        static IEnumerable<(string, bool?)> Held(DecisionRuleDefinition rule, bool asked, int bits)
        {
            var inner = asked && Condition(rule, bits);
            return rule.Rules.SelectMany(nested => Held(nested, inner, bits)).Prepend((rule.Name, asked ? Holds(rule, bits) : null));
        }
    }
}
