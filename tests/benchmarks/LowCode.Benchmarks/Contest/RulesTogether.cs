using System.Collections.Immutable;
using LowCode.Benchmarks.Sample;
using LowCode.Definitions.Values;
using LowCode.Rules;

namespace LowCode.Benchmarks.Contest;

/// <summary>A program's rules about one record after another, asked together or one by one.</summary>
sealed class RulesTogether(RuleProgram program, IEnumerable<Rule> rules)
{
    private readonly ImmutableArray<Rule> _rules = [.. rules];
    private readonly RuleAnswers _said = program.Batch(rules).NewAnswers();
    private readonly Answers _answers = new();

    public void Ask(Row row)
    {
        using var session = program.Open(row, SampleForm.Context);
        _said.Ask(session);
    }

    /// <summary>What was said when the rules were asked together.</summary>
    public Answers Said() => Fill(_said.Holds, _said.Value, _said.Number);

    public void AskOneByOne(Row row)
    {
        using var session = program.Open(row, SampleForm.Context);
        Fill(i => session.Holds(_rules[i], row), i => session.Calculate(_rules[i], row), i => session.Number(_rules[i], row));
    }

    /// <summary>What was said when the rules were asked one by one.</summary>
    public Answers SaidOneByOne() => _answers;

    private Answers Fill(Func<int, bool> holds, Func<int, Value> value, Func<int, decimal> number)
    {
        var (condition, calculated, points) = (0, 0, 0);
        for (var i = 0; i < _rules.Length; i++)
        {
            switch (_rules[i].Site.Use)
            {
                case RuleUse.Condition: _answers.Holds[condition++] = holds(i); break;
                case RuleUse.Value: _answers.Values[calculated++] = value(i); break;
                default: _answers.Points[points++] = number(i); break;
            }
        }
        return _answers;
    }
}
