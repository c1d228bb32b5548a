using System.Reflection;
using LowCode.Definitions.Messages;
using LowCode.Rules.Checking;
using LowCode.Rules.Running;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests;

public class BudgetTests
{
    readonly Clock _clock = new();

    [Fact]
    public void A_rule_is_stopped_when_its_time_is_over_and_the_next_one_has_its_own()
    {
        var budget = new Budget { Clock = _clock };
        for (var rule = 0; rule < 3; rule++)
        {
            budget.Reset();
            budget.Weigh(Limits.Large);
            _clock.Pass(Limits.Milliseconds + 1);
            Assert.Equal((RuleFailureMessages.Time, Limits.Milliseconds), Stopped(() => budget.Weigh(Limits.Large)));
        }
    }

    [Fact]
    public void Steps_look_at_the_clock_too()
    {
        var budget = new Budget { Clock = _clock };
        budget.Reset();
        for (var i = 0; i < 16; i++)
            budget.Check();
        _clock.Pass(Limits.Milliseconds + 1);
        Assert.Equal((RuleFailureMessages.Time, Limits.Milliseconds), Stopped(() =>
        {
            for (var i = 0; i < 16; i++)
                budget.Check();
        }));
    }

    [Fact]
    public void Rules_that_each_keep_to_their_time_are_stopped_together_and_another_evaluation_begins_anew()
    {
        var budget = new Budget { Clock = _clock };
        for (var evaluation = 0; evaluation < 2; evaluation++)
        {
            budget.Begin();
            for (var passed = 0; passed < Limits.MillisecondsOfSession; passed += Limits.Milliseconds)
                Rule();
            Assert.Equal((RuleFailureMessages.Time, Limits.MillisecondsOfSession), Stopped(Rule));
        }

        void Rule()
        {
            budget.Reset();
            budget.Weigh(Limits.Large);
            _clock.Pass(Limits.Milliseconds);
            budget.Weigh(Limits.Large);
        }
    }

    [Fact]
    public void What_is_small_costs_nothing()
    {
        var budget = new Budget { Clock = _clock };
        budget.Weigh(Limits.Large);
        _clock.Pass(Limits.MillisecondsOfSession + 1);
        budget.Weigh(Limits.Large - 1);
    }

    // Which attack reaches a limit; a limit that is new here needs one.
    static readonly Dictionary<string, string> Reached = new()
    {
        [nameof(Limits.Steps)] = RuleFailureMessages.Steps.Code,
        [nameof(Limits.StepsOfSession)] = "AttackTests.Many_rules_that_each_stay_within_their_limit_are_stopped_together",
        [nameof(Limits.Milliseconds)] = "above",
        [nameof(Limits.MillisecondsOfSession)] = "above",
        [nameof(Limits.Bytes)] = RuleFailureMessages.Memory.Code,
        [nameof(Limits.Characters)] = RuleFailureMessages.TextLength.Code,
        [nameof(Limits.Items)] = RuleFailureMessages.ListLength.Code,
        [nameof(Limits.Large)] = "above",
        [nameof(RuleChecker.Deepest)] = RuleMessages.TooDeep.Code,
        [nameof(RuleParser.MostCharacters)] = RuleMessages.TooLong.Code,
    };

    [Fact]
    public void Every_limit_has_an_attack_that_reaches_it()
    {
        var limits = new[] { typeof(Limits), typeof(RuleChecker), typeof(RuleParser) }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static)).Where(field => field.IsLiteral).Select(field => field.Name);
        Assert.Equal(Reached.Keys.Order(StringComparer.Ordinal), limits.Order(StringComparer.Ordinal));
        var attacked = Attacked();
        Assert.Equal([], Reached.Values.Where(code => code.StartsWith("LC", StringComparison.Ordinal)).Except(attacked));
    }

    [Fact]
    public void Every_refusal_that_keeps_a_rule_from_harm_has_an_attack()
    {
        Message[] refusals =
        [
            RuleMessages.Syntax, RuleMessages.Incomplete, RuleMessages.TooLong, RuleMessages.TooDeep, RuleMessages.Assignment, RuleMessages.NotInLanguage,
            RuleMessages.NotInLanguageUse, RuleMessages.UnknownName, RuleMessages.UnknownProperty, RuleMessages.UnknownMethod, RuleMessages.UnknownFunction,
            RuleMessages.NotCalled, RuleMessages.ArrowMisplaced, RuleMessages.ArrowForm, RuleMessages.IndexType, RuleMessages.Pattern, RuleMessages.PatternUse,
            RuleMessages.LookupPath, RuleMessages.TypeTooDeep,
        ];
        Assert.Equal([], refusals.Select(message => message.Code).Except(Attacked()));
    }

    static HashSet<string> Attacked() =>
    [
        .. from file in Corpus.Files("attacks/rules")
           from test in file.Content["cases"]!.AsArray()
           let code = test["error"] ?? test["fails"]
           where code is not null
           select code.GetValue<string>(),
    ];

    static (Message, object?) Stopped(Action work)
    {
        var failure = Assert.Throws<RuleFailure>(work);
        return (failure.Problem, failure.Arguments.Single().Value);
    }

    sealed class Clock : TimeProvider
    {
        long _now = 1;

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => _now;

        public void Pass(int milliseconds) => _now += milliseconds;
    }
}
