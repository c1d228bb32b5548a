using LowCode.Definitions.Values;

namespace LowCode.Storage.Evaluation;

internal delegate Value ValueFunction(EvaluationFrame frame);

internal delegate Truth TruthFunction(EvaluationFrame frame);

/// <summary>One compiled node: its static kind, and how to get its value; Boolean nodes also by truth, without boxing.</summary>
internal sealed class Compiled
{
    private readonly TruthFunction? _truth;

    public Compiled(ValueKind kind, ValueFunction value)
    {
        Kind = kind;
        Value = value;
        _truth = kind switch
        {
            ValueKind.Boolean => frame => ToTruth(value(frame)),
            ValueKind.Empty => static _ => Evaluation.Truth.Unknown,
            _ => null,
        };
    }

    public Compiled(TruthFunction truth)
    {
        Kind = ValueKind.Boolean;
        _truth = truth;
        Value = frame => ToValue(truth(frame));
    }

    public ValueKind Kind { get; }

    public ValueFunction Value { get; }

    public TruthFunction Truth =>
        _truth ?? throw new NotSupportedException($"An expression of kind {Kind} is not a condition.");

    private static Truth ToTruth(in Value value) =>
        value.IsEmpty ? Evaluation.Truth.Unknown : value.AsBoolean() ? Evaluation.Truth.True : Evaluation.Truth.False;

    private static Value ToValue(Truth truth) => truth switch
    {
        Evaluation.Truth.True => Definitions.Values.Value.Of(true),
        Evaluation.Truth.False => Definitions.Values.Value.Of(false),
        _ => default,
    };
}
