using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Rules.Expressions;
using LowCode.Rules.Running;
namespace LowCode.Rules.Compiling;

/// <summary>Rules in one delegate, or in a few when they are many. Compiled when first asked.</summary>
internal sealed class CompiledBatch : RuleBatch
{
    // In longer methods the runtime leaves what they call where it is.
    private const int Most = 8;

    private readonly bool[] _alone;
    private readonly Lazy<ImmutableArray<Action<RowFrame, RuleAnswers>>> _code;

    public CompiledBatch(CompiledProgram program, ImmutableArray<Rule> rules) : base(rules)
    {
        _alone = new bool[rules.Length];
        _code = new(() => Compile(program));
    }

    internal override bool IsAlone(int index) => _alone[index];

    internal override int Ask(RuleSession session, RuleAnswers answers)
    {
        answers.At = 0;
        try
        {
            var frame = ((CompiledSession)session).RootFrame;
            foreach (var part in _code.Value)
                part(frame, answers);
        }
        catch (RuleFailure)
        {
            return answers.At;
        }
        return Rules.Length;
    }

    private ImmutableArray<Action<RowFrame, RuleAnswers>> Compile(CompiledProgram program)
    {
        var together = new List<(int, RuleUse, RuleExpression, ValueKind, int)>();
        for (var i = 0; i < Rules.Length; i++)
        {
            var (rule, code) = (Rules[i], program[Rules[i]]);
            _alone[i] = code.WhyNot is not null || (rule.Site.Use == RuleUse.Number && code.Number is null);
            if (!_alone[i])
                together.Add((i, rule.Site.Use, code.Expression, rule.Site.Target?.Kind ?? default, program.ScaleOf(rule)));
        }
        return [.. together.Chunk(Most).Select(ExpressionCompiler.Batch)];
    }
}
