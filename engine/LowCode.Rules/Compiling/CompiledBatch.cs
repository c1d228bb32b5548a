using System.Collections.Immutable;
using LowCode.Rules.Running;
namespace LowCode.Rules.Compiling;

/// <summary>Rules in one delegate, or in a few when they are many. Compiled when first asked.</summary>
internal sealed class CompiledBatch : RuleBatch
{
    // Methods that grow beyond some thousand instructions are no longer optimised by the runtime.
    private const int Most = 40;

    private readonly Lazy<(ImmutableArray<Action<RowFrame, RuleAnswers>> Code, ImmutableArray<int> Alone)> _compiled;

    public CompiledBatch(CompiledProgram program, ImmutableArray<Rule> rules) : base(rules)
    {
        if (rules.Any(rule => rule.Site.Use == RuleUse.Value))
            throw new ArgumentException("A batch has conditions and numbers.", nameof(rules));
        _compiled = new(() => Compile(program));
    }

    internal override int Ask(RuleSession session, RuleAnswers answers)
    {
        var (code, alone) = _compiled.Value;
        foreach (var index in alone)
            answers.IsAlone[index] = true;
        answers.At = 0;
        try
        {
            var frame = ((CompiledSession)session).RootFrame;
            foreach (var part in code)
                part(frame, answers);
        }
        catch (RuleFailure)
        {
            return answers.At;
        }
        return Rules.Length;
    }

    private (ImmutableArray<Action<RowFrame, RuleAnswers>>, ImmutableArray<int>) Compile(CompiledProgram program)
    {
        var together = ImmutableArray.CreateBuilder<(int Index, CompiledRule Rule, bool IsCondition)>();
        var alone = ImmutableArray.CreateBuilder<int>();
        for (var i = 0; i < Rules.Length; i++)
        {
            var rule = program[Rules[i]];
            var isCondition = Rules[i].Site.Use == RuleUse.Condition;
            if (isCondition ? rule.Condition is null : rule.Number is null)
                alone.Add(i);
            else
                together.Add((i, rule, isCondition));
        }
        var code = together.Chunk(Most).Select(part =>
            ExpressionCompiler.Batch(part.Select(entry => (entry.Index, entry.Rule.Expression, entry.IsCondition))));
        return ([.. code], alone.ToImmutable());
    }
}
