using System.Text.Json.Nodes;
using LowCode.Definitions.Values;

namespace LowCode.Benchmarks.Sample;

/// <summary>What the sixty rules give for one record. Filled again and again, so that nobody's answers can be left out.</summary>
sealed class Answers
{
    public const int Conditions = 30;
    private const int Calculated = 24;
    private const int Numbers = 6;

    public bool[] Holds { get; } = new bool[Conditions];

    public Value[] Values { get; } = new Value[Calculated];

    public decimal[] Points { get; } = new decimal[Numbers];

    /// <summary>Sixty booleans, numbers, texts and nulls.</summary>
    public JsonArray ToJson() =>
    [
        .. Holds.Select(holds => JsonValue.Create(holds)),
        .. Values.Select(JsonOf),
        .. Points.Select(points => JsonValue.Create((double)points)),
    ];

    private static JsonNode? JsonOf(Value value) => value.Kind switch
    {
        ValueKind.Empty => null,
        ValueKind.Boolean => JsonValue.Create(value.AsBoolean()),
        ValueKind.Integer or ValueKind.Decimal => JsonValue.Create(value.AsDouble()),
        _ => JsonValue.Create(value.ToString()),
    };
}
