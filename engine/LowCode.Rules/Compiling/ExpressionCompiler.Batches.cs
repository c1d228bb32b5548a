using LowCode.Definitions.Values;
using LowCode.Rules.Expressions;
using LowCode.Rules.Results;
using LowCode.Rules.Types;
using Code = System.Linq.Expressions.Expression;
namespace LowCode.Rules.Compiling;

/// <summary>What slots keep of a rule, and rules one after another.</summary>
internal sealed partial class ExpressionCompiler
{
    /// <summary>Rules one after another, into their places among the answers.</summary>
    /// <exception cref="NotCompiled">One uses something that is not covered.</exception>
    public static Action<RowFrame, RuleAnswers> Batch(IEnumerable<(int Index, RuleUse Use, RuleExpression Rule, ValueKind Kind, int Scale)> rules)
    {
        var (frame, answers) = (Code.Parameter(typeof(RowFrame), "row"), Code.Parameter(typeof(RuleAnswers), "answers"));
        var seen = Code.Variable(typeof(Row), "seen");
        var places = new[] { nameof(RuleAnswers.Conditions), nameof(RuleAnswers.Values), nameof(RuleAnswers.Numbers) }
            .Select(name => (Name: name, Array: Code.Variable(typeof(RuleAnswers).GetProperty(name, System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.PropertyType))).ToList();
        var steps = places.ConvertAll(place => (Code)Code.Assign(place.Array, Code.Property(answers, place.Name)));
        steps.Add(Code.Assign(seen, Code.Property(frame, nameof(RowFrame.Seen))));
        foreach (var (index, use, rule, kind, scale) in rules)
        {
            var compiler = new ExpressionCompiler(frame, seen);
            var made = use switch
            {
                RuleUse.Condition => compiler.Truth(rule),
                RuleUse.Value => compiler.StoredOf(rule, kind, scale),
                _ => Code.Call(typeof(RuleResults), nameof(RuleResults.Number), null, compiler.NumberOf(rule)),
            };
            if (compiler._isCounted)
                steps.Add(Code.Call(compiler.Session, nameof(CompiledSession.BeginRule), null));
            steps.Add(Code.Assign(Code.Property(answers, nameof(RuleAnswers.At)), Code.Constant(index)));
            steps.Add(Code.Assign(Code.ArrayAccess(places[(int)use].Array, Code.Constant(index)), made));
        }
        return Code.Lambda<Action<RowFrame, RuleAnswers>>(Code.Block(places.Select(place => place.Array).Append(seen), steps), frame, answers).Compile();
    }

    /// <summary>A part as what a slot keeps of it.</summary>
    private Code StoredOf(RuleExpression part, ValueKind kind, int scale)
    {
        switch (part)
        {
            case Conditional conditional:
                return Code.Condition(Truth(conditional.Test), StoredOf(conditional.Then, kind, scale), StoredOf(conditional.Else, kind, scale));
            case Constant { Value: null }:
                return Code.Default(typeof(Value));
            case Constant { Value: string text } when kind == ValueKind.Text:
                return Code.Constant(RuleResults.TextOf(text));
        }
        return kind switch
        {
            ValueKind.Integer when NumberOrNothing(part) is { } number => Code.Call(typeof(RuleResults), nameof(RuleResults.IntegerOf), null, number),
            ValueKind.Decimal when NumberOrNothing(part) is { } number =>
                Code.Call(typeof(RuleResults), nameof(RuleResults.DecimalOf), null, number, Code.Constant(scale)),
            ValueKind.Text when part.Type.IsOnly(RuleKinds.Text) => Code.Call(typeof(RuleResults), nameof(RuleResults.TextOf), null, Text(part)),
            ValueKind.Text when TextAt(part) is { } text => Code.Call(typeof(RuleResults), nameof(RuleResults.TextOf), null, text),
            ValueKind.Boolean when part.Type.IsOnly(RuleKinds.Boolean) => Code.Call(typeof(Value), nameof(Definitions.Values.Value.Of), null, Truth(part)),
            ValueKind.Date when IsDay(part) => Code.Call(typeof(Days), nameof(Days.ToStored), null, Day(part)),
            _ => Code.Call(typeof(RuleResults), nameof(RuleResults.ValueOf), null, ToValue(Compile(part)), Code.Constant(kind), Code.Constant(scale)),
        };
    }

    // NaN for nothing: both are empty in a slot.
    private Code? NumberOrNothing(RuleExpression part) => part.Type.IsOnly(RuleKinds.Number) ? NumberOf(part) : NumberAt(part, double.NaN);
}
